internal import Kernels
internal import OffprintCore

/// Batch normalisation over each channel, with the ReLU behind it where there is one.
package struct BatchNormalizationLayer: Layer {
  package let name = "bn"
  package let inputShape: ActivationShape
  package var outputShape: ActivationShape { inputShape }
  let rectifies: Bool
  let momentum: Float
  let epsilon: Float

  init(shape: ActivationShape, rectifies: Bool, momentum: Float = 0.1, epsilon: Float = 1e-5) {
    inputShape = shape
    self.rectifies = rectifies
    self.momentum = momentum
    self.epsilon = epsilon
  }

  package var parameters: [LayerTensor] {
    [
      LayerTensor("weight", shape: [inputShape.channels], .ones),
      LayerTensor("bias", shape: [inputShape.channels], .zeros),
    ]
  }

  package var statistics: [LayerTensor] {
    [
      LayerTensor("running_mean", shape: [inputShape.channels], .zeros),
      LayerTensor("running_var", shape: [inputShape.channels], .ones),
    ]
  }

  package var operation: LayerOperation { .normalization(epsilon: epsilon, rectifies: rectifies) }

  package var worksInPlace: Bool { true }

  package func scratchCount(blocks: Int, workers: Int) -> Int {
    BatchNormalization.scratchCount(inputShape.channelShape, blocks: blocks)
  }

  private func kernelParameters(
    _ parameters: [FloatRegion], _ statistics: [FloatRegion]
  ) -> BatchNormalization.Parameters {
    BatchNormalization.Parameters(
      weight: parameters[0], bias: parameters[1], runningMean: statistics[0], runningVariance: statistics[1],
      epsilon: epsilon, momentum: momentum)
  }

  package func forward(_ regions: TrainingRegions, _ batch: BatchContext) {
    batch.kernels.normalizationForward(
      inputShape.channelShape, kernelParameters(regions.parameters, regions.statistics), input: regions.input,
      output: regions.output, rectifies: rectifies, scratch: regions.scratch, images: batch.images,
      hasSums: regions.hasForwardSums, share: batch.share)
  }

  package func evaluate(_ regions: EvaluationRegions, _ batch: BatchContext) {
    batch.kernels.normalizationEvaluate(
      inputShape.channelShape, kernelParameters(regions.parameters, regions.statistics), input: regions.input,
      output: regions.output, rectifies: rectifies, scratch: regions.scratch, blocks: batch.blocks,
      share: batch.share)
  }

  package func backward(_ regions: TrainingRegions, _ batch: BatchContext) {
    // The first layer of a model has nowhere to put its input's gradient but over the output's, which nobody reads again.
    batch.kernels.normalizationBackward(
      inputShape.channelShape, kernelParameters(regions.parameters, regions.statistics), input: regions.input,
      rectifies: rectifies, outputGradient: regions.outputGradient,
      inputGradient: regions.inputGradient ?? regions.outputGradient, weightGradient: regions.gradients[0],
      biasGradient: regions.gradients[1], scratch: regions.scratch, images: batch.images,
      hasSums: regions.hasBackwardSums, share: batch.share)
  }
}

extension LayerKind {
  /// `batch-norm`.
  static let batchNormalization = LayerKind(
    ComponentDeclaration(
      "batch-norm", "Batch normalisation of each channel.", source: "Ioffe and Szegedy 2015, algorithm 1",
      keys: [
        KeyDeclaration(
          "momentum", .number(NumberRange(0...1)), .defaulted(0.1),
          "The weight of the newest batch in the running statistics.", example: "0.1"),
        KeyDeclaration(
          "epsilon", .number(NumberRange(1e-12...1)), .defaulted(1e-5), "Added to the variance.", example: "1e-5"),
      ])
  ) { reader, input throws(ModelError) in
    [
      BatchNormalizationLayer(
        shape: input, rectifies: false, momentum: Float(try reader.number("momentum", in: NumberRange(0...1))),
        epsilon: Float(try reader.number("epsilon", in: NumberRange(1e-12...1))))
    ]
  }
}
