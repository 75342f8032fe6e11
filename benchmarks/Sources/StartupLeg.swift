import Experiment
import OffprintCore
import Training

/// `startup --networks FILE --network NAME`: the way from the start of the process to its first step and out again. The
/// driver times the whole process, the loading of its libraries included.
enum StartupLeg {
  static func run(_ arguments: Arguments, _ environment: [String: String]) throws -> Setting {
    let clock = Stopwatch()
    let notebook = try BenchmarkNotebook(path: try arguments.text("networks"))
    let spec = try notebook.spec(try arguments.text("network"), batchSize: 64)
    let read = clock.seconds
    // Without the fallback: drawing images is no start-up.
    let data = try BenchmarkData.resolve(
      notebook.data.filter { $0["name"] == .string("mnist") }, environment)
    let loaded = clock.seconds
    let cancellation = Cancellation()
    let trainer = try Trainer(spec: spec, data: data)
    _ = trainer.run(
      provenance: .unused,
      observer: TrainingObserver(
        clock: { clock.seconds }, cancellation: cancellation, onStep: { _, _ in cancellation.cancel() }))
    return [
      "notebook-seconds": .number(read), "data-seconds": .number(loaded - read),
      "first-step-seconds": .number(clock.seconds - loaded),
    ]
  }
}
