package import Experiment
import Interop
package import OffprintCore

extension RunStore {
  /// What a collection removed, or would.
  package struct Collected: Hashable, Sendable {
    /// Sorted by ID.
    package var removed: [RunID] = []
    /// Unfinished runs whose checkpoints went, sorted by ID.
    package var removedUnfinished: [RunID] = []
    /// Names of damaged runs that had been set aside, sorted.
    package var removedDamaged: [String] = []
    /// Data sets of no run that is left, whose pictures of test images went; sorted.
    package var removedPictures: [ContentHash] = []
    /// Bytes of each run's files.
    package var sizes: [RunID: Int] = [:]
    /// Bytes of all that went.
    package var freedBytes = 0

    package var isEmpty: Bool {
      removed.isEmpty && removedUnfinished.isEmpty && removedDamaged.isEmpty && removedPictures.isEmpty
    }
  }

  /// Removes every run that is not in `kept`, what is kept of unfinished ones that nobody trains at the moment, damaged runs that
  /// were set aside, and pictures of data that no run is left of; with `isDryRun` only says which they are. Directories in the
  /// store that are no runs are left alone, and so are runs of a newer version, of which this one cannot say who asks for them.
  package func collect(keeping kept: Set<RunID>, isDryRun: Bool) throws(RunStoreError) -> Collected {
    var collected = Collected()
    for id in try unfinished() where !kept.contains(id) {
      let size = unfinishedSize(of: id)
      guard try system({ () throws(SystemError) in isDryRun ? true : try removeUnfinished(id) }) else { continue }
      collected.removedUnfinished.append(id)
      collected.freedBytes += size
    }
    for name in try damagedRuns() {
      collected.freedBytes += RunStore.size(below: damagedDirectory + "/" + name)
      if !isDryRun { try removeAtOnce(damagedDirectory + "/" + name) }
      collected.removedDamaged.append(name)
    }
    let left = try collectRuns(keeping: kept, isDryRun, &collected)
    for data in try data() where left.map({ !$0.contains(data) }) ?? false {
      collected.freedBytes += RunStore.size(below: dataDirectory(of: data))
      if !isDryRun { try removeAtOnce(dataDirectory(of: data)) }
      collected.removedPictures.append(data)
    }
    if !isDryRun { try system { () throws(SystemError) in _ = try removeStrayTemporaries() } }
    return collected
  }

  /// The data of the runs that stay; nil where that of one of them cannot be told.
  private func collectRuns(
    keeping kept: Set<RunID>, _ isDryRun: Bool, _ collected: inout Collected
  ) throws(RunStoreError) -> Set<ContentHash>? {
    guard FileSystem.kind(of: runsDirectory) != .missing else { return [] }
    var data: Set<ContentHash>? = []
    let names = try system { () throws(SystemError) in try FileSystem.entries(of: runsDirectory) }
    for id in names.compactMap(RunID.init(hexadecimal:)) where contains(id) {
      do throws(RunStoreError) {
        let record = try record(for: id)
        if kept.contains(id) {
          data?.insert(record.data.digest)
          continue
        }
      } catch {
        if case .newer = error {
          data = nil
          continue
        }
        if kept.contains(id) {
          data = nil
          continue
        }
      }
      let size = size(of: id)
      collected.sizes[id] = size
      collected.freedBytes += size
      if !isDryRun { try remove(id) }
      collected.removed.append(id)
    }
    return data
  }

  /// Removes one run, sound or damaged: gone at once for every reader, then from the disk.
  package func remove(_ id: RunID) throws(RunStoreError) {
    guard contains(id) else { throw .missing(id) }
    try removeAtOnce(directory(of: id))
  }

  private func removeAtOnce(_ path: String) throws(RunStoreError) {
    try system { () throws(SystemError) in
      try FileSystem.makeDirectories(temporaryDirectory)
      let (place, lock) = try makeTemporaryDirectory("removed")
      try FileSystem.rename(path, to: place + "/removed")
      try FileSystem.removeTree(place)
      withExtendedLifetime(lock) {}
    }
  }

  /// Bytes of a run's files; what cannot be read counts nothing.
  package func size(of id: RunID) -> Int { RunStore.size(below: directory(of: id)) }

  static func size(below directory: String) -> Int {
    let names = (try? FileSystem.entries(of: directory)) ?? []
    return names.reduce(0) { $0 + ((try? FileSystem.size(of: directory + "/" + $1)) ?? 0) }
  }
}
