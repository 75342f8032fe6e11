/// Two-dimensional convolution (cross-correlation, as networks have it), its gradients, and linear layers.
package enum Convolution {}

extension Convolution {
  /// output = weights ∗ input (+ bias). Each output sums its taps from 0 with fused multiply-adds in (row, column, input
  /// channel) order; taps in the padding are skipped; the bias is added last.
  package static func forward(
    _ shape: ConvolutionShape, input: FloatRegion, weights: FloatRegion, bias: FloatRegion?, output: FloatRegion,
    blocks: Int
  ) {
    precondition(input.count >= blocks * shape.inputCount && output.count >= blocks * shape.outputCount)
    precondition(weights.count == shape.weightCount && bias.map { $0.count == shape.outputChannels } ?? true)
    for block in 0..<blocks {
      forwardBlock(
        shape, input: input.cursor + block &* shape.inputCount, weights: weights.cursor, bias: bias?.cursor,
        output: output.cursor + block &* shape.outputCount)
    }
  }

  private static func forwardBlock(
    _ shape: ConvolutionShape, input: Cursor, weights: Cursor, bias: Cursor?, output: Cursor
  ) {
    let inputChannels = shape.inputChannels
    let outputChannels = shape.outputChannels
    var target = output
    for row in 0..<shape.outputHeight {
      let kernelRows = ConvolutionShape.taps(
        output: row, stride: shape.stride, padding: shape.paddingHeight, kernel: shape.kernelHeight,
        input: shape.inputHeight)
      let inputRow = row &* shape.stride &- shape.paddingHeight &+ kernelRows.lowerBound
      for column in 0..<shape.outputWidth {
        let kernelColumns = ConvolutionShape.taps(
          output: column, stride: shape.stride, padding: shape.paddingWidth, kernel: shape.kernelWidth,
          input: shape.inputWidth)
        let inputColumn = column &* shape.stride &- shape.paddingWidth &+ kernelColumns.lowerBound
        let firstTap = kernelRows.lowerBound &* shape.kernelWidth &+ kernelColumns.lowerBound
        let walk = TapWalk(
          rows: kernelRows.count, rowStep: shape.inputWidth &* inputChannels &* 32,
          weightRowStep: shape.kernelWidth &* inputChannels &* outputChannels, columns: 1, columnStep: 0,
          weightColumnStep: 0, run: kernelColumns.count &* inputChannels, weightTapStep: outputChannels,
          weightChannelStep: 1)
        tapTiles(
          walk, channels: outputChannels,
          input: input + (inputRow &* shape.inputWidth &+ inputColumn) &* inputChannels &* 32,
          weights: weights + firstTap &* inputChannels &* outputChannels, bias: bias, output: target)
        target += outputChannels &* 32
      }
    }
  }

  /// All channels of one pixel, eight at a time and what is left over in fours, twos and ones.
  @inline(__always)
  static func tapTiles(
    _ walk: TapWalk, channels: Int, input: Cursor, weights: Cursor, bias: Cursor?, output: Cursor
  ) {
    var channel = 0
    while channel < channels {
      let weight = weights + channel &* walk.weightChannelStep
      let shift = bias.map { $0 + channel }
      let target = output + channel &* 32
      switch min(channels &- channel, TileLimits.tapChannels) {
      case 8...:
        tapTile8(walk, input, weight, shift, target)
        channel &+= 8
      case 4...:
        tapTile4(walk, input, weight, shift, target)
        channel &+= 4
      case 2...:
        tapTile2(walk, input, weight, shift, target)
        channel &+= 2
      default:
        tapTile1(walk, input, weight, shift, target)
        channel &+= 1
      }
    }
  }
}
