package import Kernels

extension Loops {
  package static func convolutionInputGradient(
    _ shape: ConvolutionShape, outputGradient: FloatRegion, weights: FloatRegion, inputGradient: FloatRegion,
    blocks: Int, sums: BackwardSums?, share: Share
  ) {
    precondition(inputGradient.count >= blocks * shape.inputCount)
    precondition(outputGradient.count >= blocks * shape.outputCount && weights.count == shape.weightCount)
    ownInputGradient(
      shape, outputGradient: outputGradient, weights: weights, inputGradient: inputGradient, blocks: blocks, sums: sums,
      share: share)
    share.meet()
  }

  /// This share's part.
  static func ownInputGradient(
    _ shape: ConvolutionShape, outputGradient: FloatRegion, weights: FloatRegion, inputGradient: FloatRegion,
    blocks: Int, sums: BackwardSums?, share: Share
  ) {
    if sums == nil && shape.isFullyConnected
      && (share.count == 1 || shape.sharesWeights || blocks % share.count != 0)
    {
      return connectedInputGradient(
        shape.flattened, outputGradient, weights, inputGradient, blocks: blocks, share: share)
    }
    let part = share.part(blocks: blocks, channels: shape.inputChannels, step: TileLimits.tapChannels)
    for block in part.blocks {
      inputGradientBlock(
        shape, channels: part.channels, outputGradient: outputGradient.cursor + block &* shape.outputCount,
        weights: weights.cursor, inputGradient: inputGradient.cursor + block &* shape.inputCount,
        sums: sums.map { BackwardAccumulator($0, channels: shape.inputChannels, block: block, size: shape.inputCount) })
    }
  }

  /// A linear layer, each tile of inputs for all blocks.
  private static func connectedInputGradient(
    _ shape: ConvolutionShape, _ outputGradient: FloatRegion, _ weights: FloatRegion, _ inputGradient: FloatRegion,
    blocks: Int, share: Share
  ) {
    let walk = TapWalk(
      rows: 1, rowStep: 0, weightRowStep: 0, columns: 1, columnStep: 0, weightColumnStep: 0, run: shape.outputChannels,
      weightTapStep: 1, weightChannelStep: shape.outputChannels)
    forEachTile(share.range(shape.inputChannels, step: TileLimits.tapChannels)) { tile in
      for block in 0..<blocks {
        tapTiles(
          walk, channels: tile, input: outputGradient.cursor + block &* shape.outputCount, weights: weights.cursor,
          bias: nil, output: inputGradient.cursor + block &* shape.inputCount)
      }
    }
  }

  private static func inputGradientBlock(
    _ shape: ConvolutionShape, channels: Range<Int>, outputGradient: Cursor, weights: Cursor, inputGradient: Cursor,
    sums: BackwardAccumulator?
  ) {
    let inputChannels = shape.inputChannels
    let outputChannels = shape.outputChannels
    let tapWeights = inputChannels &* outputChannels
    let step = inputChannels &* 32
    var pixel = 0
    // Pixels that were written and not yet added to the sums.
    var waiting = 0
    let most = PixelRun.length(channels: inputChannels)
    sums?.clear(channels)
    var rows = Reach(
      stride: shape.stride, padding: shape.paddingHeight, kernel: shape.kernelHeight, outputs: shape.outputHeight)
    for _ in 0..<shape.inputHeight {
      rows.next()
      var columns = Reach(
        stride: shape.stride, padding: shape.paddingWidth, kernel: shape.kernelWidth, outputs: shape.outputWidth)
      for _ in 0..<shape.inputWidth {
        columns.next()
        // A tap further along the kernel reaches an output further back, hence the negative steps.
        let walk = TapWalk(
          rows: rows.count, rowStep: 0 &- shape.outputWidth &* outputChannels &* 32,
          weightRowStep: shape.stride &* shape.kernelWidth &* tapWeights, columns: columns.count,
          columnStep: 0 &- outputChannels &* 32, weightColumnStep: shape.stride &* tapWeights, run: outputChannels,
          weightTapStep: 1, weightChannelStep: outputChannels)
        tapTiles(
          walk, channels: channels,
          input: outputGradient + (rows.output &* shape.outputWidth &+ columns.output) &* outputChannels &* 32,
          weights: weights + (rows.tap &* shape.kernelWidth &+ columns.tap) &* tapWeights, bias: nil,
          output: inputGradient + pixel)
        pixel &+= step
        if let sums {
          waiting &+= 1
          if waiting == most {
            let first = pixel &- waiting &* step
            sums.stopAndAdd(inputGradient + first, count: waiting, at: first, channels)
            waiting = 0
          }
        }
      }
    }
    let first = pixel &- waiting &* step
    sums?.stopAndAdd(inputGradient + first, count: waiting, at: first, channels)
  }
}
