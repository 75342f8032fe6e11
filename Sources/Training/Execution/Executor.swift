package import Experiment
import Synchronization

/// Trains many runs side by side, one on a core. Each run's bits depend on its spec and data alone, so neither the number of
/// workers nor the order in which runs end can change a result.
///
/// Runs begin in the order in which they are asked for; a worker that is free takes the next. A run is handed to `store` the
/// moment it ends, so whatever happens later, it is kept.
package struct Executor: Sendable {
  /// Seconds between two progress events of one run.
  private static let progressInterval = 0.1

  private let workers: Int
  private let provenance: Provenance
  private let clock: @Sendable () -> Double

  /// `clock` gives seconds since any fixed moment; `provenance` is completed with each run's times.
  package init(workers: Int, provenance: Provenance, clock: @escaping @Sendable () -> Double) {
    self.workers = max(1, workers)
    self.provenance = provenance
    self.clock = clock
  }

  /// Trains `specs`, which must be distinct, on `data`, and returns when all are done or cancelled. `store` may be called from
  /// several threads at once; what it throws is reported, and the other runs go on.
  package func run(
    _ specs: [RunSpec], data: DataSet, cancellation: Cancellation = Cancellation(),
    store: @escaping @Sendable (RunResult) throws -> RunRecord,
    onEvent: @escaping @Sendable (ExecutionEvent) -> Void = { _ in }
  ) -> ExecutionOutcome {
    let events = SerialEvents(onEvent)
    let ends = Parallel.map(specs, workers: workers) { spec in
      let id = Trainer.runID(spec: spec, data: data.identity)
      let end = train(spec, id, data, cancellation, store, events)
      events.send(end.event(id))
      return (id, end)
    }
    return ends.reduce(into: ExecutionOutcome()) { $1.1.add(to: &$0, $1.0) }
  }

  private func train(
    _ spec: RunSpec, _ id: RunID, _ data: DataSet, _ cancellation: Cancellation,
    _ store: @Sendable (RunResult) throws -> RunRecord, _ events: SerialEvents
  ) -> RunEnd {
    if cancellation.isCancelled { return .cancelled }
    events.send(.started(id))
    let trainer: Trainer
    do {
      trainer = try Trainer(spec: spec, data: data)
    } catch {
      return .rejected(error.reason)
    }
    guard let result = trainer.run(provenance: provenance, observer: observer(id, cancellation, events)) else {
      return .cancelled
    }
    do {
      return .stored(try store(result))
    } catch {
      return .notStored(String(describing: error))
    }
  }

  private func observer(_ id: RunID, _ cancellation: Cancellation, _ events: SerialEvents) -> TrainingObserver {
    let throttle = Throttle(interval: Executor.progressInterval)
    return TrainingObserver(
      clock: clock, cancellation: cancellation,
      onStep: { [clock] step, totalSteps in
        if throttle.allows(at: clock()) || step == totalSteps {
          events.send(.progress(id, step: step, totalSteps: totalSteps))
        }
      },
      onEpoch: { record, rate in events.send(.epoch(id, record, imagesPerSecond: rate)) })
  }
}

/// How one run ended.
private enum RunEnd: Sendable {
  case stored(RunRecord)
  case cancelled
  case rejected(String)
  case notStored(String)

  func event(_ id: RunID) -> ExecutionEvent {
    switch self {
    case .stored(let record): record.status.isFinished ? .finished(record) : .failed(record)
    case .cancelled: .cancelled(id)
    case .rejected(let reason): .rejected(id, reason: reason)
    case .notStored(let reason): .notStored(id, reason: reason)
    }
  }

  func add(to outcome: inout ExecutionOutcome, _ id: RunID) {
    switch self {
    case .stored(let record): outcome.records.append(record)
    case .cancelled: outcome.cancelled.append(id)
    case .rejected(let reason): outcome.rejected.append((id, reason))
    case .notStored(let reason): outcome.notStored.append((id, reason))
    }
  }
}

/// Lets one event through at a time.
private final class SerialEvents: Sendable {
  private let lock = Mutex(())
  private let receive: @Sendable (ExecutionEvent) -> Void

  init(_ receive: @escaping @Sendable (ExecutionEvent) -> Void) { self.receive = receive }

  func send(_ event: ExecutionEvent) {
    lock.withLock { _ in receive(event) }
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
