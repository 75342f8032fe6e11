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
    let new = file + ".new"
    try store.system { () throws(SystemError) in
      // A process that was killed may have left one.
      do throws(SystemError) { try FileSystem.removeFile(new) } catch { guard error.isMissing else { throw error } }
      do throws(SystemError) {
        try FileSystem.writeNew(bytes, to: new)
        // The directory is not synced: after a power cut either checkpoint is as good.
        try FileSystem.rename(new, to: file)
      } catch {
        try? FileSystem.removeFile(new)
        throw error
      }
    }
  }

  /// Puts a checkpoint that cannot be used out of the way, where people can look at it until the run is stored.
  package func setAside() throws(RunStoreError) {
    try store.system { () throws(SystemError) in try FileSystem.rename(file, to: file + ".damaged") }
  }

  /// Stores the run and removes what was kept while it was unfinished.
  package func finish(_ result: RunResult) throws(RunStoreError) -> RunRecord {
    precondition(result.record.id == id, "the result is another run's")
    let record = try store.put(result)
    // The run is stored; what is left here the next collection finds.
    try? FileSystem.removeTree(directory)
    return record
  }

  deinit {
    // Where nothing was saved nothing is left; the lock is still held here.
    try? FileSystem.removeEmptyDirectory(directory)
  }
}
