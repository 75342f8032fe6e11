package import Kernels

extension Loops {
  package static func convolutionForward(
    _ shape: ConvolutionShape, input: FloatRegion, weights: FloatRegion, bias: FloatRegion?, output: FloatRegion,
    blocks: Int, sums: ForwardSums?, share: Share
  ) {
    precondition(input.count >= blocks * shape.inputCount && output.count >= blocks * shape.outputCount)
    precondition(weights.count == shape.weightCount && bias.map { $0.count == shape.outputChannels } ?? true)
    let part = share.part(blocks: blocks, channels: shape.outputChannels, step: TileLimits.tapChannels)
    for block in part.blocks {
      forwardBlock(
        shape, channels: part.channels, input: input.cursor + block &* shape.inputCount, weights: weights.cursor,
        bias: bias?.cursor, output: output.cursor + block &* shape.outputCount,
        sums: sums.map { ForwardAccumulator($0, channels: shape.outputChannels, block: block) })
    }
    share.meet()
  }

  private static func forwardBlock(
    _ shape: ConvolutionShape, channels: Range<Int>, input: Cursor, weights: Cursor, bias: Cursor?, output: Cursor,
    sums: ForwardAccumulator?
  ) {
    let inputChannels = shape.inputChannels
    let outputChannels = shape.outputChannels
    var target = output
    sums?.clear(channels)
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
          walk, channels: channels,
          input: input + (inputRow &* shape.inputWidth &+ inputColumn) &* inputChannels &* 32,
          weights: weights + firstTap &* inputChannels &* outputChannels, bias: bias, output: target)
        sums?.add(target, channels)
        target += outputChannels &* 32
      }
    }
  }

  /// The channels of one pixel, as many at a time as the register file holds and what is left over in fewer.
  @inline(__always)
  static func tapTiles(
    _ walk: TapWalk, channels: Range<Int>, input: Cursor, weights: Cursor, bias: Cursor?, output: Cursor
  ) {
    var channel = channels.lowerBound
    while channel < channels.upperBound {
      let weight = weights + channel &* walk.weightChannelStep
      let shift = bias.map { $0 + channel }
      let target = output + channel &* 32
      switch min(channels.upperBound &- channel, TileLimits.tapChannels) {
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
