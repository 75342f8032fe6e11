import Kernels

/// Output columns of one output row that see the same taps of one kernel row inside the input.
///
/// A row of weights is a tap and an input channel. Those of one kernel row lie one after another in memory, and so do the
/// inputs that they meet, so they are summed together whatever taps they belong to.
struct Stretch {
  /// Rows of weights within the kernel row.
  var rows: Range<Int>
  /// From the block's first float to what row 0 of the kernel row would meet at the first column.
  var inputOffset: Int
  /// Never empty.
  var columns: Range<Int>
}

extension ConvolutionShape {
  /// Rows of weights in one kernel row.
  var rowsOfKernelRow: Int { kernelWidth * inputChannels }

  /// Calls `body` with each kernel row (of those `wanted`) that lies inside the input for an output row, and each of its stretches, columns in
  /// order.
  @inline(__always)
  func forEachStretch(
    outputRow: Int, _ wanted: Range<Int>? = nil, _ body: (_ kernelRow: Int, _ stretch: Stretch) -> Void
  ) {
    var kernelRows = ConvolutionShape.taps(
      output: outputRow, stride: stride, padding: paddingHeight, kernel: kernelHeight, input: inputHeight)
    if let wanted { kernelRows = kernelRows.clamped(to: wanted) }
    var column = 0
    while column < outputWidth {
      let taps = tapsInside(column: column)
      let first = column
      repeat { column &+= 1 } while column < outputWidth && tapsInside(column: column) == taps
      if taps.isEmpty { continue }
      for kernelRow in kernelRows {
        let inputRow = outputRow &* stride &- paddingHeight &+ kernelRow
        let pixel = inputRow &* inputWidth &+ first &* stride &- paddingWidth
        body(
          kernelRow,
          Stretch(
            rows: taps.lowerBound &* inputChannels..<taps.upperBound &* inputChannels,
            inputOffset: pixel &* inputChannels &* 32, columns: first..<column))
      }
    }
  }

  @inline(__always) func tapsInside(column: Int) -> Range<Int> {
    ConvolutionShape.taps(
      output: column, stride: stride, padding: paddingWidth, kernel: kernelWidth, input: inputWidth)
  }

  #if KERNELS_FOR_X86_64_V3
    /// The kernel rows (of those `wanted`) that lie inside the input for an output row.
    func kernelRowsInside(outputRow: Int, _ wanted: Range<Int>?) -> Range<Int> {
      let rows = ConvolutionShape.taps(
        output: outputRow, stride: stride, padding: paddingHeight, kernel: kernelHeight, input: inputHeight)
      return wanted.map { rows.clamped(to: $0) } ?? rows
    }

    /// The output columns that see every tap of a kernel row.
    var wholeColumns: Range<Int> {
      let whole = 0..<kernelWidth
      var first = 0
      while first < outputWidth && tapsInside(column: first) != whole { first &+= 1 }
      var end = first
      while end < outputWidth && tapsInside(column: end) == whole { end &+= 1 }
      return first..<end
    }
  #endif
}
