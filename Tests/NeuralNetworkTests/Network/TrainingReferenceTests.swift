import KernelSets
import Kernels
import NeuralNetwork
import OffprintCore
import Testing

@Suite struct TrainingReferenceTests {
  /// SHA-256 of the weights behind ten steps, bit by bit: the same on every instruction set, and under every schedule of the
  /// order of sums. A change here is a change of `EngineVersion.numeric`.
  static let digests = [
    "ed228aee43551408d966471396f6278cc6865e1ae5f993e6095a505b194c41dd",
    "31a3837f6f637fdd2a707d972076d7496f36ed167e76a68403b8c683f2562ed8",
    "85f183344bc2f0bdc977bf8b0f1c13319ce7e047116c123cae2c28dd705830f2",
  ]

  /// From the same weights and batches, the losses of ten steps and the weights behind them are PyTorch's.
  @Test(arguments: [0, 1, 2])
  func tenStepsFollowPyTorch(case index: Int) throws {
    for kernels in KernelSets.usable { try followPyTorch(index, kernels, threads: 1) }
    for threads in [2, 3, 5] { try followPyTorch(index, Worker.fastest.kernels, threads: threads) }
  }

  private func followPyTorch(_ index: Int, _ kernels: any KernelSet.Type, threads: Int) throws {
    let reference = try TrainingReference.load()
    let example = reference.cases[index]
    let plan = try NetworkPlan(
      model: ["layers": example.layers.setting], inputShape: ActivationShape(height: 9, width: 9, channels: 1))
    let head: any Head =
      example.head == "softmax"
      ? SoftmaxHead(classes: 10, dimension: plan.embeddingSize)
      : UnifiedMarginHead(
        classes: 10, dimension: plan.embeddingSize, scale: 16, margin: UnifiedMargin(m1: 1, m2: 0.5, m3: 0))
    let optimizer = try OptimizerFactory.make(setting: example.optimizer.setting)
    let network = try Network(
      plan: plan, head: head, classCount: 10, optimizer: optimizer.optimizer, batchSize: reference.batch,
      kernels: kernels, threads: threads)
    network.initialize(seed: 1)
    try network.importTensors(example.initial.map(\.named))
    let source = ImageSource(
      pixels: reference.pixels, pixelsPerImage: 81, mean: reference.mean, deviation: reference.deviation)
    for (step, expected) in example.losses.enumerated() {
      let indices = (0..<reference.batch).map { Int32((step * reference.stride + $0) % reference.labels.count) }
      network.load(source, indices: indices[...])
      let result = network.trainStep(
        labels: indices.map { reference.labels[Int($0)] }[...],
        progress: HeadProgress(step: step, totalSteps: example.losses.count),
        step: OptimizerStep(step: step, learningRate: optimizer.baseRate))
      #expect(abs(Double(result.loss) - expected) < 1e-4 * expected, "\(example.name), step \(step)")
    }
    let bytes = network.parameters.values.flatMap { value in (0..<4).map { UInt8(value.bitPattern >> ($0 * 8) & 0xFF) }
    }
    let digest = ContentHash(of: bytes).hexadecimal
    #expect(digest == TrainingReferenceTests.digests[index], "\(kernels.instructionSet), \(threads) threads")
    let tensors = network.exportTensors()
    #expect(tensors.count == example.final.count)
    for expected in example.final {
      let tensor = try #require(tensors.first { $0.name == expected.name })
      guard case .float32(let values) = tensor.elements else { continue }
      let start = try #require(example.initial.first { $0.name == expected.name }).values
      // Held to how far the tensor has come, so that a weight left alone does not pass.
      let way = zip(expected.values, start).map { abs($0 - $1) }.max() ?? 0
      let worst = zip(values, expected.values).map { abs($0 - $1) }.max() ?? 0
      #expect(tensor.shape == expected.shape)
      #expect(worst < 5e-3 * way + 1e-6, "\(example.name), \(expected.name): off by \(worst) of \(way)")
    }
  }
}
