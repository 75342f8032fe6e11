package import Experiment
import Foundation
package import Interop
import OffprintCore

extension RunStore {
  /// Stores a run and gives its record back with the digests filled in: SHA-256 of the very files, as `sha256sum` says it.
  /// The files hold tensors and nothing of the run's identity, so equal weights have equal digests whatever made them.
  ///
  /// The run is there, whole and on the disk, when this returns. Where it is stored already, by an earlier call or by another
  /// process at the same time, the first one stays and its record comes back; should its weights differ, that is
  /// `.conflicting`.
  ///
  /// `snapshots` are the test set after earlier epochs; those that a stored run lacks are added to it.
  @discardableResult
  package func put(
    _ result: RunResult, snapshots: [Int: EmbeddingSet] = [:]
  ) throws(RunStoreError) -> RunRecord {
    var record = result.record
    let id = record.id
    var files: [(name: String, bytes: [UInt8])] = []
    if record.status.isFinished {
      let weights = SafetensorsFile(tensors: result.weights).encoded()
      record.weightsDigest = ContentHash(of: weights)
      files.append((RunStore.weightsFile, weights))
      if let embeddings = result.embeddings {
        let bytes = SafetensorsFile(tensors: embeddings.tensors).encoded()
        record.embeddingsDigest = ContentHash(of: bytes)
        files.append((RunStore.embeddingsFile, bytes))
      }
      let kept = RunStore.files(of: snapshots)
      record.snapshots = kept.isEmpty ? nil : kept.map(\.record)
      files += kept.map(\.file)
    }
    if contains(id) { return try settle(record, snapshots) }
    files.append((RunStore.recordFile, try encode(record)))
    do {
      try write(files, as: id)
    } catch {
      guard error.isExisting, contains(id) else { throw .system(error) }
      return try settle(record, snapshots)
    }
    return record
  }

  /// The stored record, where another writer was first; with the snapshots that it lacked.
  private func settle(
    _ record: RunRecord, _ snapshots: [Int: EmbeddingSet]
  ) throws(RunStoreError) -> RunRecord {
    let stored = try self.record(for: record.id)
    guard stored.weightsDigest == record.weightsDigest else {
      throw .conflicting(record.id, stored: stored.weightsDigest, new: record.weightsDigest)
    }
    let lacking = stored.lacking(Set(snapshots.keys))
    guard !lacking.isEmpty else { return stored }
    return try add(snapshots.filter { lacking.contains($0.key) }, to: stored)
  }

  func encode(_ record: RunRecord) throws(RunStoreError) -> [UInt8] {
    do {
      return RecordSeal.seal(Array(try ReadableJSON.encode(record)))
    } catch {
      throw .unrepresentable(record.id, reason: "its record holds a number that is not finite")
    }
  }

  private func write(_ files: [(name: String, bytes: [UInt8])], as id: RunID) throws(SystemError) {
    try FileSystem.makeDirectories(runsDirectory)
    try FileSystem.makeDirectories(temporaryDirectory)
    try removeStrayTemporaries()
    let (directory, lock) = try makeTemporaryDirectory(id.short)
    defer { withExtendedLifetime(lock) {} }
    do {
      for file in files { try FileSystem.writeNew(file.bytes, to: directory + "/" + file.name) }
      try FileSystem.syncDirectory(directory)
      try FileSystem.rename(directory, to: self.directory(of: id))
      try FileSystem.syncDirectory(runsDirectory)
    } catch {
      // The first error is the one to report; what this leaves behind the next writer removes.
      try? FileSystem.removeTree(directory)
      throw error
    }
  }

  /// A fresh directory that is locked as being in use.
  func makeTemporaryDirectory(_ name: String) throws(SystemError) -> (path: String, lock: DirectoryLock) {
    var attempt = 0
    while true {
      let path = "\(temporaryDirectory)/\(name)-\(FileSystem.processNumber)-\(attempt)"
      attempt += 1
      do {
        try FileSystem.makeNewDirectory(path)
      } catch {
        guard error.isExisting, attempt < 10_000 else { throw error }
        continue
      }
      // Between the two calls a cleaning process may have taken it for a stray one; then the next name is tried.
      if let lock = DirectoryLock(path) { return (path, lock) }
      guard attempt < 10_000 else { throw SystemError(operation: "lock", path: path, code: 11) }
    }
  }

  /// Removes what crashed writers left; whatever a living one is at work in is locked, and stays.
  @discardableResult
  package func removeStrayTemporaries() throws(SystemError) -> Int {
    guard FileSystem.kind(of: temporaryDirectory) == .directory else { return 0 }
    var removed = 0
    for name in try FileSystem.entries(of: temporaryDirectory) {
      let path = temporaryDirectory + "/" + name
      guard let lock = DirectoryLock(path) else { continue }
      do {
        try FileSystem.removeTree(path)
        removed += 1
      } catch {
        // Somebody else was as tidy, or may delete what we may not; neither must keep a run from being stored.
      }
      withExtendedLifetime(lock) {}
    }
    return removed
  }
}
