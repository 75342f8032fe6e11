import Kernels
import Testing

@Suite struct ConvolutionTests {
  /// Odd shapes: every remainder of the tiles, strides that leave input unread, kernels wider than the image, windows all
  /// but in the padding, linear layers.
  static let shapes: [ConvolutionShape] = [
    shape(9, 9, 1, 8, 5, 5, stride: 2, padding: 2),
    shape(7, 7, 8, 16, 3, 3, stride: 2, padding: 1),
    shape(4, 5, 16, 33, 3, 3, stride: 2, padding: 1),
    shape(5, 4, 3, 20, 3, 2, stride: 1, padding: 1),
    shape(6, 7, 2, 11, 4, 3, stride: 3, padding: 0),
    shape(1, 1, 5, 3, 5, 5, stride: 1, padding: 2),
    shape(1, 3, 1, 17, 3, 7, stride: 1, padding: 2),
    shape(5, 5, 13, 7, 1, 1, stride: 2, padding: 0),
    shape(3, 3, 1, 32, 3, 3, stride: 1, padding: 1),
    shape(8, 2, 4, 1, 7, 2, stride: 4, padding: 1),
    shape(2, 2, 9, 3, 2, 2, stride: 1, padding: 0),
    shape(2, 2, 14, 48, 2, 2, stride: 1, padding: 0),
    shape(3, 1, 11, 50, 3, 1, stride: 1, padding: 0),
    shape(6, 6, 5, 20, 3, 3, stride: 1, padding: 1),
    shape(6, 5, 1, 40, 5, 5, stride: 1, padding: 0),
    shape(7, 8, 7, 64, 3, 5, stride: 2, padding: 1),
    // So many taps, or rows so long, that they come in pieces.
    shape(3, 3, 33, 21, 3, 3, stride: 1, padding: 0),
    shape(2, 40, 2, 66, 2, 4, stride: 3, padding: 1),
    shape(3, 14, 24, 5, 3, 3, stride: 1, padding: 1),
  ]

  private static func shape(
    _ height: Int, _ width: Int, _ channels: Int, _ outputs: Int, _ kernelHeight: Int, _ kernelWidth: Int,
    stride: Int, padding: Int
  ) -> ConvolutionShape {
    ConvolutionShape(
      inputHeight: height, inputWidth: width, inputChannels: channels, outputChannels: outputs,
      kernelHeight: kernelHeight, kernelWidth: kernelWidth, stride: stride, paddingHeight: padding,
      paddingWidth: min(padding, kernelWidth - 1))
  }

  @Test(arguments: shapes, [1, 31, 33, 64, 100])
  func forwardHasThePlainTwinsBits(shape: ConvolutionShape, images: Int) {
    for schedule in Schedule.all {
      let arena = Arena.roomy()
      let blocks = Layout.blocks(images: images)
      let plain = PlainConvolution(shape: shape, blocks: blocks)
      let x = plainActivations(images: images, perImage: shape.inputCount / 32, salt: 1)
      let w = plainValues(shape.weightCount, salt: 2)
      let bias = plainValues(shape.outputChannels, salt: 3)
      for bias in [nil, bias] {
        let output = arena.takeDirty(blocks * shape.outputCount)
        let data = arena.take(x)
        let factors = arena.take(w)
        let shift = bias.map(arena.take)
        schedule.run {
          $0.convolutionForward(
            shape, input: data, weights: factors, bias: shift, output: output, blocks: blocks, sums: nil, share: $1)
        }
        #expect(bits(output.values) == bits(plain.forward(x, w, bias: bias)), "\(schedule)")
      }
    }
  }

  @Test(arguments: shapes, [1, 31, 33, 64, 100])
  func inputGradientHasThePlainTwinsBits(shape: ConvolutionShape, images: Int) {
    for schedule in Schedule.all {
      let arena = Arena.roomy()
      let blocks = Layout.blocks(images: images)
      let d = plainActivations(images: images, perImage: shape.outputCount / 32, salt: 4)
      let w = plainValues(shape.weightCount, salt: 5)
      let gradient = arena.takeDirty(blocks * shape.inputCount)
      let incoming = arena.take(d)
      let factors = arena.take(w)
      schedule.run {
        $0.convolutionInputGradient(
          shape, outputGradient: incoming, weights: factors, inputGradient: gradient, blocks: blocks, sums: nil,
          share: $1)
      }
      #expect(
        bits(gradient.values) == bits(PlainConvolution(shape: shape, blocks: blocks).inputGradient(d, w)), "\(schedule)"
      )
    }
  }

  @Test(arguments: shapes, [1, 31, 33, 64, 100])
  func weightGradientHasThePlainTwinsBits(shape: ConvolutionShape, images: Int) {
    for schedule in Schedule.all {
      let arena = Arena.roomy()
      let blocks = Layout.blocks(images: images)
      let x = plainActivations(images: images, perImage: shape.inputCount / 32, salt: 6)
      let d = plainActivations(images: images, perImage: shape.outputCount / 32, salt: 7)
      let gradient = arena.takeDirty(shape.weightCount)
      let data = arena.take(x)
      let incoming = arena.take(d)
      let room = arena.takeDirty(shape.weightGradientScratch(blocks: blocks, workers: 3))
      schedule.run {
        $0.convolutionWeightGradient(
          shape, input: data, outputGradient: incoming, weightGradient: gradient,
          scratch: room, blocks: blocks, share: $1)
      }
      #expect(
        bits(gradient.values) == bits(PlainConvolution(shape: shape, blocks: blocks).weightGradient(x, d)),
        "\(schedule)")
    }
  }

  @Test(arguments: shapes, [1, 64, 100, 128])
  func bothGradientsTogetherHaveThePlainTwinsBits(shape: ConvolutionShape, images: Int) {
    let blocks = Layout.blocks(images: images)
    let plain = PlainConvolution(shape: shape, blocks: blocks)
    let x = plainActivations(images: images, perImage: shape.inputCount / 32, salt: 6)
    let d = plainActivations(images: images, perImage: shape.outputCount / 32, salt: 7)
    let w = plainValues(shape.weightCount, salt: 8)
    let (weightBits, inputBits) = (bits(plain.weightGradient(x, d)), bits(plain.inputGradient(d, w)))
    for schedule in Schedule.all {
      for wantsInput in [true, false] {
        let arena = Arena.roomy()
        let gradient = arena.takeDirty(shape.weightCount)
        let back = arena.takeDirty(blocks * shape.inputCount)
        let (data, incoming, factors) = (arena.take(x), arena.take(d), arena.take(w))
        let room = arena.takeDirty(shape.weightGradientScratch(blocks: blocks, workers: 3))
        schedule.run {
          $0.convolutionBackward(
            shape, input: data, outputGradient: incoming, weights: factors, weightGradient: gradient,
            inputGradient: wantsInput ? back : nil, scratch: room, blocks: blocks, sums: nil, share: $1)
        }
        #expect(bits(gradient.values) == weightBits, "\(schedule)")
        if wantsInput { #expect(bits(back.values) == inputBits, "\(schedule)") }
      }
    }
  }

  /// What a convolution gathers for the batch normalisation behind or before it is what that would have gathered itself.
  @Test(arguments: shapes, [1, 33, 64])
  func sumsGatheredOnTheWayHaveTheBitsOfSumsGatheredAfterwards(shape: ConvolutionShape, images: Int) {
    let blocks = Layout.blocks(images: images)
    let x = plainActivations(images: images, perImage: shape.inputCount / 32, salt: 1)
    let w = plainValues(shape.weightCount, salt: 2)
    let d = plainActivations(images: images, perImage: shape.outputCount / 32, salt: 3)
    let behind = ChannelShape(pixels: shape.outputHeight * shape.outputWidth, channels: shape.outputChannels)
    let before = ChannelShape(pixels: shape.inputHeight * shape.inputWidth, channels: shape.inputChannels)
    let plain = PlainConvolution(shape: shape, blocks: blocks)
    let expected = normalized(behind, images, plain.forward(x, w, bias: nil), plain.outputGradientOf(behind, images))
    let gradient = plain.inputGradient(d, w)
    let expectedBefore = normalized(before, images, x, gradient)
    for schedule in Schedule.all {
      let arena = Arena.roomy()
      let own = Normalization(behind, images, arena)
      let (input, weights, output) = (arena.take(x), arena.take(w), arena.takeDirty(blocks * shape.outputCount))
      let sums = ForwardSums(center: own.parameters.runningMean, scratch: own.scratch, images: images)
      schedule.run {
        $0.convolutionForward(
          shape, input: input, weights: weights, bias: nil, output: output, blocks: blocks, sums: sums, share: $1)
      }
      own.forward(output, hasSums: true, schedule)
      #expect(bits(own.output.values) == expected.output, "\(schedule)")

      let other = Normalization(before, images, arena)
      other.forward(input, hasSums: false, schedule)
      let (incoming, back) = (arena.take(d), arena.takeDirty(blocks * shape.inputCount))
      let link = BackwardSums(input: input, shift: other.parameters.bias, rectifies: true, scratch: other.scratch)
      schedule.run {
        $0.convolutionInputGradient(
          shape, outputGradient: incoming, weights: weights, inputGradient: back, blocks: blocks, sums: link, share: $1)
      }
      other.backward(input, back, hasSums: true, schedule)
      #expect(bits(other.gradient.values) == expectedBefore.gradient, "\(schedule)")
      #expect(bits(other.slopes.values) == expectedBefore.slopes, "\(schedule)")
    }
  }

  /// The bits of a batch normalisation that gathers its own sums.
  private func normalized(
    _ shape: ChannelShape, _ images: Int, _ x: [Float], _ d: [Float]
  ) -> (output: [UInt32], gradient: [UInt32], slopes: [UInt32]) {
    let (arena, schedule) = (Arena.roomy(), Schedule.all[0])
    let own = Normalization(shape, images, arena)
    let (input, incoming) = (arena.take(x), arena.take(d))
    own.forward(input, hasSums: false, schedule)
    own.backward(input, incoming, hasSums: false, schedule)
    return (bits(own.output.values), bits(own.gradient.values), bits(own.slopes.values))
  }
}

extension PlainConvolution {
  /// Some gradient of the right size.
  fileprivate func outputGradientOf(_ shape: ChannelShape, _ images: Int) -> [Float] {
    plainActivations(images: images, perImage: shape.count / 32, salt: 8)
  }
}

/// A batch normalisation with a ReLU, and all it needs.
private struct Normalization {
  let shape: ChannelShape
  let images: Int
  let parameters: BatchNormalization.Parameters
  let scratch: FloatRegion
  let output: FloatRegion
  let gradient: FloatRegion
  let slopes: FloatRegion
  let shifts: FloatRegion

  init(_ shape: ChannelShape, _ images: Int, _ arena: Arena) {
    self.shape = shape
    self.images = images
    let blocks = Layout.blocks(images: images)
    parameters = BatchNormalization.Parameters(
      weight: arena.take(plainValues(shape.channels, salt: 21)),
      bias: arena.take(plainValues(shape.channels, salt: 22)),
      runningMean: arena.take(plainValues(shape.channels, salt: 23)),
      runningVariance: arena.take(plainValues(shape.channels, salt: 24)), epsilon: 1e-5, momentum: 0.1)
    scratch = arena.takeDirty(BatchNormalization.scratchCount(shape, blocks: blocks))
    output = arena.takeDirty(blocks * shape.count)
    gradient = arena.takeDirty(blocks * shape.count)
    slopes = arena.takeDirty(shape.channels)
    shifts = arena.takeDirty(shape.channels)
  }

  func forward(_ input: FloatRegion, hasSums: Bool, _ schedule: Schedule) {
    schedule.run {
      $0.normalizationForward(
        shape, parameters, input: input, output: output, rectifies: true, scratch: scratch, images: images,
        hasSums: hasSums, share: $1)
    }
  }

  func backward(_ input: FloatRegion, _ incoming: FloatRegion, hasSums: Bool, _ schedule: Schedule) {
    schedule.run {
      $0.normalizationBackward(
        shape, parameters, input: input, rectifies: true, outputGradient: incoming,
        inputGradient: gradient, weightGradient: slopes, biasGradient: shifts, scratch: scratch, images: images,
        hasSums: hasSums, share: $1)
    }
  }
}
