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
  /// Runs side by side.
  let jobs: Int
  let isQuiet: Bool

  /// How a session ended: nil, or the signal that ended it early.
  func train(_ runs: [PlanStatus.PlannedRun], on data: DataSet) -> Interruptions.Kind? {
    let progress = TrainingProgress(runs: runs, console: world.console, isQuiet: isQuiet)
    let stop = StopRequest()
    let interruptions = Interruptions { kind in stop.receive(kind, progress) }
    let clock = world.clock
    let executor = Executor(workers: min(jobs, runs.count), provenance: provenance, clock: { clock.seconds })
    let store = store
    _ = executor.run(
      runs.map(\.spec), data: data, cancellation: stop.cancellation, store: { try store.put($0) },
      onEvent: progress.receive)
    progress.finish()
    stop.endTraining()
    withExtendedLifetime(interruptions) {}
    return stop.kind
  }

  private var provenance: Provenance {
    Provenance(
      offprintVersion: Offprint.version, machine: Machine(world: world).description,
      instructionSet: InstructionSet.name, imagesPerSecond: [], seconds: 0)
  }
}

/// What to do about Ctrl-C: the first one stops the training and keeps what is finished, the next one ends the program.
private final class StopRequest: Sendable {
  private struct State {
    var kind: Interruptions.Kind?
    var isTraining = true
  }

  let cancellation = Cancellation()
  private let state = Mutex(State())

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
    progress.note("stopping; finished runs are kept (Ctrl-C again to stop at once)")
  }

  /// From now on a signal ends the program as it would any other.
  func endTraining() { state.withLock { $0.isTraining = false } }
}
