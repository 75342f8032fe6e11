/// What `conv` and `linear` put behind themselves: batch normalisation, then an activation.
struct FollowingActivation {
  static let words = ["relu", "prelu", "none"]

  let isNormalized: Bool
  let activation: String

  init(_ reader: LayerReader) throws(ModelError) {
    isNormalized = try reader.boolean("batch-norm")
    activation = try reader.word("activation", of: FollowingActivation.words)
  }

  /// The links behind an activation of `shape`; normalisation takes the ReLU in with it.
  func layers(behind shape: ActivationShape) -> [any Layer] {
    var layers: [any Layer] = []
    if isNormalized { layers.append(BatchNormalizationLayer(shape: shape, rectifies: activation == "relu")) }
    if activation == "relu" && !isNormalized { layers.append(ReLULayer(shape: shape)) }
    if activation == "prelu" { layers.append(ParametricReLULayer(shape: shape, isShared: true)) }
    return layers
  }
}
