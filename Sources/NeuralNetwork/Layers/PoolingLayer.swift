package import Kernels
internal import OffprintCore

/// The maximum or the average of a window that moves over each channel.
package struct PoolingLayer: Layer {
  package let name = "pool"
  package let shape: PoolingShape
  let isMaximum: Bool

  package var inputShape: ActivationShape {
    ActivationShape(height: shape.inputHeight, width: shape.inputWidth, channels: shape.channels)
  }
  package var outputShape: ActivationShape {
    ActivationShape(height: shape.outputHeight, width: shape.outputWidth, channels: shape.channels)
  }

  package var operation: LayerOperation { isMaximum ? .maximumPooling(shape) : .averagePooling(shape) }

  package func forward(_ regions: TrainingRegions, _ batch: BatchContext) {
    pool(regions.input, regions.output, batch)
  }

  package func evaluate(_ regions: EvaluationRegions, _ batch: BatchContext) {
    pool(regions.input, regions.output, batch)
  }

  private func pool(_ input: FloatRegion, _ output: FloatRegion, _ batch: BatchContext) {
    if isMaximum {
      batch.kernels.poolMaximum(shape, input: input, output: output, blocks: batch.blocks, share: batch.share)
    } else {
      batch.kernels.poolAverage(shape, input: input, output: output, blocks: batch.blocks, share: batch.share)
    }
  }

  package func backward(_ regions: TrainingRegions, _ batch: BatchContext) {
    guard let inputGradient = regions.inputGradient else { return }
    if isMaximum {
      batch.kernels.poolMaximumGradient(
        shape, input: regions.input, output: regions.output, outputGradient: regions.outputGradient,
        inputGradient: inputGradient, blocks: batch.blocks, share: batch.share)
    } else {
      batch.kernels.poolAverageGradient(
        shape, outputGradient: regions.outputGradient, inputGradient: inputGradient, blocks: batch.blocks,
        share: batch.share)
    }
  }
}

extension LayerKind {
  private static let poolingKeys = [
    KeyDeclaration(
      "size",
      .either(
        [.integer(1...1024), .list(of: .integer(1...1024), count: 2...2)],
        summary: "a whole number, or [height, width]"),
      .defaulted(2), "The window's height and width in pixels.", example: "2"),
    KeyDeclaration(
      "stride", .integer(1...1024), .optional,
      "Pixels from one output to the next; by default the window's smaller side."),
    KeyDeclaration(
      "padding", .integer(0...512), .defaulted(0), "Pixels around the input, at most half the window.", example: "1"),
  ]

  /// `max-pool: 2`.
  static let maximumPooling = LayerKind(
    ComponentDeclaration(
      "max-pool", "The largest value in each window; padding never wins.", keys: poolingKeys, primaryKey: "size")
  ) { reader, input throws(ModelError) in [try pooling(reader, input, isMaximum: true)] }

  /// `average-pool: 2`.
  static let averagePooling = LayerKind(
    ComponentDeclaration(
      "average-pool", "The mean of each window; padding counts as zeros.", keys: poolingKeys, primaryKey: "size")
  ) { reader, input throws(ModelError) in [try pooling(reader, input, isMaximum: false)] }

  private static func pooling(
    _ reader: LayerReader, _ input: ActivationShape, isMaximum: Bool
  ) throws(ModelError) -> PoolingLayer {
    let size = try reader.extent("size", in: 1...1024)
    let smaller = min(size.height, size.width)
    let stride = try reader.value("stride") == nil ? smaller : reader.integer("stride", in: 1...1024)
    let padding = try reader.integer("padding", in: 0...512)
    guard 2 * padding <= smaller else {
      throw reader.error(
        "the padding is more than half of the window", help: "use a padding of at most \(smaller / 2)")
    }
    let height = try reader.outputs(
      "high", input: input.height, window: size.height, stride: stride, padding: padding, called: "window")
    let width = try reader.outputs(
      "wide", input: input.width, window: size.width, stride: stride, padding: padding, called: "window")
    _ = try reader.product(height, width, input.channels, of: "the output of one image")
    return PoolingLayer(
      shape: PoolingShape(
        inputHeight: input.height, inputWidth: input.width, channels: input.channels, height: size.height,
        width: size.width, stride: stride, padding: padding),
      isMaximum: isMaximum)
  }
}
