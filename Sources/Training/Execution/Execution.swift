import Experiment
import Synchronization

/// What the workers of one execution share.
final class Execution: Sendable {
  /// Seconds between two progress events of one run.
  private static let progressInterval = 0.1

  let data: DataSet
  let cancellation: Cancellation
  let keeper: any RunKeeper
  let cores: CoreSharing
  /// Why nothing can be stored any more.
  private let failure = Mutex<String?>(nil)
  private let events = Mutex(())
  private let onEvent: @Sendable (ExecutionEvent) -> Void

  init(
    data: DataSet, cancellation: Cancellation, keeper: any RunKeeper, cores: CoreSharing,
    onEvent: @escaping @Sendable (ExecutionEvent) -> Void
  ) {
    self.data = data
    self.cancellation = cancellation
    self.keeper = keeper
    self.cores = cores
    self.onEvent = onEvent
  }

  /// One event at a time.
  func send(_ event: ExecutionEvent) {
    events.withLock { _ in onEvent(event) }
  }

  var storageFailure: String? { failure.withLock(\.self) }

  /// True for the first error that concerns all runs: they stop.
  @discardableResult
  func note(_ error: KeepingError) -> Bool {
    guard error.concernsAll else { return false }
    let isFirst = failure.withLock { failure in
      guard failure == nil else { return false }
      failure = error.reason
      return true
    }
    cancellation.cancel()
    return isFirst
  }

  func observer(
    _ id: RunID, _ run: any UnfinishedRun, snapshots: Set<Int>, clock: @escaping @Sendable () -> Double,
    checkpointInterval: Double
  ) -> TrainingObserver {
    let throttle = Throttle(interval: Execution.progressInterval)
    let checkpointing = Checkpointing(interval: checkpointInterval) { [self] checkpoint in
      do throws(KeepingError) {
        try run.save(checkpoint)
      } catch {
        // The last checkpoint is still there; the others would only say the same again.
        if note(error) || !error.concernsAll { send(.checkpointNotSaved(id, reason: error.reason)) }
      }
    }
    let snapshotting = Snapshotting(epochs: snapshots) { [self] epoch, embeddings in
      do throws(KeepingError) {
        try run.keep(embeddings, after: epoch)
      } catch {
        // The run is stored without it, and trained again when it can be kept.
        if note(error) || !error.concernsAll { send(.checkpointNotSaved(id, reason: error.reason)) }
      }
    }
    return TrainingObserver(
      clock: clock, cancellation: cancellation, checkpointing: checkpointing,
      snapshots: snapshots.isEmpty ? nil : snapshotting, threads: { [cores] in cores.threads },
      onStep: { [self] step, totalSteps in
        if throttle.allows(at: clock()) || step == totalSteps {
          send(.progress(id, step: step, totalSteps: totalSteps))
        }
      },
      onEpoch: { [self] record, rate in send(.epoch(id, record, imagesPerSecond: rate)) })
  }
}

/// Says yes at most once in an interval.
private final class Throttle: Sendable {
  private let interval: Double
  private let last = Mutex(-Double.infinity)

  init(interval: Double) { self.interval = interval }

  func allows(at now: Double) -> Bool {
    last.withLock { last in
      guard now - last >= interval else { return false }
      last = now
      return true
    }
  }
}
