package import Kernels

extension Loops {
  package static func convolutionForward(
    _ shape: ConvolutionShape, input: FloatRegion, weights: FloatRegion, bias: FloatRegion?, output: FloatRegion,
    blocks: Int, sums: ForwardSums?, share: Share
  ) {
    precondition(input.count >= blocks * shape.inputCount && output.count >= blocks * shape.outputCount)
    precondition(weights.count == shape.weightCount && bias.map { $0.count == shape.outputChannels } ?? true)
    if shape.isFullyConnected && (share.count == 1 || shape.sharesWeights || blocks % share.count != 0) {
      connectedForward(shape.flattened, input, weights, bias, output, blocks: blocks, sums: sums, share: share)
      return share.meet()
    }
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
    let step = outputChannels &* 32
    var target = output
    // Pixels that were written and not yet added to the sums.
    var waiting = 0
    let most = PixelRun.length(channels: outputChannels)
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
        target += step
        if let sums {
          waiting &+= 1
          if waiting == most {
            sums.add(target + (0 &- waiting &* step), count: waiting, channels)
            waiting = 0
          }
        }
      }
    }
    sums?.add(target + (0 &- waiting &* step), count: waiting, channels)
  }

  /// A linear layer, each tile of channels for all blocks, so that weights too many for a near cache are fetched once.
  private static func connectedForward(
    _ shape: ConvolutionShape, _ input: FloatRegion, _ weights: FloatRegion, _ bias: FloatRegion?,
    _ output: FloatRegion, blocks: Int, sums: ForwardSums?, share: Share
  ) {
    let walk = TapWalk(
      rows: 1, rowStep: 0, weightRowStep: 0, columns: 1, columnStep: 0, weightColumnStep: 0, run: shape.inputChannels,
      weightTapStep: shape.outputChannels, weightChannelStep: 1)
    let channels = share.range(shape.outputChannels, step: TileLimits.tapChannels)
    forEachTile(channels) { tile in
      for block in 0..<blocks {
        tapTiles(
          walk, channels: tile, input: input.cursor + block &* shape.inputCount, weights: weights.cursor,
          bias: bias?.cursor, output: output.cursor + block &* shape.outputCount)
      }
    }
    guard let sums else { return }
    for block in 0..<blocks {
      let accumulator = ForwardAccumulator(sums, channels: shape.outputChannels, block: block)
      accumulator.clear(channels)
      accumulator.add(output.cursor + block &* shape.outputCount, count: 1, channels)
    }
  }

  /// Calls `body` with as many of the channels at a time as a tile has.
  @inline(__always)
  static func forEachTile(_ channels: Range<Int>, _ body: (Range<Int>) -> Void) {
    var first = channels.lowerBound
    while first < channels.upperBound {
      let next = min(channels.upperBound, first &+ TileLimits.tapChannels)
      body(first..<next)
      first = next
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
