/// The taps that one output (forward) or one input pixel (input gradient) sums over, as steps through memory in floats:
/// rows of columns of a contiguous run of 32-image vectors, and the weights that go with them.
struct TapWalk {
  var rows: Int
  var rowStep: Int
  var weightRowStep: Int
  var columns: Int
  var columnStep: Int
  var weightColumnStep: Int
  /// Taps that lie one after another in memory.
  var run: Int
  var weightTapStep: Int
  /// From the weight of one summed channel to that of the next.
  var weightChannelStep: Int
}

/// The pixels that some weights' gradients sum over, as steps through memory in floats. The rows of weights that go together
/// (a row is a tap and an input channel) have their inputs one after another.
struct GradientWalk {
  /// Output pixels: columns of one output row, or, where an image has one output only, blocks.
  var pixels: Int
  var inputPixelStep: Int
  /// From one image (chains) or pixel (lanes) of the output gradient to the next.
  var gradientStep: Int
  /// From the sums of one row of weights to those of the next.
  var sumRowStep: Int
  /// Whether these pixels are the first that the sums see, so that what lies there counts for nothing.
  var startsAtZero = false
}
