import Kernels
import NeuralNetwork
import OffprintCore

/// loss = mean over images of Σ_d (e²/2 + c_d·e) with c_d depending on place and label: smooth, and its gradient is plain to see.
struct QuadraticHead: Head {
  let dimension: Int
  let classes = 3

  var parameters: [ParameterDeclaration] {
    [ParameterDeclaration(name: "weight", shape: [3, dimension], initializer: .ones)]
  }
  var isNormalized: Bool { false }
  var readout: HeadReadout { .linear }
  func scratchCount(blocks: Int) -> Int { 0 }

  /// The coefficient c_d for a label.
  static func coefficient(_ dimension: Int, label: Int) -> Double {
    Double((dimension * 7 + label * 5) % 11) / 4 - 1.25
  }

  func trainStep(
    _ batch: HeadBatch, parameters: [FloatRegion], gradients: [FloatRegion], scratch: FloatRegion,
    progress: HeadProgress, worker: Worker
  ) -> HeadResult {
    batch.embeddingGradient.fill(0)
    gradients[0].fill(0)
    var loss = 0.0
    for (image, label) in batch.labels.enumerated() {
      for d in 0..<dimension {
        let place = (image / 32 * dimension + d) * 32 + image % 32
        let e = Double(batch.embedding[place])
        let c = QuadraticHead.coefficient(d, label: Int(label))
        loss += e * e / 2 + c * e
        batch.embeddingGradient[place] = Float((e + c) / Double(batch.count))
      }
    }
    return HeadResult(loss: Float(loss / Double(batch.count)), correct: 0)
  }

  /// The first three embedding values, as logits.
  func logits(
    embedding: FloatRegion, blocks: Int, parameters: [FloatRegion], scratch: FloatRegion, into logits: FloatRegion,
    worker: Worker
  ) {
    for block in 0..<blocks {
      for c in 0..<classes {
        for lane in 0..<32 {
          logits[(block * classes + c) * 32 + lane] = embedding[(block * dimension + c % dimension) * 32 + lane]
        }
      }
    }
  }
}

/// A small model, a batch for it, and random tensors.
struct NetworkFixture {
  let name: String
  let layers: [Setting]
  let channels: Int
  /// How far float gradients may be from double ones, relative to the largest.
  var tolerance = 2e-5

  /// Between them, every layer kind, each kind first somewhere, and every key.
  static let all: [NetworkFixture] = [
    NetworkFixture(
      name: "strided convolutions with batch norm",
      layers: [
        ["name": "conv", "channels": 3, "kernel": 5, "stride": 2],
        ["name": "conv", "channels": 18, "stride": 2, "activation": "prelu"], ["name": "embedding", "size": 5],
      ], channels: 1),
    NetworkFixture(
      name: "plain convolution, separate batch norm, max pooling, PReLU per channel",
      layers: [
        [
          "name": "conv", "channels": 4, "kernel": [3, 2], "padding": 1, "batch-norm": false, "activation": "none",
          "bias": true,
        ],
        ["name": "batch-norm"], ["name": "relu"], ["name": "max-pool", "size": 3, "stride": 2, "padding": 1],
        ["name": "prelu", "shared": false], ["name": "linear", "size": 17, "activation": "relu"],
        ["name": "embedding", "size": 3],
      ], channels: 2),
    NetworkFixture(
      name: "average pooling, dropout, batch norm behind linear and embedding",
      layers: [
        ["name": "average-pool", "size": 3, "stride": 2, "padding": 1], ["name": "conv", "channels": 20, "kernel": 3],
        ["name": "max-pool", "size": 2], ["name": "dropout", "rate": 0.3],
        ["name": "linear", "size": 6, "batch-norm": true, "activation": "prelu"],
        ["name": "embedding", "size": 4, "batch-norm": true],
        // Batch norm right before a quadratic loss takes most of the gradient away again, and its digits with it.
      ], channels: 1, tolerance: 1e-4),
    NetworkFixture(
      name: "batch norm first",
      layers: [
        ["name": "batch-norm"], ["name": "average-pool", "size": 2], ["name": "embedding", "size": 3, "bias": false],
      ], channels: 2),
    NetworkFixture(
      name: "PReLU first, one pixel wide kernel",
      layers: [
        ["name": "prelu"], ["name": "conv", "channels": 5, "kernel": 1, "stride": 3, "bias": true],
        ["name": "embedding", "size": 33],
      ], channels: 3),
    NetworkFixture(
      name: "linear only",
      layers: [["name": "relu"], ["name": "dropout", "rate": 0.5], ["name": "embedding", "size": 2]], channels: 1),
  ]

  static let side = 9
  var shape: ActivationShape { ActivationShape(height: 9, width: 9, channels: channels) }

  func labels(_ images: Int) -> [Int32] { (0..<images).map { Int32($0 * 7 % 3) } }

  /// Standardised pixels in memory order, `[image][row][column][channel]`.
  func pixels(_ images: Int) -> [Float] {
    let stream = RandomStream(seed: 5, purpose: .strokes)
    return (0..<images * shape.count).map { Float(stream.normal(at: UInt64($0))) }
  }

  /// The same as the reference wants them.
  func batch(_ images: Int) -> Batch {
    let values = pixels(images)
    var batch = Batch(images, channels, 9, 9)
    for n in 0..<images {
      for h in 0..<9 {
        for w in 0..<9 {
          for c in 0..<channels { batch[n, c, h, w] = Double(values[((n * 9 + h) * 9 + w) * channels + c]) }
        }
      }
    }
    return batch
  }

  /// The network with every tensor random, so that no gradient is trivially 0.
  func network(batchSize: Int, seed: UInt64 = 3) throws -> Network {
    let plan = try NetworkPlan(model: ["layers": .list(layers)], inputShape: shape)
    let head = QuadraticHead(dimension: plan.embeddingSize)
    let network = try Network(
      plan: plan, head: head, classCount: 3, optimizer: SGD(), batchSize: batchSize, evaluationBatchSize: 50)
    network.initialize(seed: seed)
    var stream = RandomStream(seed: seed, purpose: .bootstrap)
    let tensors = network.exportTensors().map { tensor in
      let isVariance = tensor.name.hasSuffix("running_var")
      let values = (0..<tensor.elements.count).map { _ in
        let value = Float(stream.nextNormal()) * 0.5
        return isVariance ? abs(value) + 0.5 : value
      }
      return NamedTensor(name: tensor.name, shape: tensor.shape, elements: .float32(values))
    }
    try network.importTensors(tensors)
    return network
  }

  func reference(_ network: Network, seed: UInt64 = 3, step: Int = 0) -> ReferenceNetwork {
    ReferenceNetwork(layers: layers, tensors: network.exportTensors(), seed: seed, step: step)
  }
}

/// The quadratic head's loss and gradient in Double.
func quadraticLoss(_ embedding: Batch, labels: [Int32]) -> (loss: Double, gradient: Batch) {
  var gradient = embedding
  var loss = 0.0
  for n in 0..<embedding.images {
    for d in 0..<embedding.channels {
      let (e, c) = (embedding[n, d, 0, 0], QuadraticHead.coefficient(d, label: Int(labels[n])))
      loss += e * e / 2 + c * e
      gradient[n, d, 0, 0] = (e + c) / Double(embedding.images)
    }
  }
  return (loss / Double(embedding.images), gradient)
}
