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

/// A stretch of one output row that some weights' gradients sum over, as steps through memory in floats.
struct GradientWalk {
  /// Output pixels in the stretch.
  var pixels: Int
  var inputPixelStep: Int
  /// From the input of one row of weights to that of the next.
  var inputRowStep: Int
  /// From one image (chains) or pixel (lanes) of the output gradient to the next.
  var gradientStep: Int
  /// From the sums of one row of weights to those of the next.
  var sumRowStep: Int
}
