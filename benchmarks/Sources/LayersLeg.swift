import Experiment
import KernelSets
import Kernels
import NeuralNetwork
import OffprintCore
import Training

/// `layers --networks FILE --network NAME --data DIRECTORY [--batch 64] [--threads 1] [--warm-up 0.3] [--seconds 1]`: where
/// the time of a training step goes, part by part, as the first of its threads sees it: on average, and of each part the least
/// that a step took, which other programs on the machine hardly change.
enum LayersLeg {
  static func run(_ arguments: Arguments, _ environment: [String: String]) throws -> Setting {
    let notebook = try BenchmarkNotebook(path: try arguments.text("networks"))
    let spec = try notebook.spec(try arguments.text("network"), batchSize: try arguments.count("batch", default: 64))
    let data = try BenchmarkData.read(try arguments.text("data"))
    let stepper = try Stepper(spec: spec, data: data, threads: try arguments.count("threads", default: 1))
    stepper.run(seconds: try arguments.seconds("warm-up", default: 0.3))
    stepper.meter.reset()
    stepper.run(seconds: try arguments.seconds("seconds", default: 1))
    return ["parts": .list(stepper.parts), "flop": .number(Operations.step(stepper.network.plan))]
  }
}

/// Takes steps as the trainer does and listens to their parts.
final class Stepper {
  let network: Network
  let meter = PartMeter()
  private let optimizer: OptimizerPlan
  private let spec: RunSpec
  private let source: ImageSource
  private let order: [Int32]
  private let labels: [Int32]
  private var step = 0
  private var images = 0

  init(spec: RunSpec, data: DataSet, threads: Int) throws {
    self.spec = spec
    let plan = try NetworkPlan(
      model: spec.model, inputShape: ActivationShape(height: DataSet.side, width: DataSet.side, channels: 1))
    let head = try HeadFactory.make(
      setting: spec.loss, classes: data.classCount, dimension: plan.embeddingSize, labelSmoothing: spec.labelSmoothing)
    optimizer = try OptimizerFactory.make(setting: spec.optimizer)
    network = try Network(
      plan: plan, head: head, classCount: data.classCount, optimizer: optimizer.optimizer, batchSize: spec.batchSize,
      threads: threads)
    source = ImageSource(
      pixels: data.train.images, pixelsPerImage: DataSet.pixelCount, mean: data.standardization.mean,
      deviation: data.standardization.standardDeviation)
    let order = Trainer.batchOrder(seed: spec.seed, epoch: 1, count: data.train.count)
    labels = order.map { Int32(data.train.labels[Int($0)]) }
    self.order = order
    network.initialize(seed: UInt64(bitPattern: Int64(spec.seed)))
    network.onStepPart = { [meter] in meter.note($0) }
  }

  /// Full batches only, in the order of the first epoch, again and again.
  func run(seconds: Double) {
    let clock = Stopwatch()
    let stepsPerEpoch = max(1, order.count / spec.batchSize)
    let totalSteps = stepsPerEpoch * spec.epochs
    images = 0
    while clock.seconds < seconds {
      let first = step % stepsPerEpoch * spec.batchSize
      let range = first..<min(order.count, first + spec.batchSize)
      let asked = optimizer.step(
        at: LearningRateSchedule.Position(step: step, totalSteps: totalSteps, stepsPerEpoch: stepsPerEpoch))
      meter.start()
      network.load(source, indices: order[range])
      _ = network.trainStep(
        labels: labels[range], progress: HeadProgress(step: step, totalSteps: totalSteps), step: asked)
      step += 1
      images += range.count
    }
  }

  /// In the order of the step: a name, microseconds for each image, FLOP for each image.
  var parts: [Setting] {
    let links = network.plan.links
    var all: [(part: StepPart, name: String, flop: Double)] = [(.loading, "loading", 0)]
    for (place, link) in links.enumerated() {
      all.append((.forward(place), "\(Stepper.name(link)) forward", Operations.forward(link.layer)))
    }
    all.append((.head, "head", 0))
    for (place, link) in links.enumerated().reversed() {
      let flop = Operations.backward(link.layer, isFirst: place == 0)
      all.append((.backward(place), "\(Stepper.name(link)) backward", flop))
    }
    all.append((.update, "norm and optimizer", 0))
    return all.map { part, name, flop in
      [
        "name": .string(name), "microseconds": .number((meter.seconds[part] ?? 0) * 1e6 / Double(max(1, images))),
        "least-microseconds": .number((meter.least[part] ?? 0) * 1e6 / Double(spec.batchSize)), "flop": .number(flop),
      ]
    }
  }

  private static func name(_ link: NetworkPlan.Link) -> String {
    let (input, output) = (link.layer.inputShape, link.layer.outputShape)
    // A linear layer sees its whole input as channels.
    let channels = link.layer.name == "linear" ? input.count : input.channels
    return "\(link.index + 1) \(link.layer.name) \(channels)→\(output.channels), \(output.height)×\(output.width)"
  }
}

/// Adds up the time between the ends of parts.
final class PartMeter {
  private(set) var seconds: [StepPart: Double] = [:]
  /// The shortest time between them.
  private(set) var least: [StepPart: Double] = [:]
  private let clock = Stopwatch()
  private var mark = 0.0

  func reset() { (seconds, least) = ([:], [:]) }

  func start() { mark = clock.seconds }

  func note(_ part: StepPart) {
    let now = clock.seconds
    seconds[part, default: 0] += now - mark
    least[part] = min(least[part] ?? .infinity, now - mark)
    mark = clock.seconds
  }
}

/// `describe --networks FILE`: the networks and the FLOP of a training step of each, for one image; the kernels that this
/// machine can run, the fastest first.
enum DescribeLeg {
  static func run(_ arguments: Arguments, _ environment: [String: String]) throws -> Setting {
    let notebook = try BenchmarkNotebook(path: try arguments.text("networks"))
    let shape = ActivationShape(height: DataSet.side, width: DataSet.side, channels: 1)
    var flop: [String: Setting] = [:]
    for name in notebook.names {
      let plan = try NetworkPlan(model: try notebook.spec(name, batchSize: 64).model, inputShape: shape)
      flop[name] = .number(Operations.step(plan))
    }
    let kernels = KernelSets.usable.reversed().map { Setting.string($0.instructionSet.name) }
    return ["flop": .map(flop), "kernels": .list(kernels), "libraries": .map(LibraryList.all)]
  }
}
