import Experiment
import RunStore
import Training

/// The run store as the executor wants it.
struct StoreKeeper: RunKeeper {
  let store: RunStore

  func claim(_ id: RunID) throws(KeepingError) -> RunClaim { try claim(id, wanting: []) }

  func claim(_ id: RunID, wanting snapshots: Set<Int>) throws(KeepingError) -> RunClaim {
    switch try StoreKeeper.keeping({ () throws(RunStoreError) in try store.claim(id, wanting: snapshots) }) {
    case .granted(let run): .granted(StoredRun(run: run))
    case .busy: .busy
    case .stored(let record): .stored(record)
    }
  }

  /// What the system refuses concerns every run; everything else is one run's own trouble.
  fileprivate static func keeping<Value>(
    _ body: () throws(RunStoreError) -> Value
  ) throws(KeepingError) -> Value {
    do {
      return try body()
    } catch {
      let concernsAll = if case .system = error { true } else { false }
      throw KeepingError(reason: error.description, concernsAll: concernsAll)
    }
  }

  private struct StoredRun: UnfinishedRun {
    let run: ClaimedRun

    func checkpoint() throws(KeepingError) -> KeptCheckpoint {
      do {
        return try run.checkpoint().map(KeptCheckpoint.found) ?? .none
      } catch {
        if case .damagedCheckpoint(_, let reason) = error { return .damaged(reason) }
        return try keeping { () throws(RunStoreError) in throw error }
      }
    }

    func save(_ checkpoint: Checkpoint) throws(KeepingError) {
      try keeping { () throws(RunStoreError) in try run.save(checkpoint) }
    }

    func setAside() throws(KeepingError) {
      try keeping { () throws(RunStoreError) in try run.setAside() }
    }

    func snapshots() throws(KeepingError) -> Set<Int> {
      Set(try keeping { () throws(RunStoreError) in try run.snapshots() }.keys)
    }

    func keep(_ embeddings: EmbeddingSet, after epoch: Int) throws(KeepingError) {
      try keeping { () throws(RunStoreError) in try run.keep(embeddings, after: epoch) }
    }

    func store(_ result: RunResult) throws(KeepingError) -> RunRecord {
      try keeping { () throws(RunStoreError) in try run.finish(result) }
    }
  }
}
