#if !KERNELS_FOR_X86_64_V3
  import Kernels

  // Pixel after pixel: where the registers hold so many sums that a tile of one pixel is a good while's work.
  extension Loops {
    static func forwardBlock(
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

    static func inputGradientBlock(
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
  }
#endif
