#if KERNELS_FOR_X86_64_V3
  import Kernels

  // Sixteen registers hold few sums, so a tile is soon done. It therefore goes on to the next pixel that sums over the same
  // taps, and only where there is none are the taps looked at again.
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
      let longest = TileLimits.pixels(taps: shape.weightRows)
      sums?.clear(channels)
      for row in 0..<shape.outputHeight {
        let kernelRows = ConvolutionShape.taps(
          output: row, stride: shape.stride, padding: shape.paddingHeight, kernel: shape.kernelHeight,
          input: shape.inputHeight)
        let inputRow = row &* shape.stride &- shape.paddingHeight &+ kernelRows.lowerBound
        var column = 0
        while column < shape.outputWidth {
          let kernelColumns = shape.tapsInside(column: column)
          let first = column
          repeat {
            column &+= 1
          } while column < shape.outputWidth && column &- first < longest
            && shape.tapsInside(column: column) == kernelColumns
          let inputColumn = first &* shape.stride &- shape.paddingWidth &+ kernelColumns.lowerBound
          let firstTap = kernelRows.lowerBound &* shape.kernelWidth &+ kernelColumns.lowerBound
          let walk = TapWalk(
            rows: kernelRows.count, rowStep: shape.inputWidth &* inputChannels &* 32,
            weightRowStep: shape.kernelWidth &* inputChannels &* outputChannels, columns: 1, columnStep: 0,
            weightColumnStep: 0, run: kernelColumns.count &* inputChannels, weightTapStep: outputChannels,
            weightChannelStep: 1)
          let pixels = PixelWalk(
            count: column &- first, inputStep: shape.stride &* inputChannels &* 32, outputStep: step)
          tapRuns(
            walk, pixels, channels: channels,
            input: input + (inputRow &* shape.inputWidth &+ inputColumn) &* inputChannels &* 32,
            weights: weights + firstTap &* inputChannels &* outputChannels, bias: bias, output: target)
          target += pixels.count &* step
          waiting &+= pixels.count
          if waiting >= most {
            sums?.add(target + (0 &- waiting &* step), count: waiting, channels)
            waiting = 0
          }
        }
      }
      sums?.add(target + (0 &- waiting &* step), count: waiting, channels)
    }

    static func inputGradientBlock(
      _ shape: ConvolutionShape, channels: Range<Int>, outputGradient: Cursor, weights: Cursor, inputGradient: Cursor,
      sums: BackwardAccumulator?
    ) {
      let step = shape.inputChannels &* 32
      var pixel = 0
      let longest = TileLimits.pixels(taps: shape.outputChannels)
      sums?.clear(channels)
      var rows = Reach(
        stride: shape.stride, padding: shape.paddingHeight, kernel: shape.kernelHeight, outputs: shape.outputHeight)
      for _ in 0..<shape.inputHeight {
        rows.next()
        var column = 0
        var start = Strides(shape)
        while column < shape.inputWidth {
          let count = min(shape.inputWidth &- column, longest &* shape.stride)
          inputGradientRun(
            shape, rows, start, count: count, channels: channels, outputGradient: outputGradient, weights: weights,
            inputGradient: inputGradient + pixel)
          if let sums { addSums(sums, inputGradient, count: count, at: pixel, step: step, channels) }
          pixel &+= count &* step
          column &+= count
          start.quotient &+= longest
        }
      }
    }

    /// A few pixels at a time: what is stopped is read again, and pixels of many channels push each other out of the cache.
    @inline(__always)
    private static func addSums(
      _ sums: BackwardAccumulator, _ gradients: Cursor, count: Int, at place: Int, step: Int, _ channels: Range<Int>
    ) {
      var done = 0
      while done < count {
        let few = min(TileLimits.summedPixels, count &- done)
        let first = place &+ done &* step
        sums.stopAndAdd(gradients + first, count: few, at: first, channels)
        done &+= few
      }
    }

    /// `count` inputs of one row, beginning at `start`, the first of which is at `inputGradient`. Those a stride apart have the
    /// same taps, but for the ends of a row.
    private static func inputGradientRun(
      _ shape: ConvolutionShape, _ rows: Reach, _ start: Strides, count: Int, channels: Range<Int>,
      outputGradient: Cursor, weights: Cursor, inputGradient: Cursor
    ) {
      let inputChannels = shape.inputChannels
      let outputChannels = shape.outputChannels
      let tapWeights = inputChannels &* outputChannels
      var phase = start
      for begin in 0..<min(shape.stride, count) {
        var place = phase
        var column = begin
        while column < count {
          let taps = place.taps
          let first = column
          var alike = 0
          repeat {
            alike &+= 1
            column &+= shape.stride
            place.quotient &+= 1
          } while column < count && taps.areAll && place.quotient < shape.outputWidth
          // A tap further along the kernel reaches an output further back, hence the negative steps.
          let walk = TapWalk(
            rows: rows.count, rowStep: 0 &- shape.outputWidth &* outputChannels &* 32,
            weightRowStep: shape.stride &* shape.kernelWidth &* tapWeights, columns: taps.count,
            columnStep: 0 &- outputChannels &* 32, weightColumnStep: shape.stride &* tapWeights, run: outputChannels,
            weightTapStep: 1, weightChannelStep: outputChannels)
          let pixels = PixelWalk(
            count: alike, inputStep: outputChannels &* 32, outputStep: shape.stride &* inputChannels &* 32)
          tapRuns(
            walk, pixels, channels: channels,
            input: outputGradient + (rows.output &* shape.outputWidth &+ taps.output) &* outputChannels &* 32,
            weights: weights + (rows.tap &* shape.kernelWidth &+ taps.tap) &* tapWeights, bias: nil,
            output: inputGradient + first &* inputChannels &* 32)
        }
        phase.next()
      }
    }

    /// The channels of a linear layer for all blocks. Taps come in pieces that stay in the nearest cache while all channels
    /// and blocks go through them; the sums wait at the outputs.
    static func connectedRuns(
      _ walk: TapWalk, channels: Range<Int>, blocks: Int, input: Cursor, inputStep: Int, weights: Cursor, bias: Cursor?,
      output: Cursor, outputStep: Int
    ) {
      let pieces = (walk.run &+ TileLimits.connectedTaps &- 1) / TileLimits.connectedTaps
      for piece in 0..<pieces {
        let first = walk.run &* piece / pieces
        var part = walk
        part.run = walk.run &* (piece &+ 1) / pieces &- first
        let longest = TileLimits.pixels(taps: part.run)
        for block in stride(from: 0, to: blocks, by: longest) {
          let pixels = PixelWalk(
            count: min(longest, blocks &- block), inputStep: inputStep, outputStep: outputStep, goesOn: piece > 0)
          tapRuns(
            part, pixels, channels: channels, input: input + (block &* inputStep &+ first &* 32),
            weights: weights + first &* walk.weightTapStep, bias: piece == pieces &- 1 ? bias : nil,
            output: output + block &* outputStep)
        }
      }
    }

    /// The channels of some pixels: four at a time, half a block after the other; what is left over for whole blocks.
    @inline(__always)
    static func tapRuns(
      _ walk: TapWalk, _ pixels: PixelWalk, channels: Range<Int>, input: Cursor, weights: Cursor, bias: Cursor?,
      output: Cursor
    ) {
      let whole = TileLimits.channelsByFour(channels.count)
      let rest = channels.lowerBound &+ whole
      for half in 0..<2 {
        var channel = channels.lowerBound
        while channel < rest {
          tapRun4x16(
            walk, pixels, input + 16 &* half, weights + channel &* walk.weightChannelStep, bias.map { $0 + channel },
            output + (channel &* 32 &+ 16 &* half))
          channel &+= 4
        }
      }
      var channel = rest
      while channel < channels.upperBound {
        let weight = weights + channel &* walk.weightChannelStep
        let shift = bias.map { $0 + channel }
        let target = output + channel &* 32
        switch channels.upperBound &- channel {
        case 3, 5...:
          tapRun3x32(walk, pixels, input, weight, shift, target)
          channel &+= 3
        case 2, 4:
          tapRun2x32(walk, pixels, input, weight, shift, target)
          channel &+= 2
        default:
          tapRun1x32(walk, pixels, input, weight, shift, target)
          channel &+= 1
        }
      }
    }
  }

  /// An input's place in its padded row, by the stride.
  private struct Strides {
    var quotient: Int
    private(set) var remainder: Int

    private let stride: Int
    private let outputs: Int
    /// Taps that an input has, one less: of a tap up to `excess`, and of a larger one.
    private let most: Int
    private let excess: Int

    /// Of a row's first input.
    init(_ shape: ConvolutionShape) {
      stride = shape.stride
      outputs = shape.outputWidth
      most = (shape.kernelWidth &- 1) / stride
      excess = (shape.kernelWidth &- 1) % stride
      quotient = shape.paddingWidth / stride
      remainder = shape.paddingWidth % stride
    }

    /// Goes on to the next input; `quotient` alone, by one, to the one a stride away.
    mutating func next() {
      remainder &+= 1
      if remainder == stride {
        remainder = 0
        quotient &+= 1
      }
    }

    /// As in `Reach`; and whether no tap is missing, so that an input a stride away has the same ones as long as its
    /// quotient is an output.
    var taps: (tap: Int, count: Int, output: Int, areAll: Bool) {
      let skipped = max(0, quotient &- (outputs &- 1))
      let last = remainder <= excess ? most : most &- 1
      let output = quotient &- skipped
      let count = max(0, min(last &- skipped, output) &+ 1)
      return (remainder &+ skipped &* stride, count, output, skipped == 0 && count == last &+ 1)
    }
  }
#endif
