import Kernels

extension Loops {
  /// Some rows of weights (a row is a tap and an input channel) and the output columns of one output row over which
  /// their gradients are summed together.
  struct Stretch {
    /// Rows taken together: neighbouring input channels, or neighbouring taps where there are few channels.
    var rows: Int
    /// The first row's place among the weights.
    var weightRow: Int
    var weightRowStep: Int
    /// From the block's first float to the first row's input for the first column.
    var inputOffset: Int
    /// From one row's input to the next's.
    var inputStep: Int
    var columns: Range<Int>
    /// The same for all stretches of these weights, whatever the output row: workers share them out by it.
    var group: Int
  }

  /// Calls `body` for every stretch of an output row, so that each weight meets its output columns in order.
  @inline(__always)
  static func forEachStretch(
    _ shape: ConvolutionShape, outputRow: Int, largest: Int, _ body: (Stretch) -> Void
  ) {
    let kernelRows = ConvolutionShape.taps(
      output: outputRow, stride: shape.stride, padding: shape.paddingHeight, kernel: shape.kernelHeight,
      input: shape.inputHeight)
    for kernelRow in kernelRows {
      let inputRow = outputRow &* shape.stride &- shape.paddingHeight &+ kernelRow
      if shape.inputChannels >= 4 {
        for column in 0..<shape.kernelWidth {
          channelStretches(shape, kernelRow, column, inputRow, largest: largest, body)
        }
      } else {
        for channel in 0..<shape.inputChannels {
          tapStretches(shape, kernelRow, channel, inputRow, largest: largest, body)
        }
      }
    }
  }

  /// How many of `remaining` rows to take together.
  @inline(__always) private static func groupSize(_ remaining: Int, largest: Int) -> Int {
    if remaining >= 8 { return largest >= 8 ? 8 : 4 }
    if remaining > 5 { return (remaining &+ 1) / 2 }
    return min(remaining, largest)
  }

  @inline(__always)
  private static func channelStretches(
    _ shape: ConvolutionShape, _ kernelRow: Int, _ kernelColumn: Int, _ inputRow: Int, largest: Int,
    _ body: (Stretch) -> Void
  ) {
    let columns = shape.outputColumns(kernelColumn: kernelColumn)
    guard !columns.isEmpty else { return }
    let inputColumn = columns.lowerBound &* shape.stride &- shape.paddingWidth &+ kernelColumn
    let pixel = (inputRow &* shape.inputWidth &+ inputColumn) &* shape.inputChannels
    let tap = (kernelRow &* shape.kernelWidth &+ kernelColumn) &* shape.inputChannels
    var channel = 0
    var group = kernelRow &* shape.kernelWidth &+ kernelColumn
    while channel < shape.inputChannels {
      let rows = groupSize(shape.inputChannels &- channel, largest: largest)
      body(
        Stretch(
          rows: rows, weightRow: tap &+ channel, weightRowStep: 1, inputOffset: (pixel &+ channel) &* 32,
          inputStep: 32, columns: columns, group: group))
      channel &+= rows
      group &+= 1
    }
  }

  /// Taps of one kernel row together. At the edges, where some of them lie in the padding, they go one by one.
  @inline(__always)
  private static func tapStretches(
    _ shape: ConvolutionShape, _ kernelRow: Int, _ channel: Int, _ inputRow: Int, largest: Int,
    _ body: (Stretch) -> Void
  ) {
    var group = kernelRow &* shape.inputChannels &+ channel
    func stretch(_ tap: Int, _ rows: Int, _ columns: Range<Int>) {
      guard !columns.isEmpty else { return }
      let inputColumn = columns.lowerBound &* shape.stride &- shape.paddingWidth &+ tap
      body(
        Stretch(
          rows: rows, weightRow: (kernelRow &* shape.kernelWidth &+ tap) &* shape.inputChannels &+ channel,
          weightRowStep: shape.inputChannels,
          inputOffset: ((inputRow &* shape.inputWidth &+ inputColumn) &* shape.inputChannels &+ channel) &* 32,
          inputStep: shape.inputChannels &* 32, columns: columns, group: group))
    }
    var first = 0
    while first < shape.kernelWidth {
      let rows = groupSize(shape.kernelWidth &- first, largest: largest)
      // A tap further right starts and ends no later than the one before it.
      let lower = shape.outputColumns(kernelColumn: first).lowerBound
      let upper = max(lower, shape.outputColumns(kernelColumn: first &+ rows &- 1).upperBound)
      for tap in first..<(first &+ rows) {
        let columns = shape.outputColumns(kernelColumn: tap)
        stretch(tap, 1, columns.clamped(to: 0..<lower))
      }
      stretch(first, rows, lower..<upper)
      for tap in first..<(first &+ rows) {
        let columns = shape.outputColumns(kernelColumn: tap)
        stretch(tap, 1, columns.clamped(to: upper..<max(upper, shape.outputWidth)))
      }
      first &+= rows
      group &+= 1
    }
  }
}
