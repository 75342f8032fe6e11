package import Experiment
import Interop

extension RunStore {
  /// What a collection removed, or would.
  package struct Collected: Hashable, Sendable {
    /// Sorted by ID.
    package var removed: [RunID]
    /// Unfinished runs whose checkpoints went, sorted by ID.
    package var removedUnfinished: [RunID] = []
    /// Bytes of their files.
    package var freedBytes: Int
  }

  /// Removes every run that is not in `kept`, and what is kept of unfinished ones that nobody trains at the moment; with
  /// `isDryRun` only says which they are. Directories in the store that are no runs are left alone, and so are runs of a newer
  /// version, of which this one cannot say who asks for them.
  package func collect(keeping kept: Set<RunID>, isDryRun: Bool) throws(RunStoreError) -> Collected {
    var collected = Collected(removed: [], freedBytes: 0)
    for id in try unfinished() where !kept.contains(id) {
      let size = unfinishedSize(of: id)
      guard try system({ () throws(SystemError) in isDryRun ? true : try removeUnfinished(id) }) else { continue }
      collected.removedUnfinished.append(id)
      collected.freedBytes += size
    }
    guard FileSystem.kind(of: runsDirectory) != .missing else { return collected }
    let names = try system { () throws(SystemError) in try FileSystem.entries(of: runsDirectory) }
    for id in names.compactMap(RunID.init(hexadecimal:)) where !kept.contains(id) && contains(id) {
      if isNewer(id) { continue }
      collected.freedBytes += size(of: id)
      if !isDryRun { try remove(id) }
      collected.removed.append(id)
    }
    if !isDryRun { try system { () throws(SystemError) in _ = try removeStrayTemporaries() } }
    return collected
  }

  private func isNewer(_ id: RunID) -> Bool {
    do throws(RunStoreError) {
      _ = try record(for: id)
      return false
    } catch {
      if case .newer = error { return true } else { return false }
    }
  }

  /// Removes one run, sound or damaged: gone at once for every reader, then from the disk.
  package func remove(_ id: RunID) throws(RunStoreError) {
    guard contains(id) else { throw .missing(id) }
    try system { () throws(SystemError) in
      try FileSystem.makeDirectories(temporaryDirectory)
      let (path, lock) = try makeTemporaryDirectory(for: id)
      try FileSystem.rename(directory(of: id), to: path + "/removed")
      try FileSystem.removeTree(path)
      withExtendedLifetime(lock) {}
    }
  }

  /// Bytes of a run's files; what cannot be read counts nothing.
  package func size(of id: RunID) -> Int {
    let names = (try? FileSystem.entries(of: directory(of: id))) ?? []
    return names.reduce(0) { $0 + ((try? FileSystem.size(of: directory(of: id) + "/" + $1)) ?? 0) }
  }
}
