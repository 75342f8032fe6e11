import Dispatch
package import Experiment
import Foundation
package import Kernels

/// Trains many runs side by side, one on a core. Each run's bits depend on its spec and data alone, so neither the number of
/// workers nor the order in which runs end can change a result, nor that it was interrupted and went on from a checkpoint.
///
/// Runs begin in the order in which they are asked for; a worker that is free takes the next. A run that another process is
/// training is put off until all others are taken, and then waited for; should that process end without storing it, it is
/// trained here. A run is stored the moment it ends, so whatever happens later, it is kept.
package struct Executor: Sendable {
  private let workers: Int
  private let provenance: Provenance
  private let clock: @Sendable () -> Double
  private let checkpointInterval: Double
  private let pause: @Sendable () -> Void
  private let kernels: (any KernelSet.Type)?

  /// `clock` gives seconds since any fixed moment; `provenance` is completed with each run's times; `checkpointInterval` is in
  /// seconds; `pause` is what happens between two looks at a run that another process trains; `kernels`
  /// are the fastest of this machine unless given.
  package init(
    workers: Int, provenance: Provenance, clock: @escaping @Sendable () -> Double,
    checkpointInterval: Double = Checkpointing.defaultInterval,
    pause: @escaping @Sendable () -> Void = { Thread.sleep(forTimeInterval: 0.1) },
    kernels: (any KernelSet.Type)? = nil
  ) {
    self.workers = max(1, workers)
    self.provenance = provenance
    self.clock = clock
    self.checkpointInterval = checkpointInterval
    self.pause = pause
    self.kernels = kernels
  }

  /// Trains `specs`, which must be distinct, on `data`, and returns when all are done or cancelled. `snapshots` says after which
  /// epochs of which of them the test set is to be kept. `keeper` may be called
  /// from several threads at once. What it throws is reported, and the other runs go on unless it concerns them too: then
  /// `cancellation` is used, so that they stop with checkpoints. `mayBegin` is asked before each run; those for which it says no
  /// are cancelled.
  package func run(
    _ specs: [RunSpec], data: DataSet, snapshots: [RunSpec: Set<Int>] = [:],
    cancellation: Cancellation = Cancellation(), mayBegin: @escaping @Sendable () -> Bool = { true },
    keeper: any RunKeeper,
    onEvent: @escaping @Sendable (ExecutionEvent) -> Void = { _ in }
  ) -> ExecutionOutcome {
    let loops = min(workers, max(1, specs.count))
    let cores = CoreSharing(cores: workers, runs: loops)
    let execution = Execution(
      data: data, cancellation: cancellation, keeper: keeper, cores: cores, onEvent: onEvent)
    let queue = RunQueue<(RunID, RunEnd)>(count: specs.count)
    DispatchQueue.concurrentPerform(iterations: loops) { _ in
      defer { cores.leave() }
      while let piece = queue.take() {
        let id = Trainer.runID(spec: specs[piece.index], data: data.identity)
        if piece.attempts > 0 { pause() }
        if piece.attempts == 0, !mayBegin() {
          queue.put((id, .cancelled), at: piece.index)
          execution.send(.cancelled(id))
        } else if let end = train(specs[piece.index], id, snapshots[specs[piece.index]] ?? [], execution) {
          queue.put((id, end), at: piece.index)
          execution.send(end.event(id))
        } else {
          if piece.attempts == 1 { execution.send(.waiting(id)) }
          queue.postpone(piece)
        }
      }
    }
    var outcome = queue.results.reduce(into: ExecutionOutcome()) { $1.1.add(to: &$0, $1.0) }
    outcome.storageFailure = execution.storageFailure
    return outcome
  }

  /// Nil where another process is training the run.
  private func train(_ spec: RunSpec, _ id: RunID, _ snapshots: Set<Int>, _ execution: Execution) -> RunEnd? {
    if execution.cancellation.isCancelled { return .cancelled }
    do throws(KeepingError) {
      switch try execution.keeper.claim(id, wanting: snapshots) {
      case .busy: return nil
      case .stored(let record): return .storedElsewhere(record)
      case .granted(let run): return try train(spec, id, snapshots, run, execution)
      }
    } catch {
      execution.note(error)
      return .notStored(error.reason)
    }
  }

  private func train(
    _ spec: RunSpec, _ id: RunID, _ snapshots: Set<Int>, _ run: any UnfinishedRun, _ execution: Execution
  ) throws(KeepingError) -> RunEnd {
    execution.send(.started(id))
    let trainer: Trainer
    do {
      trainer = try Trainer(
        spec: spec, data: execution.data, kernels: kernels, threads: execution.cores.threads,
        mostThreads: execution.cores.mostThreads)
    } catch {
      return .rejected(error.reason)
    }
    let progress = try restored(trainer, id, snapshots, run, execution)
    let observer = execution.observer(
      id, run, snapshots: snapshots, clock: clock, checkpointInterval: checkpointInterval)
    guard let result = trainer.run(provenance: provenance, observer: observer, from: progress) else {
      return .cancelled
    }
    return .stored(try run.store(result))
  }

  /// How far the run's checkpoint leads; nil where there is none that can be used.
  private func restored(
    _ trainer: Trainer, _ id: RunID, _ snapshots: Set<Int>, _ run: any UnfinishedRun, _ execution: Execution
  ) throws(KeepingError) -> RunProgress? {
    let reason: String
    switch try run.checkpoint() {
    case .none: return nil
    case .damaged(let damage): reason = damage
    case .found(let checkpoint):
      if let epoch = try Executor.passed(checkpoint, snapshots, run) {
        reason = "it is past epoch \(epoch), after which a figure wants the test features"
        break
      }
      do {
        let progress = try trainer.restore(checkpoint)
        execution.send(
          .resumed(
            id, epoch: progress.epochs.count + 1, stepInEpoch: progress.sums.steps, step: progress.step,
            totalSteps: trainer.totalSteps))
        return progress
      } catch {
        reason = error.reason
      }
    }
    try run.setAside()
    execution.send(.setAside(id, reason: reason))
    return nil
  }

  /// The first epoch before the checkpoint whose snapshot is wanted and was not kept; nil where there is none.
  private static func passed(
    _ checkpoint: Checkpoint, _ snapshots: Set<Int>, _ run: any UnfinishedRun
  ) throws(KeepingError) -> Int? {
    let before = snapshots.filter { $0 <= checkpoint.progress.epochs.count }
    return before.isEmpty ? nil : before.subtracting(try run.snapshots()).min()
  }
}

/// How one run ended.
private enum RunEnd: Sendable {
  case stored(RunRecord)
  case storedElsewhere(RunRecord)
  case cancelled
  case rejected(String)
  case notStored(String)

  func event(_ id: RunID) -> ExecutionEvent {
    switch self {
    case .stored(let record): record.status.isFinished ? .finished(record) : .failed(record)
    case .storedElsewhere(let record): .storedElsewhere(record)
    case .cancelled: .cancelled(id)
    case .rejected(let reason): .rejected(id, reason: reason)
    case .notStored(let reason): .notStored(id, reason: reason)
    }
  }

  func add(to outcome: inout ExecutionOutcome, _ id: RunID) {
    switch self {
    case .stored(let record), .storedElsewhere(let record): outcome.records.append(record)
    case .cancelled: outcome.cancelled.append(id)
    case .rejected(let reason): outcome.rejected.append((id, reason))
    case .notStored(let reason): outcome.notStored.append((id, reason))
    }
  }
}
