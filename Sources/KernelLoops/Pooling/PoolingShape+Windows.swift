import Kernels

extension PoolingShape {
  /// Whether the windows are 2 × 2, side by side, and leave no input out.
  var tilesInFours: Bool {
    height == 2 && width == 2 && stride == 2 && padding == 0 && inputHeight % 2 == 0 && inputWidth % 2 == 0
  }

  /// The rows of input under the window at output row `row`, inside the input.
  @inline(__always) func rows(_ row: Int) -> Range<Int> {
    let start = row &* stride &- padding
    return max(0, start)..<min(inputHeight, start &+ height)
  }

  /// The columns of input under the window at output column `column`, inside the input.
  @inline(__always) func columns(_ column: Int) -> Range<Int> {
    let start = column &* stride &- padding
    return max(0, start)..<min(inputWidth, start &+ width)
  }

  /// From a block's first float to the vector of an input's first sixteen images.
  @inline(__always) func inputOffset(_ row: Int, _ column: Int, _ channel: Int) -> Int {
    ((row &* inputWidth &+ column) &* channels &+ channel) &* 32
  }
}
