import Kernels
import NeuralNetwork
import OffprintCore
import Testing

@Suite struct NetworkTests {
  private let fixture = NetworkFixture.all[2]

  private func bits(_ region: FloatRegion) -> [UInt32] { region.values.map(\.bitPattern) }

  @Test func theSameSeedGivesTheSameWeightsAndAnotherSeedOthers() throws {
    let weights = try [1, 1, 2].map { seed in
      let network = try fixture.network(batchSize: 8)
      network.initialize(seed: UInt64(seed))
      return bits(network.parameters)
    }
    #expect(weights[0] == weights[1])
    #expect(weights[0] != weights[2])
  }

  @Test func initialWeightsHaveTheStatedSpread() throws {
    let model: (String) -> Setting = { initializer in
      ["layers": [["name": "embedding", "size": 200, "initializer": .string(initializer)]]]
    }
    let expected = ["he-normal": 2.0 / 784, "glorot-uniform": 2.0 / 984, "pytorch-uniform": 1.0 / 3 / 784]
    for (initializer, variance) in expected.sorted(by: { $0.key < $1.key }) {
      let plan = try NetworkPlan(
        model: model(initializer), inputShape: ActivationShape(height: 28, width: 28, channels: 1))
      let network = try Network(
        plan: plan, head: QuadraticHead(dimension: 200), classCount: 3, optimizer: SGD(), batchSize: 1)
      network.initialize(seed: 9)
      guard case .float32(let weights) = network.exportTensors()[0].elements else { continue }
      let measured = weights.reduce(0) { $0 + Double($1) * Double($1) } / Double(weights.count)
      #expect(abs(measured / variance - 1) < 0.02, "\(initializer)")
    }
  }

  @Test func tensorsSurviveTheWayOutAndBack() throws {
    for fixture in NetworkFixture.all {
      let (first, second) = (try fixture.network(batchSize: 4), try fixture.network(batchSize: 4, seed: 8))
      #expect(first.exportTensors() != second.exportTensors())
      try second.importTensors(first.exportTensors())
      #expect(first.exportTensors() == second.exportTensors())
      #expect(bits(first.parameters) == bits(second.parameters))
    }
  }

  @Test func tensorsOfAnotherModelAreRefusedAndNothingChanges() throws {
    let network = try fixture.network(batchSize: 4)
    let (tensors, before) = (network.exportTensors(), bits(network.parameters))
    #expect(throws: TensorError.self) { try network.importTensors(Array(tensors.dropLast())) }
    let last = tensors[tensors.count - 1]
    let wrong = NamedTensor(name: last.name, shape: [1, last.elements.count], elements: last.elements)
    let zeros = tensors[0].elements.count
    let other = NamedTensor(
      name: tensors[0].name, shape: tensors[0].shape, elements: .float32([Float](repeating: 0, count: zeros)))
    #expect(throws: TensorError.self) { try network.importTensors([other] + tensors.dropFirst().dropLast() + [wrong]) }
    #expect(bits(network.parameters) == before)
  }

  @Test func tensorsCarryPyTorchsNamesAndShapes() throws {
    let network = try NetworkFixture.all[0].network(batchSize: 4)
    let shapes = network.exportTensors().map { "\($0.name) \($0.shape)" }
    #expect(
      shapes == [
        "layers.0.conv.weight [3, 1, 5, 5]", "layers.0.bn.weight [3]", "layers.0.bn.bias [3]",
        "layers.1.conv.weight [18, 3, 3, 3]", "layers.1.bn.weight [18]", "layers.1.bn.bias [18]",
        "layers.1.prelu.weight [1]", "layers.2.linear.weight [5, 162]", "layers.2.linear.bias [5]",
        "head.weight [3, 5]", "layers.0.bn.running_mean [3]", "layers.0.bn.running_var [3]",
        "layers.1.bn.running_mean [18]", "layers.1.bn.running_var [18]",
      ])
  }

  @Test func evaluationDoesNotDependOnItsBatchSize() throws {
    let bytes = (0..<90 * 81).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    let source = ImageSource(pixels: bytes, pixelsPerImage: 81, mean: 0.5, deviation: 0.3)
    let tensors = try fixture.network(batchSize: 4).exportTensors()
    let embeddings = try [1, 31, 64, 200].map { size in
      let plan = try NetworkPlan(model: ["layers": .list(fixture.layers)], inputShape: fixture.shape)
      let network = try Network(
        plan: plan, head: QuadraticHead(dimension: 4), classCount: 3, optimizer: SGD(), batchSize: 4,
        evaluationBatchSize: size)
      try network.importTensors(tensors)
      return network.embeddings(source, indices: 0..<90).map(\.bitPattern)
    }
    #expect(Set(embeddings).count == 1)
    #expect(try fixture.network(batchSize: 4).evaluate(source, indices: 0..<0) == Evaluation())
  }

  @Test func whatAnEarlierBatchLeftInPaddingLanesDoesNotShow() throws {
    for fixture in NetworkFixture.all {
      let step = HeadProgress(step: 0, totalSteps: 1)
      let gradients = try [true, false].map { isUsed in
        let network = try fixture.network(batchSize: 64)
        let tensors = network.exportTensors()
        if isUsed {
          network.load(fixture.pixels(64).map { $0 * 100 }, count: 64)
          _ = network.computeGradients(labels: fixture.labels(64)[...], progress: step)
          try network.importTensors(tensors)
        }
        network.load(fixture.pixels(33), count: 33)
        _ = network.computeGradients(labels: fixture.labels(33)[...], progress: step)
        return bits(network.gradients)
      }
      #expect(gradients[0] == gradients[1], "\(fixture.name)")
    }
  }

  @Test func aLossThatIsNotFiniteLeavesTheWeightsAlone() throws {
    let network = try fixture.network(batchSize: 4)
    let before = bits(network.parameters)
    var pixels = fixture.pixels(4)
    pixels[40] = .nan
    network.load(pixels, count: 4)
    let result = network.trainStep(
      labels: [0, 1, 2, 0], progress: HeadProgress(step: 0, totalSteps: 1),
      step: OptimizerStep(step: 0, learningRate: 0.1))
    #expect(!result.isFinite)
    #expect(bits(network.parameters) == before)
  }

  @Test func clippingLimitsTheNormOfTheStep() throws {
    let network = try fixture.network(batchSize: 4)
    let before = network.parameters.values
    network.load(fixture.pixels(4), count: 4)
    let result = network.trainStep(
      labels: [0, 1, 2, 0], progress: HeadProgress(step: 0, totalSteps: 1),
      step: OptimizerStep(step: 0, learningRate: 1), clipNorm: 0.01)
    let moved = zip(network.parameters.values, before).reduce(0) { $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1) }
    #expect(result.gradientNorm > 0.01)
    #expect(abs(moved.squareRoot() - 0.01) < 1e-4)
  }

  @Test func dropoutDropsItsShareAndScalesTheRest() throws {
    let layers: [Setting] = [["name": "dropout", "rate": 0.3], ["name": "embedding", "size": 784]]
    let plan = try NetworkPlan(
      model: ["layers": .list(layers)], inputShape: ActivationShape(height: 28, width: 28, channels: 1))
    let head = QuadraticHead(dimension: 784)
    let network = try Network(plan: plan, head: head, classCount: 3, optimizer: SGD(), batchSize: 32)
    network.initialize(seed: 1)
    let labels = [Int32](repeating: 0, count: 32)[...]
    // With the identity for weights the embedding is what dropout left of an image of ones, and its gradient's mean over the
    // images, e + c, shows in the bias.
    let tensors = network.exportTensors()
    var identity = [Float](repeating: 0, count: 784 * 784)
    for index in 0..<784 { identity[index * 785] = 1 }
    try network.importTensors(
      [
        NamedTensor(name: tensors[0].name, shape: tensors[0].shape, elements: .float32(identity))
      ] + tensors.dropFirst())
    network.load([Float](repeating: 1, count: 784 * 32), count: 32)
    _ = network.computeGradients(labels: labels, progress: HeadProgress(step: 0, totalSteps: 1))
    guard case .float32(let bias) = network.exportGradients()[1].elements else { return }
    let means = bias.enumerated().map { Double($1) - QuadraticHead.coefficient($0, label: 0) }
    for mean in means {
      let kept = mean * 32 * 0.7
      #expect(abs(kept - kept.rounded()) < 1e-3)
    }
    #expect(abs(means.reduce(0, +) / 784 - 1) < 0.02)
    #expect(Set(means.map { ($0 * 32 * 0.7).rounded() }).count > 5)
  }
}
