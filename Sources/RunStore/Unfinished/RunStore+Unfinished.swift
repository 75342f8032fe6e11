package import Experiment
import Interop

extension RunStore {
  /// What came of asking for a run.
  package enum Claim: Sendable {
    /// It is the caller's to train.
    case granted(ClaimedRun)
    /// Somebody else is training it.
    case busy
    /// It is stored, and sound as far as its record tells.
    case stored(RunRecord)
  }

  /// Asks for the right to train a run. A stored run that cannot be read is set aside by whoever is granted it; one that lacks
  /// snapshots after epochs that are wanted is granted and stays, to be trained again to the same bits.
  package func claim(_ id: RunID, wanting snapshots: Set<Int> = []) throws(RunStoreError) -> Claim {
    if let record = try storedRecord(of: id), record.lacking(snapshots).isEmpty { return .stored(record) }
    let lock = try system { () throws(SystemError) in
      try FileSystem.makeDirectories(unfinishedDirectory(of: id))
      return try DirectoryLock.attempt(unfinishedDirectory(of: id))
    }
    guard let lock else { return .busy }
    let claimed = ClaimedRun(store: self, id: id, lock: lock)
    // Whoever held the lock until now may have stored it in between.
    let stored = try storedRecord(of: id)
    if let stored, stored.lacking(snapshots).isEmpty {
      try? FileSystem.removeTree(unfinishedDirectory(of: id))
      return .stored(stored)
    }
    if stored == nil, contains(id) { try setAside(id) }
    return .granted(claimed)
  }

  /// Nil where it is missing or damaged.
  private func storedRecord(of id: RunID) throws(RunStoreError) -> RunRecord? {
    do {
      return try record(for: id)
    } catch {
      switch error {
      case .missing, .damaged: return nil
      default: throw error
      }
    }
  }

  /// The checkpoint of a run that is being trained or was interrupted; nil where there is none.
  package func checkpoint(of id: RunID) throws(RunStoreError) -> Checkpoint? {
    let bytes: [UInt8]
    do {
      bytes = try FileSystem.read(unfinishedDirectory(of: id) + "/checkpoint")
    } catch {
      if error.isMissing { return nil }
      throw .system(error)
    }
    let checkpoint: Checkpoint
    do {
      checkpoint = try CheckpointFile.decode(bytes)
    } catch {
      throw .damagedCheckpoint(id, reason: error.reason)
    }
    guard checkpoint.id == id else {
      throw .damagedCheckpoint(id, reason: "it belongs to another run, \(checkpoint.id.short)")
    }
    return checkpoint
  }

  /// Runs that have been begun and are not stored, sorted by ID.
  package func unfinished() throws(RunStoreError) -> [RunID] {
    guard FileSystem.kind(of: unfinishedDirectory) == .directory else { return [] }
    let names = try system { () throws(SystemError) in try FileSystem.entries(of: unfinishedDirectory) }
    return names.compactMap(RunID.init(hexadecimal:))
  }

  /// Bytes of what is kept of an unfinished run.
  func unfinishedSize(of id: RunID) -> Int {
    let directory = unfinishedDirectory(of: id)
    let names = (try? FileSystem.entries(of: directory)) ?? []
    return names.reduce(0) { $0 + ((try? FileSystem.size(of: directory + "/" + $1)) ?? 0) }
  }

  /// Removes what is kept of an unfinished run. False where somebody is training it.
  func removeUnfinished(_ id: RunID) throws(SystemError) -> Bool {
    let directory = unfinishedDirectory(of: id)
    guard let lock = try DirectoryLock.attempt(directory) else { return false }
    try FileSystem.removeTree(directory)
    withExtendedLifetime(lock) {}
    return true
  }
}
