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
    #if KERNELS_FOR_X86_64_V3
      connectedRuns(
        walk, channels: share.range(shape.inputChannels, step: TileLimits.tapChannels), blocks: blocks,
        input: outputGradient.cursor, inputStep: shape.outputCount, weights: weights.cursor, bias: nil,
        output: inputGradient.cursor, outputStep: shape.inputCount)
    #else
      forEachTile(share.range(shape.inputChannels, step: TileLimits.tapChannels)) { tile in
        for block in 0..<blocks {
          tapTiles(
            walk, channels: tile, input: outputGradient.cursor + block &* shape.outputCount, weights: weights.cursor,
            bias: nil, output: inputGradient.cursor + block &* shape.inputCount)
        }
      }
    #endif
  }
}
