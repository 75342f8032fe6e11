extension Convolution {
  /// ∂loss/∂input. Each input sums from 0 with fused multiply-adds, in (kernel row, kernel column, output channel) order,
  /// over the taps through which it reaches an output; an input that reaches none gets 0.
  package static func inputGradient(
    _ shape: ConvolutionShape, outputGradient: FloatRegion, weights: FloatRegion, inputGradient: FloatRegion,
    blocks: Int
  ) {
    precondition(inputGradient.count >= blocks * shape.inputCount)
    precondition(outputGradient.count >= blocks * shape.outputCount && weights.count == shape.weightCount)
    for block in 0..<blocks {
      inputGradientBlock(
        shape, outputGradient: outputGradient.cursor + block &* shape.outputCount, weights: weights.cursor,
        inputGradient: inputGradient.cursor + block &* shape.inputCount)
    }
  }

  private static func inputGradientBlock(
    _ shape: ConvolutionShape, outputGradient: Cursor, weights: Cursor, inputGradient: Cursor
  ) {
    let inputChannels = shape.inputChannels
    let outputChannels = shape.outputChannels
    let tapWeights = inputChannels &* outputChannels
    var target = inputGradient
    for row in 0..<shape.inputHeight {
      let rows = ConvolutionShape.reach(
        input: row, stride: shape.stride, padding: shape.paddingHeight, kernel: shape.kernelHeight,
        output: shape.outputHeight)
      for column in 0..<shape.inputWidth {
        let columns = ConvolutionShape.reach(
          input: column, stride: shape.stride, padding: shape.paddingWidth, kernel: shape.kernelWidth,
          output: shape.outputWidth)
        // A tap further along the kernel reaches an output further back, hence the negative steps.
        let walk = TapWalk(
          rows: rows.count, rowStep: 0 &- shape.outputWidth &* outputChannels &* 32,
          weightRowStep: shape.stride &* shape.kernelWidth &* tapWeights, columns: columns.count,
          columnStep: 0 &- outputChannels &* 32, weightColumnStep: shape.stride &* tapWeights, run: outputChannels,
          weightTapStep: 1, weightChannelStep: outputChannels)
        tapTiles(
          walk, channels: inputChannels,
          input: outputGradient + (rows.output &* shape.outputWidth &+ columns.output) &* outputChannels &* 32,
          weights: weights + (rows.tap &* shape.kernelWidth &+ columns.tap) &* tapWeights, bias: nil, output: target)
        target += inputChannels &* 32
      }
    }
  }
}
