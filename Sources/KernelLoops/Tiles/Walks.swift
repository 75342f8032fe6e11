import Kernels

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

/// Pixels of one row of outputs (forward) or inputs (input gradient) that sum over the same taps, as steps through memory in
/// floats.
struct PixelWalk {
  var count: Int
  /// From what one pixel reads to what the next one reads.
  var inputStep: Int
  var outputStep: Int
  /// Whether the sums go on from what lies at the outputs, rather than from 0: taps so many that they come in pieces.
  var goesOn = false
}

/// A row of outputs that some weights' gradients sum over in lanes, as steps through memory in floats.
struct LaneWalk {
  /// Output columns.
  var columns: Int
  /// Those that see every tap of the kernel row.
  var wholeColumns: Range<Int>
  var inputStep: Int
  var gradientStep: Int
  /// From the sums of one row of weights to those of the next.
  var sumRowStep: Int
  /// The tile's first row of weights within the kernel row.
  var firstRow: Int
  let shape: ConvolutionShape

  /// The rows, counted from `firstRow`, whose tap lies inside the input for an output column. May go beyond the tile's.
  func rowsInside(_ column: Int) -> Range<Int> {
    let taps = shape.tapsInside(column: column)
    return taps.lowerBound &* shape.inputChannels &- firstRow..<taps.upperBound &* shape.inputChannels &- firstRow
  }
}
