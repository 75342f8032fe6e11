import Experiment
import OffprintCore
import Training

/// `steps --networks FILE --network NAME [--threads 1] --steps 160`: so many steps by the product's own trainer, on made-up
/// data. Scripts/check-allocations counts what it allocates.
enum StepsLeg {
  static func run(_ arguments: Arguments, _ environment: [String: String]) throws -> Setting {
    let notebook = try BenchmarkNotebook(path: try arguments.text("networks"))
    let spec = try notebook.spec(try arguments.text("network"), batchSize: 64)
    let trainer = try Trainer(spec: spec, data: data, threads: try arguments.count("threads", default: 1))
    let cancellation = Cancellation()
    let steps = try arguments.count("steps", default: 160)
    _ = trainer.run(
      provenance: .unused,
      observer: TrainingObserver(
        clock: { 0 }, cancellation: cancellation,
        onStep: { step, _ in if step >= steps { cancellation.cancel() } }))
    return ["steps": .number(Double(steps))]
  }

  /// As large as MNIST, so that an epoch is as long, and the same every time.
  private static var data: DataSet {
    let count = 60_000
    let images = (0..<count * DataSet.pixelCount).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
    let train = DataSet.Part(images: images, labels: (0..<count).map { UInt8($0 % 10) })
    let test = DataSet.Part(images: Array(images.prefix(DataSet.pixelCount)), labels: [0])
    return DataSet(name: "made-up", train: train, test: test, classCount: 10)
  }
}
