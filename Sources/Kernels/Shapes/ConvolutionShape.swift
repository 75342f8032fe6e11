/// The extents of a two-dimensional convolution. A linear layer is one whose kernel covers its whole input.
///
/// Input `[block][inputHeight][inputWidth][inputChannels][32]`, weights
/// `[kernelHeight][kernelWidth][inputChannels][outputChannels]`, output
/// `[block][outputHeight][outputWidth][outputChannels][32]`.
package struct ConvolutionShape: Hashable, Sendable {
  package let inputHeight: Int
  package let inputWidth: Int
  package let inputChannels: Int
  package let outputChannels: Int
  package let kernelHeight: Int
  package let kernelWidth: Int
  package let stride: Int
  /// Rows of zeros imagined above and below.
  package let paddingHeight: Int
  /// Columns of zeros imagined left and right.
  package let paddingWidth: Int
  package let outputHeight: Int
  package let outputWidth: Int

  /// Requires positive extents, a kernel that fits the padded input, and padding smaller than the kernel.
  package init(
    inputHeight: Int, inputWidth: Int, inputChannels: Int, outputChannels: Int, kernelHeight: Int, kernelWidth: Int,
    stride: Int = 1, paddingHeight: Int = 0, paddingWidth: Int = 0
  ) {
    precondition(inputHeight > 0 && inputWidth > 0 && inputChannels > 0 && outputChannels > 0 && stride > 0)
    precondition((0..<kernelHeight).contains(paddingHeight) && (0..<kernelWidth).contains(paddingWidth))
    precondition(kernelHeight <= inputHeight + 2 * paddingHeight && kernelWidth <= inputWidth + 2 * paddingWidth)
    self.inputHeight = inputHeight
    self.inputWidth = inputWidth
    self.inputChannels = inputChannels
    self.outputChannels = outputChannels
    self.kernelHeight = kernelHeight
    self.kernelWidth = kernelWidth
    self.stride = stride
    self.paddingHeight = paddingHeight
    self.paddingWidth = paddingWidth
    outputHeight = (inputHeight + 2 * paddingHeight - kernelHeight) / stride + 1
    outputWidth = (inputWidth + 2 * paddingWidth - kernelWidth) / stride + 1
  }

  /// Floats of one block of input.
  package var inputCount: Int { inputHeight * inputWidth * inputChannels * Layout.blockSize }
  /// Floats of one block of output.
  package var outputCount: Int { outputHeight * outputWidth * outputChannels * Layout.blockSize }
  /// Rows of weights: one for each tap and input channel.
  package var weightRows: Int { kernelHeight * kernelWidth * inputChannels }
  package var weightCount: Int { weightRows * outputChannels }

  /// Whether a weight's gradient is summed in sixteen lanes of images, rather than image after image: where there are
  /// fewer output channels than lanes. The rule is part of the numeric order.
  package var sumsGradientInLanes: Bool { outputChannels < Layout.laneCount }

  /// Output channels rounded up to whole vectors.
  package var paddedChannels: Int { (outputChannels + 15) / 16 * 16 }

  /// Whether every output sees every input: a linear layer.
  package var isFullyConnected: Bool {
    kernelHeight == inputHeight && kernelWidth == inputWidth && paddingHeight == 0 && paddingWidth == 0
  }

  /// Of a linear layer the same with one pixel, whose channels are all inputs: memory and sums have the same order.
  package var flattened: ConvolutionShape {
    if !isFullyConnected || inputHeight * inputWidth == 1 { return self }
    return ConvolutionShape(
      inputHeight: 1, inputWidth: 1, inputChannels: weightRows, outputChannels: outputChannels, kernelHeight: 1,
      kernelWidth: 1)
  }

  /// Floats of scratch that a weight gradient wants: sums in lanes; or sums of the last channels, where these fill no
  /// vector, and for each worker the gradients of one output row (of a linear layer, of the batch), image after image.
  package func weightGradientScratch(blocks: Int, workers: Int) -> Int {
    if sumsGradientInLanes { return weightCount * Layout.laneCount }
    let pixels = isFullyConnected ? blocks : outputWidth
    return weightRows * 32 + workers * pixels * Layout.blockSize * paddedChannels
  }
}
