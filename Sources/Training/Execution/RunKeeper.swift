package import Experiment

/// What an executor needs of whoever keeps runs. Several processes may share one keeper's store; each run is trained by one
/// of them.
package protocol RunKeeper: Sendable {
  /// Asks for the right to train a run, without waiting for it.
  func claim(_ id: RunID) throws(KeepingError) -> RunClaim
  /// The same; a run that is there without the test set after all of these epochs is granted too, to be trained again.
  func claim(_ id: RunID, wanting snapshots: Set<Int>) throws(KeepingError) -> RunClaim
}

extension RunKeeper {
  /// For keepers that know of no snapshots.
  package func claim(_ id: RunID, wanting snapshots: Set<Int>) throws(KeepingError) -> RunClaim { try claim(id) }
}

/// What came of asking for a run.
package enum RunClaim: Sendable {
  case granted(any UnfinishedRun)
  /// Another process is training it.
  case busy
  /// It is there already.
  case stored(RunRecord)
}

/// A run that is the caller's to train, as long as this value lives.
package protocol UnfinishedRun: Sendable {
  /// What an earlier claim saved.
  func checkpoint() throws(KeepingError) -> KeptCheckpoint
  func save(_ checkpoint: Checkpoint) throws(KeepingError)
  /// Puts a checkpoint that cannot be used out of the way.
  func setAside() throws(KeepingError)
  func store(_ result: RunResult) throws(KeepingError) -> RunRecord
  /// The epochs after which the test set is kept already.
  func snapshots() throws(KeepingError) -> Set<Int>
  /// Keeps the test set as it is seen after an earlier epoch, for `store`.
  func keep(_ embeddings: EmbeddingSet, after epoch: Int) throws(KeepingError)
}

extension UnfinishedRun {
  package func snapshots() throws(KeepingError) -> Set<Int> { [] }
  package func keep(_ embeddings: EmbeddingSet, after epoch: Int) throws(KeepingError) {}
}

package enum KeptCheckpoint: Sendable {
  case none
  case found(Checkpoint)
  /// There is one that cannot be trusted, and why.
  case damaged(String)
}

/// What a keeper could not do.
package struct KeepingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// For people.
  package var reason: String
  /// Whether other runs would meet the same: a full disk, an unwritable directory. Then training on is for nothing.
  package var concernsAll: Bool

  package init(reason: String, concernsAll: Bool) {
    self.reason = reason
    self.concernsAll = concernsAll
  }

  package var description: String { reason }
}
