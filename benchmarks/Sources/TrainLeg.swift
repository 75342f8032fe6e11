import Dispatch
import Experiment
import KernelSets
import Kernels
import OffprintCore
import Synchronization
import Training

/// `train --networks FILE --network NAME --data DIRECTORY [--batch 64] [--runs 1] [--threads 1] [--kernels NAME] [--warm-up 0.4]
/// [--seconds 2]`: images per second of runs side by side, each trained by the product's own trainer on threads of its own.
/// Where a machine is so slow that a run was told of no sixteen steps in that time, all go on until each was.
enum TrainLeg {
  static func run(_ arguments: Arguments, _ environment: [String: String]) throws -> Setting {
    let notebook = try BenchmarkNotebook(path: try arguments.text("networks"))
    let spec = try notebook.spec(try arguments.text("network"), batchSize: try arguments.count("batch", default: 64))
    let data = try BenchmarkData.read(try arguments.text("data"))
    let kernels = try arguments.kernels()
    let threads = try arguments.count("threads", default: 1)
    _ = try Trainer(spec: spec, data: data, kernels: kernels, threads: threads)
    let clock = Stopwatch()
    let start = clock.seconds + (try arguments.seconds("warm-up", default: 0.4))
    let window = start...start + (try arguments.seconds("seconds", default: 2))
    let runs = try arguments.count("runs", default: 1)
    let unmeasured = UnmeasuredRuns(runs)
    let meters = (0..<runs).map { _ in
      RunMeter(
        clock: clock, window: window, unmeasured: unmeasured, images: data.train.count, batchSize: spec.batchSize)
    }
    DispatchQueue.concurrentPerform(iterations: meters.count) { place in
      var spec = spec
      spec.seed = place + 1
      // The same spec was tried above.
      _ = (try? Trainer(spec: spec, data: data, kernels: kernels, threads: threads))?.run(
        provenance: .unused, observer: meters[place].observer)
    }
    guard meters.allSatisfy({ $0.imagesPerSecond != nil }) else {
      throw BenchError(
        "no sixteen steps were done in \(Int(RunMeter.patience)) seconds more than the time; use more --seconds")
    }
    let rates = meters.compactMap(\.imagesPerSecond)
    return [
      "images-per-second": .number(rates.reduce(0, +)), "runs": .list(rates.map(Setting.number)),
      "evaluated-per-second": .number(meters.compactMap { $0.evaluatedPerSecond(data.test.count) }.reduce(0, +)),
    ]
  }
}

/// How many of some runs were not measured yet: none stops before, so that all are measured side by side.
final class UnmeasuredRuns: Sendable {
  private let count: Atomic<Int>

  init(_ count: Int) { self.count = Atomic(count) }

  var areNone: Bool { count.load(ordering: .relaxed) == 0 }

  func measuredOne() { count.subtract(1, ordering: .relaxed) }
}

/// How fast one run trains within a window of time. The order of the batches is part of it, which is made as an epoch
/// begins; the evaluation between epochs is told apart.
final class RunMeter: Sendable {
  /// How many seconds after the window a run goes on that was not measured.
  static let patience = 60.0

  private struct State {
    /// When the last event within the window was; nil before the first.
    var mark: Double?
    var step = 0
    var images = 0
    var trainingSeconds = 0.0
    var evaluations = 0
    var evaluationSeconds = 0.0
  }

  private let clock: Stopwatch
  private let window: ClosedRange<Double>
  private let unmeasured: UnmeasuredRuns
  private let images: Int
  private let batchSize: Int
  private let cancellation = Cancellation()
  private let state = Mutex(State())

  /// `images` in an epoch, in batches of `batchSize`, of which the last may be smaller.
  init(clock: Stopwatch, window: ClosedRange<Double>, unmeasured: UnmeasuredRuns, images: Int, batchSize: Int) {
    self.clock = clock
    self.window = window
    self.unmeasured = unmeasured
    self.images = images
    self.batchSize = batchSize
  }

  var observer: TrainingObserver {
    TrainingObserver(
      clock: { [clock] in clock.seconds }, cancellation: cancellation, onStep: { step, _ in self.noteStep(step) },
      onEpoch: { _, _ in self.noteEpoch() })
  }

  var imagesPerSecond: Double? {
    state.withLock { $0.trainingSeconds > 0 && $0.images > 0 ? Double($0.images) / $0.trainingSeconds : nil }
  }

  /// Nil where no epoch ended within the window.
  func evaluatedPerSecond(_ testCount: Int) -> Double? {
    state.withLock { state in
      guard state.evaluations > 0, state.evaluationSeconds > 0 else { return nil }
      return Double(state.evaluations * testCount) / state.evaluationSeconds
    }
  }

  private func noteStep(_ step: Int) {
    let now = clock.seconds
    state.withLock { state in
      if let mark = state.mark {
        if state.images == 0 { unmeasured.measuredOne() }
        state.trainingSeconds += now - mark
        state.images += imagesBefore(step) - imagesBefore(state.step)
      }
      state.step = step
      state.mark = now >= window.lowerBound ? now : nil
    }
    let isOver = now >= window.upperBound && unmeasured.areNone
    if isOver || now >= window.upperBound + RunMeter.patience { cancellation.cancel() }
  }

  private func noteEpoch() {
    let now = clock.seconds
    state.withLock { state in
      guard let mark = state.mark else { return }
      state.evaluationSeconds += now - mark
      state.evaluations += 1
      state.mark = now
    }
  }

  /// Images of the first `step` steps of a run.
  private func imagesBefore(_ step: Int) -> Int {
    let stepsPerEpoch = (images + batchSize - 1) / batchSize
    return step / stepsPerEpoch * images + min(images, step % stepsPerEpoch * batchSize)
  }
}

extension Provenance {
  /// Of runs that nobody keeps.
  static let unused = Provenance(
    offprintVersion: "", machine: "", instructionSet: "", imagesPerSecond: [], seconds: 0)
}

extension Arguments {
  /// The kernels that `--kernels` names, as `describe` lists them; nil for the fastest.
  func kernels() throws -> (any KernelSet.Type)? {
    guard let name = option("kernels") else { return nil }
    guard let kernels = KernelSets.usable.first(where: { $0.instructionSet.name == name }) else {
      throw BenchError("this machine has no kernels ‘\(name)’")
    }
    return kernels
  }
}
