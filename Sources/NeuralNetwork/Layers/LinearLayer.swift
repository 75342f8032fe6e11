internal import OffprintCore
internal import Kernels

extension LayerKind {
  /// `linear: 128`.
  static let linear = LayerKind(
    ComponentDeclaration(
      "linear", "A fully connected layer over everything before it.",
      keys: [
        KeyDeclaration("size", .integer(1...65_536), .required, "Outputs.", example: "128"),
        KeyDeclaration(
          "batch-norm", .boolean, .defaulted(false), "Whether batch normalisation follows, before the activation."),
        KeyDeclaration(
          "activation", .choice(FollowingActivation.words), .defaulted("none"), "The activation behind it."),
        KeyDeclaration(
          "bias", .boolean, .optional,
          "Whether a bias is added; by default only where no batch normalisation follows."),
        WeightInitializer.key,
      ],
      primaryKey: "size")
  ) { reader, input throws(ModelError) in
    let following = try FollowingActivation(reader)
    let layer = try linearLayer(reader, input, biasByDefault: !following.isNormalized)
    return [layer] + following.layers(behind: layer.outputShape)
  }

  /// `embedding: 64`: a linear layer without an activation, from which the head takes over.
  static let embedding = LayerKind(
    ComponentDeclaration(
      "embedding",
      "The features that the head classifies: a linear layer without an activation. Always the last layer.",
      keys: [
        KeyDeclaration("size", .integer(1...65_536), .required, "The embedding's dimensions.", example: "64"),
        KeyDeclaration("batch-norm", .boolean, .defaulted(false), "Whether batch normalisation follows."),
        KeyDeclaration(
          "bias", .boolean, .optional,
          "Whether a bias is added; by default only where no batch normalisation follows."),
        WeightInitializer.key,
      ],
      primaryKey: "size"),
    isEmbedding: true
  ) { reader, input throws(ModelError) in
    let isNormalized = try reader.boolean("batch-norm")
    let layer = try linearLayer(reader, input, biasByDefault: !isNormalized)
    return isNormalized ? [layer, BatchNormalizationLayer(shape: layer.outputShape, rectifies: false)] : [layer]
  }

  private static func linearLayer(
    _ reader: LayerReader, _ input: ActivationShape, biasByDefault: Bool
  ) throws(ModelError) -> ConvolutionLayer {
    let size = try reader.integer("size", in: 1...65_536)
    _ = try reader.product(input.height, input.width, input.channels, size, of: "the weights")
    return ConvolutionLayer(
      name: "linear",
      shape: ConvolutionShape(
        inputHeight: input.height, inputWidth: input.width, inputChannels: input.channels, outputChannels: size,
        kernelHeight: input.height, kernelWidth: input.width),
      hasBias: try reader.value("bias") == nil ? biasByDefault : reader.boolean("bias"),
      initializer: try WeightInitializer(reader))
  }
}
