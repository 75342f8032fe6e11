package import Experiment

/// What happens to the runs of an execution, as it happens. Events come one at a time, from any thread.
package enum ExecutionEvent: Sendable {
  /// Training has begun.
  case started(RunID)
  /// Steps done of all the run's steps; at most ten times a second for each run.
  case progress(RunID, step: Int, totalSteps: Int)
  /// An epoch is done; training images per second.
  case epoch(RunID, EpochRecord, imagesPerSecond: Double)
  /// The run is done and stored.
  case finished(RunRecord)
  /// The run ended early by itself and is stored as such; its status says why.
  case failed(RunRecord)
  /// The run was stopped, or never begun, because of the cancellation; nothing of it is kept.
  case cancelled(RunID)
  /// The spec cannot be trained at all.
  case rejected(RunID, reason: String)
  /// The run is done and could not be stored.
  case notStored(RunID, reason: String)
}

/// How an execution ended, each list in the order in which the runs were asked for.
package struct ExecutionOutcome: Sendable {
  /// Finished and failed runs that are stored.
  package var records: [RunRecord] = []
  package var cancelled: [RunID] = []
  package var rejected: [(id: RunID, reason: String)] = []
  package var notStored: [(id: RunID, reason: String)] = []
}
