/// The extents of a pooling window that moves over an activation; windows that do not fit are dropped.
package struct PoolingShape: Hashable, Sendable {
  package let inputHeight: Int
  package let inputWidth: Int
  package let channels: Int
  /// Rows and columns of the window.
  package let height: Int
  package let width: Int
  package let stride: Int
  package let padding: Int
  package let outputHeight: Int
  package let outputWidth: Int

  /// Requires positive extents, a window that fits the padded input, and padding of at most half the window.
  package init(
    inputHeight: Int, inputWidth: Int, channels: Int, height: Int, width: Int, stride: Int, padding: Int = 0
  ) {
    precondition(inputHeight > 0 && inputWidth > 0 && channels > 0 && height > 0 && width > 0 && stride > 0)
    precondition(padding >= 0 && 2 * padding <= height && 2 * padding <= width)
    precondition(height <= inputHeight + 2 * padding && width <= inputWidth + 2 * padding)
    self.inputHeight = inputHeight
    self.inputWidth = inputWidth
    self.channels = channels
    self.height = height
    self.width = width
    self.stride = stride
    self.padding = padding
    outputHeight = (inputHeight + 2 * padding - height) / stride + 1
    outputWidth = (inputWidth + 2 * padding - width) / stride + 1
  }

  /// Floats of one block of input.
  package var inputCount: Int { inputHeight * inputWidth * channels * Layout.blockSize }
  /// Floats of one block of output.
  package var outputCount: Int { outputHeight * outputWidth * channels * Layout.blockSize }
}
