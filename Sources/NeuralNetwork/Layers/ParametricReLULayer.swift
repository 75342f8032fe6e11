internal import Kernels
internal import OffprintCore

/// x where x > 0, a·x elsewhere, with a learned slope a.
package struct ParametricReLULayer: Layer {
  package let name = "prelu"
  package let inputShape: ActivationShape
  package var outputShape: ActivationShape { inputShape }
  let isShared: Bool

  init(shape: ActivationShape, isShared: Bool) {
    inputShape = shape
    self.isShared = isShared
  }

  package var parameters: [LayerTensor] {
    [LayerTensor("weight", shape: [isShared ? 1 : inputShape.channels], .constant(0.25))]
  }

  package var operation: LayerOperation { .parametricRectification(isShared: isShared) }

  package func scratchCount(blocks: Int, workers: Int) -> Int { inputShape.channelShape.slopeScratch }

  package func forward(_ regions: TrainingRegions, _ batch: BatchContext) {
    batch.kernels.parametricForward(
      inputShape.channelShape, input: regions.input, slopes: regions.parameters[0], output: regions.output,
      blocks: batch.blocks, share: batch.share)
  }

  package func evaluate(_ regions: EvaluationRegions, _ batch: BatchContext) {
    batch.kernels.parametricForward(
      inputShape.channelShape, input: regions.input, slopes: regions.parameters[0], output: regions.output,
      blocks: batch.blocks, share: batch.share)
  }

  package func backward(_ regions: TrainingRegions, _ batch: BatchContext) {
    batch.kernels.parametricBackward(
      inputShape.channelShape, input: regions.input, slopes: regions.parameters[0],
      outputGradient: regions.outputGradient, inputGradient: regions.inputGradient ?? regions.outputGradient,
      slopeGradients: regions.gradients[0], scratch: regions.scratch, blocks: batch.blocks, share: batch.share)
  }
}

extension LayerKind {
  /// `prelu`.
  static let prelu = LayerKind(
    ComponentDeclaration(
      "prelu", "x where x > 0, a·x elsewhere; a is learned and starts at 0.25.",
      source: "He, Zhang, Ren, Sun 2015, eq. 1",
      keys: [
        KeyDeclaration(
          "shared", .boolean, .defaulted(true), "Whether all channels share one slope, rather than each having its own."
        )
      ])
  ) { reader, input throws(ModelError) in
    [ParametricReLULayer(shape: input, isShared: try reader.boolean("shared"))]
  }
}
