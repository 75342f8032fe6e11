package import Experiment
import Interop

/// The right to train one run of a store: nobody else has it while this value lives, and the kernel takes it away with the
/// process, in whatever way that ends. So no clock decides who is dead.
package final class ClaimedRun: Sendable {
  private let store: RunStore
  package let id: RunID
  private let lock: DirectoryLock

  init(store: RunStore, id: RunID, lock: DirectoryLock) {
    self.store = store
    self.id = id
    self.lock = lock
  }

  private var directory: String { store.unfinishedDirectory(of: id) }
  private var file: String { directory + "/checkpoint" }

  /// What an earlier claim saved, or nil. Throws `.damagedCheckpoint` for one that cannot be trusted.
  package func checkpoint() throws(RunStoreError) -> Checkpoint? {
    try store.checkpoint(of: id)
  }

  /// Replaces the checkpoint, in one step for whoever looks.
  package func save(_ checkpoint: Checkpoint) throws(RunStoreError) {
    let bytes: [UInt8]
    do {
      bytes = try CheckpointFile.encode(checkpoint)
    } catch {
      throw .unrepresentable(id, reason: "its progress holds a number that is not finite")
    }
    // The directory is not synced: after a power cut either checkpoint is as good.
    try store.system { () throws(SystemError) in try store.replace(file, with: bytes) }
  }

  /// Keeps the test set as it is seen after an earlier epoch, until the run is stored with it.
  package func keep(_ embeddings: EmbeddingSet, after epoch: Int) throws(RunStoreError) {
    let path = directory + "/" + RunStore.snapshotFile(epoch)
    try store.system { () throws(SystemError) in
      try store.replace(path, with: KeptSnapshotFile.encode(embeddings))
      // A checkpoint that comes after it must not outlive it.
      try FileSystem.syncDirectory(directory)
    }
  }

  /// What is kept and whole, by epoch.
  package func snapshots() throws(RunStoreError) -> [Int: EmbeddingSet] {
    let names = try store.system { () throws(SystemError) in try FileSystem.entries(of: directory) }
    var found: [Int: EmbeddingSet] = [:]
    for name in names {
      guard name.hasPrefix("epoch-"), name.hasSuffix(".safetensors"),
        let epoch = Int(name.dropFirst("epoch-".count).dropLast(".safetensors".count))
      else { continue }
      let bytes = try store.system { () throws(SystemError) in try FileSystem.read(directory + "/" + name) }
      if let embeddings = KeptSnapshotFile.decode(bytes) { found[epoch] = embeddings }
    }
    return found
  }

  /// Puts a checkpoint that cannot be used out of the way, where people can look at it until the run is stored.
  package func setAside() throws(RunStoreError) {
    try store.system { () throws(SystemError) in try FileSystem.rename(file, to: file + ".damaged") }
  }

  /// Stores the run and removes what was kept while it was unfinished.
  package func finish(_ result: RunResult) throws(RunStoreError) -> RunRecord {
    precondition(result.record.id == id, "the result is another run's")
    let record = try store.put(result, snapshots: result.record.status.isFinished ? snapshots() : [:])
    // The run is stored; what is left here the next collection finds.
    try? FileSystem.removeTree(directory)
    return record
  }

  deinit {
    // Where nothing was saved nothing is left; the lock is still held here.
    try? FileSystem.removeEmptyDirectory(directory)
  }
}
