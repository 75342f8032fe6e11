package import Kernels
internal import OffprintCore

/// A convolution, or a linear layer as one whose kernel covers its input, with an optional bias.
package struct ConvolutionLayer: Layer {
  package let name: String
  package let shape: ConvolutionShape
  package let parameters: [LayerTensor]
  package let inputShape: ActivationShape
  package let outputShape: ActivationShape

  init(name: String, shape: ConvolutionShape, hasBias: Bool, initializer: WeightInitializer) {
    self.name = name
    self.shape = shape
    inputShape = ActivationShape(
      height: shape.inputHeight, width: shape.inputWidth, channels: shape.inputChannels)
    outputShape = ActivationShape(
      height: shape.outputHeight, width: shape.outputWidth, channels: shape.outputChannels)
    let fanIn = shape.weightRows
    let fanOut = shape.kernelHeight * shape.kernelWidth * shape.outputChannels
    let isLinear = name == "linear"
    let weight = LayerTensor(
      "weight", shape: [shape.kernelHeight, shape.kernelWidth, shape.inputChannels, shape.outputChannels],
      initializer.weights(fanIn: fanIn, fanOut: isLinear ? shape.outputChannels : fanOut),
      ordering: isLinear ? .linear : .convolution)
    let bias = LayerTensor("bias", shape: [shape.outputChannels], initializer.bias(fanIn: fanIn))
    parameters = hasBias ? [weight, bias] : [weight]
  }

  private var hasBias: Bool { parameters.count == 2 }

  package var operation: LayerOperation {
    name == "linear"
      ? .linear(outputs: shape.outputChannels, hasBias: hasBias) : .convolution(shape, hasBias: hasBias)
  }

  package func scratchCount(blocks: Int, workers: Int) -> Int {
    // Side by side: the workers do not meet between the two gradients.
    Arena.footprint(shape.weightGradientScratch(blocks: blocks, workers: workers))
      + (hasBias ? outputShape.channelShape.sumsScratch : 0)
  }

  package func forward(_ regions: TrainingRegions, _ batch: BatchContext) {
    let sums = regions.sumsBehind.map {
      ForwardSums(center: $0.runningMean, scratch: $0.scratch, images: batch.images)
    }
    forward(regions.input, regions.parameters, regions.output, sums, batch)
  }

  package func evaluate(_ regions: EvaluationRegions, _ batch: BatchContext) {
    forward(regions.input, regions.parameters, regions.output, nil, batch)
  }

  private func forward(
    _ input: FloatRegion, _ parameters: [FloatRegion], _ output: FloatRegion, _ sums: ForwardSums?,
    _ batch: BatchContext
  ) {
    batch.kernels.convolutionForward(
      shape, input: input, weights: parameters[0], bias: hasBias ? parameters[1] : nil, output: output,
      blocks: batch.blocks, sums: sums, share: batch.share)
  }

  package func backward(_ regions: TrainingRegions, _ batch: BatchContext) {
    let sumsScratch = hasBias ? outputShape.channelShape.sumsScratch : 0
    let split = regions.scratch.count - sumsScratch
    if hasBias {
      batch.kernels.channelSums(
        outputShape.channelShape, regions.outputGradient, into: regions.gradients[1],
        scratch: regions.scratch.slice(split..<regions.scratch.count), blocks: batch.blocks, share: batch.share)
    }
    let sums = regions.sumsBefore.map {
      BackwardSums(input: $0.input, shift: $0.shift, rectifies: $0.rectifies, scratch: $0.scratch)
    }
    batch.kernels.convolutionBackward(
      shape, input: regions.input, outputGradient: regions.outputGradient, weights: regions.parameters[0],
      weightGradient: regions.gradients[0], inputGradient: regions.inputGradient,
      scratch: regions.scratch.slice(0..<split), blocks: batch.blocks, sums: sums, share: batch.share)
  }
}

extension LayerKind {
  /// `conv: {channels: 8, kernel: 5, stride: 2}`.
  static let convolution = LayerKind(
    ComponentDeclaration(
      "conv", "A two-dimensional convolution, by default followed by batch normalisation and ReLU.",
      source: "LeCun et al. 1998, §II.A",
      keys: [
        KeyDeclaration("channels", .integer(1...65_536), .required, "Output channels.", example: "8"),
        KeyDeclaration(
          "kernel",
          .either(
            [.integer(1...1024), .list(of: .integer(1...1024), count: 2...2)],
            summary: "a whole number, or [height, width]"),
          .defaulted(3), "The kernel's height and width in pixels.", example: "5"),
        KeyDeclaration(
          "stride", .integer(1...1024), .defaulted(1), "Pixels from one output to the next.", example: "2"),
        KeyDeclaration(
          "padding", .integer(0...1023), .optional,
          "Pixels of zeros around the input; by default half the kernel, rounded down.", example: "1"),
        KeyDeclaration(
          "batch-norm", .boolean, .defaulted(true), "Whether batch normalisation follows, before the activation."),
        KeyDeclaration(
          "activation", .choice(FollowingActivation.words), .defaulted("relu"), "The activation behind it."),
        KeyDeclaration(
          "bias", .boolean, .optional,
          "Whether a bias is added; by default only where no batch normalisation follows."),
        WeightInitializer.key,
      ],
      primaryKey: "channels")
  ) { reader, input throws(ModelError) in
    let kernel = try reader.extent("kernel", in: 1...1024)
    let stride = try reader.integer("stride", in: 1...1024)
    var padding = (height: kernel.height / 2, width: kernel.width / 2)
    if reader.value("padding") != nil {
      let both = try reader.integer("padding", in: 0...1023)
      padding = (both, both)
    }
    guard padding.height < kernel.height, padding.width < kernel.width else {
      throw reader.error(
        "the padding must be smaller than the kernel, or some outputs would see nothing but padding",
        help: "use a padding of at most \(min(kernel.height, kernel.width) - 1)")
    }
    let channels = try reader.integer("channels", in: 1...65_536)
    let height = try reader.outputs(
      "high", input: input.height, window: kernel.height, stride: stride, padding: padding.height, called: "kernel")
    let width = try reader.outputs(
      "wide", input: input.width, window: kernel.width, stride: stride, padding: padding.width, called: "kernel")
    _ = try reader.product(height, width, channels, of: "the output of one image")
    _ = try reader.product(kernel.height, kernel.width, input.channels, channels, of: "the weights")
    let following = try FollowingActivation(reader)
    let hasBias = try reader.value("bias") == nil ? !following.isNormalized : reader.boolean("bias")
    let layer = ConvolutionLayer(
      name: "conv",
      shape: ConvolutionShape(
        inputHeight: input.height, inputWidth: input.width, inputChannels: input.channels, outputChannels: channels,
        kernelHeight: kernel.height, kernelWidth: kernel.width, stride: stride, paddingHeight: padding.height,
        paddingWidth: padding.width),
      hasBias: hasBias, initializer: try WeightInitializer(reader))
    return [layer] + following.layers(behind: layer.outputShape)
  }
}
