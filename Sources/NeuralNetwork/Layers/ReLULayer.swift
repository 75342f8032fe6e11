internal import Kernels
internal import OffprintCore

/// max(x, 0).
package struct ReLULayer: Layer {
  package let name = "relu"
  package let inputShape: ActivationShape
  package var outputShape: ActivationShape { inputShape }
  package var operation: LayerOperation { .rectification }
  package var worksInPlace: Bool { true }

  init(shape: ActivationShape) { inputShape = shape }

  private func count(_ blocks: Int) -> Int { blocks * inputShape.channelShape.count }

  package func forward(_ regions: TrainingRegions, _ batch: BatchContext) {
    batch.kernels.relu(input: regions.input, output: regions.output, count: count(batch.blocks), share: batch.share)
  }

  package func evaluate(_ regions: EvaluationRegions, _ batch: BatchContext) {
    batch.kernels.relu(input: regions.input, output: regions.output, count: count(batch.blocks), share: batch.share)
  }

  package func backward(_ regions: TrainingRegions, _ batch: BatchContext) {
    guard let inputGradient = regions.inputGradient else { return }
    batch.kernels.reluGradient(
      output: regions.output, outputGradient: regions.outputGradient, inputGradient: inputGradient,
      count: count(batch.blocks), share: batch.share)
  }
}

extension LayerKind {
  /// `relu`.
  static let relu = LayerKind(
    ComponentDeclaration("relu", "max(x, 0).", source: "Nair and Hinton 2010")
  ) { _, input throws(ModelError) in [ReLULayer(shape: input)] }
}
