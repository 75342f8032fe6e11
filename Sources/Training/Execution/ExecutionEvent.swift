package import Experiment

/// What happens to the runs of an execution, as it happens. Events come one at a time, from any thread.
package enum ExecutionEvent: Sendable {
  /// Training has begun.
  case started(RunID)
  /// It goes on from a checkpoint: in this epoch, after that many of its steps.
  case resumed(RunID, epoch: Int, stepInEpoch: Int, step: Int, totalSteps: Int)
  /// There was a checkpoint that could not be used; the run begins afresh.
  case setAside(RunID, reason: String)
  /// Steps done of all the run's steps; at most ten times a second for each run.
  case progress(RunID, step: Int, totalSteps: Int)
  /// An epoch is done; training images per second.
  case epoch(RunID, EpochRecord, imagesPerSecond: Double)
  /// The run is done and stored.
  case finished(RunRecord)
  /// The run ended early by itself and is stored as such; its status says why.
  case failed(RunRecord)
  /// Another process is training the run, and all others are done or taken: its end is waited for. Once for each run.
  case waiting(RunID)
  /// Another process has stored the run.
  case storedElsewhere(RunRecord)
  /// The run was stopped, or never begun, because of the cancellation; what there is of it is its checkpoint.
  case cancelled(RunID)
  /// The spec cannot be trained at all.
  case rejected(RunID, reason: String)
  /// A checkpoint could not be kept; the one before it still is.
  case checkpointNotSaved(RunID, reason: String)
  /// The run could not be claimed or stored.
  case notStored(RunID, reason: String)
}

/// How an execution ended, each list in the order in which the runs were asked for.
package struct ExecutionOutcome: Sendable {
  /// Finished and failed runs that are stored, by this process or another.
  package var records: [RunRecord] = []
  package var cancelled: [RunID] = []
  package var rejected: [(id: RunID, reason: String)] = []
  package var notStored: [(id: RunID, reason: String)] = []
  /// Why the execution stopped before its end by itself: nothing can be stored any more.
  package var storageFailure: String?
}
