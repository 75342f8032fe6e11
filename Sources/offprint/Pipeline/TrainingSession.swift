import Experiment
import Interop
import Kernels
import RunStore
import Synchronization
import Training

/// Trains what the store lacks, shows how it goes, and stops cleanly when asked to.
struct TrainingSession {
  let store: RunStore
  let world: World
  /// Cores to use: a run on each, or fewer runs on several each.
  let jobs: Int
  let kernels: any KernelSet.Type
  let isQuiet: Bool

  /// Seconds between two checkpoints of a run.
  let checkpointInterval: Double

  /// Whether the store outlives the command.
  var keepsRuns = true

  /// How a session ended early.
  enum Ending {
    case interrupted(Interruptions.Kind)
    /// Nothing can be stored any more, and why.
    case storageFailed(String)
  }

  /// Asked before each run; those for which it says no are not begun.
  var mayBegin: @Sendable () -> Bool = { true }
  /// A line for the user about a run that is done; nil for none.
  var remark: @Sendable (RunRecord) -> String? = { _ in nil }
  /// Told why a run could be neither trained nor stored.
  var onTrouble: @Sendable (RunID, String) -> Void = { _, _ in }

  /// Trains what `status` lacks. Nil where that went to its end.
  func train(_ status: PlanStatus, on data: DataSet) -> Ending? {
    let runs = status.toTrain
    let progress = TrainingProgress(
      runs: runs, time: timeEstimate(status, trainCount: data.train.count), console: world.console, isQuiet: isQuiet)
    let stop = StopRequest(keepsRuns: keepsRuns)
    let interruptions = Interruptions { kind in stop.receive(kind, progress) }
    let clock = world.clock
    let executor = Executor(
      workers: jobs, provenance: provenance, clock: { clock.seconds }, checkpointInterval: checkpointInterval,
      kernels: kernels)
    let outcome = executor.run(
      runs.map(\.spec), data: data, snapshots: status.snapshots, cancellation: stop.cancellation,
      mayBegin: mayBegin, keeper: StoreKeeper(store: store),
      onEvent: { event in
        progress.receive(event)
        if let record = event.endedRun, let remark = remark(record) { progress.note(remark) }
      })
    progress.finish()
    stop.endTraining()
    withExtendedLifetime(interruptions) {}
    for (id, reason) in outcome.rejected + outcome.notStored { onTrouble(id, reason) }
    if let reason = outcome.storageFailure { return .storageFailed(reason) }
    return stop.kind.map(Ending.interrupted)
  }

  /// What stored runs of the plan took on this machine, and what checkpoints have done already, is known from the start.
  private func timeEstimate(_ status: PlanStatus, trainCount: Int) -> TimeEstimate {
    let machine = Machine(world: world).description
    var known: [TimeEstimate.Kind: (seconds: Double, images: Double)] = [:]
    for record in status.stored.compactMap(\.record) {
      let made = record.provenance
      guard made.machine == machine, made.instructionSet == kernels.instructionSet.name, made.seconds > 0 else {
        continue
      }
      let sum = known[TimeEstimate.Kind(record.spec)] ?? (0, 0)
      let images = Double(record.epochs.count) * Double(record.data.trainCount)
      known[TimeEstimate.Kind(record.spec)] = (sum.seconds + made.seconds, sum.images + images)
    }
    return TimeEstimate(
      runs: status.toTrain.map { ($0.id, $0.spec) }, trainCount: trainCount,
      workers: min(jobs, status.toTrain.count),
      known: known.filter { $0.value.images > 0 }.mapValues { $0.seconds / $0.images },
      done: UnfinishedRuns(status.toTrain, store: store, trainCount: trainCount).fractions)
  }

  private var provenance: Provenance {
    Provenance(
      offprintVersion: Offprint.version, machine: Machine(world: world).description,
      instructionSet: kernels.instructionSet.name, imagesPerSecond: [], seconds: 0)
  }
}

extension ExecutionEvent {
  /// The run that is stored now, finished or failed; nil for what happens on the way.
  fileprivate var endedRun: RunRecord? {
    switch self {
    case .finished(let record), .failed(let record), .storedElsewhere(let record): record
    default: nil
    }
  }
}

/// What to do about Ctrl-C: the first one stops the training with checkpoints, the next one ends the program.
private final class StopRequest: Sendable {
  private struct State {
    var kind: Interruptions.Kind?
    var isTraining = true
  }

  let cancellation = Cancellation()
  private let keepsRuns: Bool
  private let state = Mutex(State())

  init(keepsRuns: Bool) {
    self.keepsRuns = keepsRuns
  }

  /// The signal that stopped the training; nil where it went to its end.
  var kind: Interruptions.Kind? { state.withLock(\.kind) }

  func receive(_ kind: Interruptions.Kind, _ progress: TrainingProgress) {
    let isFirst = state.withLock { state in
      guard state.isTraining, state.kind == nil else { return false }
      state.kind = kind
      return true
    }
    guard isFirst else { Interruptions.endProcess(status: kind.exitStatus) }
    cancellation.cancel()
    progress.note(
      keepsRuns
        ? "stopping; finished runs and checkpoints are kept (Ctrl-C again to stop at once)"
        : "stopping; what is finished is told (Ctrl-C again to stop at once)")
  }

  /// From now on a signal ends the program as it would any other.
  func endTraining() { state.withLock { $0.isTraining = false } }
}
