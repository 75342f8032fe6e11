import Exchange
import NeuralNetwork
import OffprintCore
import Testing

/// A network to export: between them they have every layer, every key of each, and every kind of head.
struct ONNXNetwork: Sendable, CustomTestStringConvertible {
  let name: String
  let layers: [Setting]
  let loss: Setting

  var testDescription: String { name }

  static let all: [ONNXNetwork] = [
    ONNXNetwork(
      name: "strided convolutions with batch norm, softmax",
      layers: [
        ["name": "conv", "channels": 8, "kernel": 5, "stride": 2], ["name": "conv", "channels": 16, "stride": 2],
        ["name": "conv", "channels": 32, "stride": 3], ["name": "embedding", "size": 3],
      ], loss: ["name": "softmax"]),
    ONNXNetwork(
      name: "odd kernels, strides and paddings, plain, ArcFace",
      layers: [
        [
          "name": "conv", "channels": 5, "kernel": [3, 2], "stride": 2, "padding": 1, "batch-norm": false,
          "activation": "none",
        ],
        [
          "name": "conv", "channels": 7, "kernel": [1, 4], "stride": 3, "padding": 0, "bias": true,
          "activation": "prelu",
        ],
        ["name": "conv", "channels": 4, "kernel": 2, "padding": 1, "batch-norm": false],
        ["name": "embedding", "size": 17, "bias": false],
      ],
      loss: ["name": "arcface", "scale": 30, "margin": 0.5, "past-pi": "monotone", "gradient": "exact"]),
    ONNXNetwork(
      name: "poolings of all kinds, dropout, batch norm of its own, CosFace",
      layers: [
        ["name": "max-pool", "size": 3, "stride": 2, "padding": 1], ["name": "conv", "channels": 6, "kernel": 3],
        ["name": "average-pool", "size": [3, 2], "stride": 2, "padding": 1], ["name": "dropout", "rate": 0.3],
        ["name": "batch-norm", "epsilon": 0.01], ["name": "prelu", "shared": false], ["name": "max-pool"],
        ["name": "embedding", "size": 4],
      ], loss: ["name": "cosface", "scale": 12.5, "margin": 0.35, "past-pi": "monotone", "gradient": "exact"]),
    ONNXNetwork(
      name: "linear layers, and channels behind them once more, NormFace",
      layers: [
        ["name": "relu"], ["name": "linear", "size": 20, "activation": "relu"],
        ["name": "linear", "size": 12, "batch-norm": true, "activation": "prelu"], ["name": "prelu", "shared": false],
        ["name": "conv", "channels": 9, "kernel": 3], ["name": "average-pool", "size": 1],
        ["name": "embedding", "size": 6, "batch-norm": true],
      ], loss: ["name": "normface", "scale": 0.1]),
    ONNXNetwork(
      name: "nothing but an embedding, SphereFace", layers: [["name": "embedding", "size": 2]],
      loss: ["name": "sphereface", "scale": 30, "margin": 1.35, "past-pi": "monotone", "gradient": "exact"]),
    ONNXNetwork(
      name: "dropout last, combined",
      layers: [
        ["name": "conv", "channels": 3, "kernel": 9, "stride": 4, "padding": 8], ["name": "dropout"],
        ["name": "embedding", "size": 64],
      ],
      loss: [
        "name": "combined", "scale": 30, "m1": 1, "m2": 0.3, "m3": 0.2, "past-pi": "monotone", "gradient": "exact",
      ]),
  ]

  static let classes = 10
  static let mean = 0.1307
  static let deviation = 0.3081

  var plan: NetworkPlan {
    get throws {
      try NetworkPlan(
        model: ["layers": .list(layers)], inputShape: ActivationShape(height: 28, width: 28, channels: 1))
    }
  }

  /// With running statistics, slopes and biases that are not what they start as.
  func network() throws -> Network {
    let plan = try plan
    let head = try HeadFactory.make(
      setting: loss, classes: ONNXNetwork.classes, dimension: plan.embeddingSize, labelSmoothing: 0)
    let network = try Network(
      plan: plan, head: head, classCount: ONNXNetwork.classes, optimizer: SGD(), batchSize: 32, evaluationBatchSize: 50)
    network.initialize(seed: 3)
    var stream = RandomStream(seed: 3, purpose: .bootstrap)
    let tensors = network.exportTensors().map { tensor -> NamedTensor in
      guard case .float32(let values) = tensor.elements, tensor.shape.count == 1 else { return tensor }
      let moved = values.map { value in
        let change = Float(stream.nextNormal()) * 0.2
        return tensor.name.hasSuffix("running_var") ? abs(value + change) + 0.25 : value + change
      }
      return NamedTensor(name: tensor.name, shape: tensor.shape, elements: .float32(moved))
    }
    try network.importTensors(tensors)
    return network
  }

  /// Of noise, with an empty image among them.
  static func images(_ count: Int) -> [UInt8] {
    let stream = RandomStream(seed: 5, purpose: .strokes)
    return (0..<count * 784).map { place in
      place / 784 == 1 ? 0 : UInt8(clamping: Int(128 + 90 * stream.normal(at: UInt64(place))))
    }
  }

  func export(_ network: Network, pixels: ONNXExport.Pixels = .unit) throws -> [UInt8] {
    try ONNXExport(
      plan: network.plan, head: network.head, tensors: network.exportTensors(), pixels: pixels,
      standardization: .init(mean: ONNXNetwork.mean, standardDeviation: ONNXNetwork.deviation), name: "run-test",
      producerVersion: "0.1.0", metadata: [("run", "a test's")]
    ).encoded()
  }
}
