package import Kernels

extension Loops {
  package static func convolutionWeightGradient(
    _ shape: ConvolutionShape, input: FloatRegion, outputGradient: FloatRegion, weightGradient: FloatRegion,
    scratch: FloatRegion, blocks: Int, share: Share
  ) {
    precondition(input.count >= blocks * shape.inputCount && outputGradient.count >= blocks * shape.outputCount)
    precondition(weightGradient.count == shape.weightCount)
    precondition(scratch.count >= shape.weightGradientScratch(workers: share.count))
    if shape.sumsGradientInLanes {
      let sums = scratch.cursor
      for vector in share.range(shape.weightCount) { sums.store(.zero, 16 &* vector) }
      share.meet()
      for block in 0..<blocks {
        lanesBlock(
          shape, input: input.cursor + block &* shape.inputCount,
          outputGradient: outputGradient.cursor + block &* shape.outputCount, sums: sums, share)
      }
      share.meet()
      for weight in share.range(shape.weightCount) {
        weightGradient.cursor[weight] = LaneReductions.sum(sums.lanes(16 &* weight))
      }
    } else {
      // Whole vectors of output channels are summed in place; others in rows padded to whole vectors.
      let isWhole = shape.paddedChannels == shape.outputChannels
      let sums = isWhole ? weightGradient.cursor : scratch.cursor
      let vectors = shape.weightRows &* shape.paddedChannels / 16
      for vector in share.range(vectors) { sums.store(.zero, 16 &* vector) }
      share.meet()
      let transposed = scratch.cursor + (vectors &* 16 &+ share.index &* shape.transposedRowCount)
      for block in 0..<blocks {
        chainsBlock(
          shape, input: input.cursor + block &* shape.inputCount,
          outputGradient: outputGradient.cursor + block &* shape.outputCount, transposed: transposed, sums: sums,
          share)
      }
      share.meet()
      if !isWhole { compact(shape, share.range(shape.weightRows), sums: sums, into: weightGradient.cursor) }
    }
    share.meet()
  }

  private static func compact(_ shape: ConvolutionShape, _ rows: Range<Int>, sums: Cursor, into gradient: Cursor) {
    for row in rows {
      for channel in 0..<shape.outputChannels {
        gradient[row &* shape.outputChannels &+ channel] = sums[row &* shape.paddedChannels &+ channel]
      }
    }
  }

  private static func lanesBlock(
    _ shape: ConvolutionShape, input: Cursor, outputGradient: Cursor, sums: Cursor,
    _ share: Share
  ) {
    let channels = shape.outputChannels
    for row in 0..<shape.outputHeight {
      let gradientRow = outputGradient + row &* shape.outputWidth &* channels &* 32
      forEachStretch(shape, outputRow: row, largest: TileLimits.laneRows) { stretch in
        let walk = GradientWalk(
          pixels: stretch.columns.count, inputPixelStep: shape.stride &* shape.inputChannels &* 32,
          inputRowStep: stretch.inputStep, gradientStep: channels &* 32,
          sumRowStep: stretch.weightRowStep &* channels &* 16)
        var channel = 0
        while channel < channels {
          let width = TileLimits.laneChannels == 4 && channels &- channel >= 4 ? 4 : 1
          if share.takes(stretch.group &+ channel / 4) {
            laneTile(
              rows: stretch.rows, width: width, walk, input + stretch.inputOffset,
              gradientRow + (stretch.columns.lowerBound &* channels &+ channel) &* 32,
              sums + (stretch.weightRow &* channels &+ channel) &* 16)
          }
          channel &+= width
        }
      }
    }
  }

  private static func chainsBlock(
    _ shape: ConvolutionShape, input: Cursor, outputGradient: Cursor, transposed: Cursor, sums: Cursor,
    _ share: Share
  ) {
    let padded = shape.paddedChannels
    for row in 0..<shape.outputHeight {
      transposeRow(
        shape, outputGradient + row &* shape.outputWidth &* shape.outputChannels &* 32, into: transposed)
      forEachStretch(shape, outputRow: row, largest: TileLimits.chainRows) { stretch in
        let walk = GradientWalk(
          pixels: stretch.columns.count, inputPixelStep: shape.stride &* shape.inputChannels &* 32,
          inputRowStep: stretch.inputStep, gradientStep: padded, sumRowStep: stretch.weightRowStep &* padded)
        var channel = 0
        while channel < padded {
          let width = TileLimits.chainVectors == 2 && padded &- channel >= 32 ? 2 : 1
          if share.takes(stretch.group &+ channel / 32) {
            chainTile(
              rows: stretch.rows, width: width, walk, input + stretch.inputOffset,
              transposed + (stretch.columns.lowerBound &* 32 &* padded &+ channel),
              sums + (stretch.weightRow &* padded &+ channel))
          }
          channel &+= 16 &* width
        }
      }
    }
  }

  /// One output row of the gradient, `[column][channel][32]`, as `[column][32][channel padded to whole vectors]`.
  private static func transposeRow(_ shape: ConvolutionShape, _ gradient: Cursor, into transposed: Cursor) {
    let channels = shape.outputChannels
    let padded = shape.paddedChannels
    for column in 0..<shape.outputWidth {
      let source = gradient + column &* channels &* 32
      let target = transposed + column &* padded &* 32
      var channel = 0
      while channel &+ 16 <= channels {
        transposeTile(source + channel &* 32, 32, target + channel, padded)
        transposeTile(source + (channel &* 32 &+ 16), 32, target + (channel &+ 16 &* padded), padded)
        channel &+= 16
      }
      while channel < padded {
        for image in 0..<32 {
          target[image &* padded &+ channel] = channel < channels ? source[channel &* 32 &+ image] : 0
        }
        channel &+= 1
      }
    }
  }
}
