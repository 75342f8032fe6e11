import NeuralNetwork
import OffprintCore
import Testing

@Suite struct ModelErrorTests {
  private static let embedding: Setting = ["name": "embedding", "size": 4]

  /// Layers that cannot be, the layer at fault, and a part of what is said.
  static let mistakes: [(layers: [Setting], layer: Int?, says: String)] = [
    ([], nil, "no layers"),
    ([["name": "relu"]], 0, "must be ‘embedding’"),
    ([embedding, ["name": "relu"]], 0, "must be the last"),
    ([embedding, embedding], 0, "must be the last"),
    ([["size": 3], embedding], 0, "no name"),
    ([["name": "convolution"], embedding], 0, "no layer of this name"),
    ([["name": "conv"], embedding], 0, "‘channels’"),
    ([["name": "conv", "channels": 0], embedding], 0, "from 1 to 65536"),
    ([["name": "conv", "channels": 2.5], embedding], 0, "whole number"),
    ([["name": "conv", "channels": 1e300], embedding], 0, "whole number"),
    ([["name": "conv", "channels": "8"], embedding], 0, "whole number"),
    ([["name": "conv", "channels": 8, "kernel": [3, 3, 3]], embedding], 0, "‘kernel’"),
    ([["name": "conv", "channels": 8, "kernel": [3, "x"]], embedding], 0, "‘kernel’"),
    ([["name": "conv", "channels": 8, "kernel": 11, "padding": 0], embedding], 0, "has 9"),
    ([["name": "conv", "channels": 8, "kernel": [1, 11], "padding": 0], embedding], 0, "wide"),
    ([["name": "conv", "channels": 8, "kernel": 3, "padding": 3], embedding], 0, "smaller than the kernel"),
    ([["name": "conv", "channels": 8, "stride": 0], embedding], 0, "‘stride’"),
    ([["name": "conv", "channels": 8, "activation": "tanh"], embedding], 0, "relu, prelu, none"),
    ([["name": "conv", "channels": 8, "batch-norm": "yes"], embedding], 0, "true or false"),
    ([["name": "conv", "channels": 8, "initializer": "zeros"], embedding], 0, "he-normal"),
    ([["name": "conv", "channels": 60_000], ["name": "conv", "channels": 60_000], embedding], 1, "too many"),
    ([["name": "max-pool", "size": 10], embedding], 0, "window"),
    ([["name": "max-pool", "size": 3, "padding": 2], embedding], 0, "half of the window"),
    (
      [["name": "average-pool"], ["name": "average-pool"], ["name": "average-pool", "size": 3], embedding], 2, "has 2"
    ),
    ([["name": "dropout", "rate": 1], embedding], 0, "‘rate’"),
    ([["name": "batch-norm", "epsilon": 0], embedding], 0, "‘epsilon’"),
    ([["name": "linear", "size": -1], embedding], 0, "‘size’"),
    ([["name": "embedding"]], 0, "‘size’"),
    ([Setting](repeating: ["name": "relu"], count: 1001), nil, "1001 layers"),
  ]

  @Test(arguments: mistakes.indices)
  func aModelThatCannotBeIsRefusedByLayerAndReason(mistake index: Int) {
    let mistake = ModelErrorTests.mistakes[index]
    let error = #expect(throws: ModelError.self) {
      try NetworkPlan(
        model: ["layers": .list(mistake.layers)], inputShape: ActivationShape(height: 9, width: 9, channels: 1))
    }
    #expect(error?.layer == mistake.layer)
    #expect(error?.description.contains(mistake.says) == true, "\(error?.description ?? "nothing")")
  }

  @Test func aModelWithoutLayersOfTheRightKindIsRefused() {
    let shape = ActivationShape(height: 9, width: 9, channels: 1)
    for model: Setting in [[:], ["layers": 3], "cnn4", ["layers": ["relu"]]] {
      #expect(throws: ModelError.self) { try NetworkPlan(model: model, inputShape: shape) }
    }
    #expect(throws: ModelError.self) {
      try NetworkPlan(
        model: ["layers": [ModelErrorTests.embedding]],
        inputShape: ActivationShape(height: 65_536, width: 65_536, channels: 65_536))
    }
  }

  @Test func aModelThatWouldNotFitInMemoryIsRefusedBeforeAnythingIsAllocated() throws {
    let plan = try NetworkPlan(
      model: ["layers": [["name": "conv", "channels": 4000], ModelErrorTests.embedding]],
      inputShape: ActivationShape(height: 28, width: 28, channels: 1))
    let error = #expect(throws: ModelError.self) {
      try Network(
        plan: plan, head: QuadraticHead(dimension: 4), classCount: 3, optimizer: SGD(), batchSize: 65_536)
    }
    #expect(error?.description.contains("MiB") == true)
    for batch in [0, -1, 65_537, Int.max] {
      #expect(throws: ModelError.self) {
        try Network(plan: plan, head: QuadraticHead(dimension: 4), classCount: 3, optimizer: SGD(), batchSize: batch)
      }
    }
  }

  @Test func missingKeysTakeTheDeclaredDefaults() throws {
    let plan = try NetworkPlan(
      model: ["layers": [["name": "conv", "channels": 8], ["name": "max-pool"], ModelErrorTests.embedding]],
      inputShape: ActivationShape(height: 28, width: 28, channels: 1))
    #expect(
      plan.links.map(\.layer.outputShape.description) == ["28×28×8", "28×28×8", "14×14×8", "1×1×4"])
    #expect(plan.parameterCount == 72 + 16 + 14 * 14 * 8 * 4 + 4)
    #expect(plan.embeddingSize == 4)
  }

  @Test func everyDeclaredLayerCanBeBuiltFromItsDefaults() throws {
    for declaration in NetworkVocabulary.layers where declaration.name != "embedding" {
      var layer: [String: Setting] = ["name": .string(declaration.name)]
      for key in declaration.keys {
        if case .required = key.presence { layer[key.name] = 3 }
      }
      _ = try NetworkPlan(
        model: ["layers": [.map(layer), ModelErrorTests.embedding]],
        inputShape: ActivationShape(height: 9, width: 9, channels: 1))
    }
  }
}
