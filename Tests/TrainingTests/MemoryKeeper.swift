import Experiment
import OffprintCore
import Synchronization
import Training

/// Keeps runs in memory, and does what a test asks of it in place of that.
final class MemoryKeeper: RunKeeper {
  struct State {
    var results: [RunID: RunResult] = [:]
    var checkpoints: [RunID: Checkpoint] = [:]
    var damage: [RunID: String] = [:]
    /// How often a run is still held by somebody else, who then stores it or dies.
    var busy: [RunID: Int] = [:]
    var storedElsewhere: [RunID: RunRecord] = [:]
    var saveCount = 0
    var setAside: [RunID] = []
  }

  let state = Mutex(State())
  /// Thrown instead of storing, or saving.
  private let storeError: @Sendable (RunSpec) -> KeepingError?
  private let saveError: KeepingError?

  init(saveError: KeepingError? = nil, storeError: @escaping @Sendable (RunSpec) -> KeepingError? = { _ in nil }) {
    self.storeError = storeError
    self.saveError = saveError
  }

  var weights: [RunID: [NamedTensor]] { state.withLock { $0.results.mapValues(\.weights) } }
  var checkpoints: [RunID: Checkpoint] { state.withLock(\.checkpoints) }

  func claim(_ id: RunID) throws(KeepingError) -> RunClaim {
    state.withLock { state in
      if let record = state.storedElsewhere[id], state.busy[id] == nil { return .stored(record) }
      guard let busy = state.busy[id] else { return .granted(Run(keeper: self, id: id)) }
      state.busy[id] = busy > 1 ? busy - 1 : nil
      return .busy
    }
  }

  private struct Run: UnfinishedRun {
    let keeper: MemoryKeeper
    let id: RunID

    func checkpoint() throws(KeepingError) -> KeptCheckpoint {
      keeper.state.withLock { state in
        if let damage = state.damage[id] { return .damaged(damage) }
        return state.checkpoints[id].map(KeptCheckpoint.found) ?? .none
      }
    }

    func save(_ checkpoint: Checkpoint) throws(KeepingError) {
      if let error = keeper.saveError { throw error }
      keeper.state.withLock { state in
        state.checkpoints[id] = checkpoint
        state.saveCount += 1
      }
    }

    func setAside() throws(KeepingError) {
      keeper.state.withLock { state in
        state.damage[id] = nil
        state.checkpoints[id] = nil
        state.setAside.append(id)
      }
    }

    func store(_ result: RunResult) throws(KeepingError) -> RunRecord {
      if let error = keeper.storeError(result.record.spec) { throw error }
      keeper.state.withLock { state in
        state.results[id] = result
        state.checkpoints[id] = nil
      }
      return result.record
    }
  }
}
