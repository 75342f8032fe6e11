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

  /// A linear layer, each tile of channels for all blocks, so that weights too many for a near cache are fetched once.
  private static func connectedForward(
    _ shape: ConvolutionShape, _ input: FloatRegion, _ weights: FloatRegion, _ bias: FloatRegion?,
    _ output: FloatRegion, blocks: Int, sums: ForwardSums?, share: Share
  ) {
    let walk = TapWalk(
      rows: 1, rowStep: 0, weightRowStep: 0, columns: 1, columnStep: 0, weightColumnStep: 0, run: shape.inputChannels,
      weightTapStep: shape.outputChannels, weightChannelStep: 1)
    let channels = share.range(shape.outputChannels, step: TileLimits.tapChannels)
    #if KERNELS_FOR_X86_64_V3
      connectedRuns(
        walk, channels: channels, blocks: blocks, input: input.cursor, inputStep: shape.inputCount,
        weights: weights.cursor, bias: bias?.cursor, output: output.cursor, outputStep: shape.outputCount)
    #else
      forEachTile(channels) { tile in
        for block in 0..<blocks {
          tapTiles(
            walk, channels: tile, input: input.cursor + block &* shape.inputCount, weights: weights.cursor,
            bias: bias?.cursor, output: output.cursor + block &* shape.outputCount)
        }
      }
    #endif
    guard let sums else { return }
    for block in 0..<blocks {
      let accumulator = ForwardAccumulator(sums, channels: shape.outputChannels, block: block)
      accumulator.clear(channels)
      accumulator.add(output.cursor + block &* shape.outputCount, count: 1, channels)
    }
  }
}
