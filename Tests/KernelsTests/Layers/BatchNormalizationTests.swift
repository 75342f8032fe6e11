import Kernels
import Testing

@Suite struct BatchNormalizationTests {
  static let shapes = [
    ChannelShape(pixels: 1, channels: 1), ChannelShape(pixels: 9, channels: 5), ChannelShape(pixels: 6, channels: 17),
  ]

  private struct Setup {
    let arena = Arena.roomy()
    var plain: PlainBatchNormalization
    let parameters: BatchNormalization.Parameters
    let x: [Float]
    let scratch: FloatRegion

    init(_ shape: ChannelShape, images: Int, rectifies: Bool) {
      let channels = shape.channels
      plain = PlainBatchNormalization(
        shape: shape, images: images, rectifies: rectifies, weight: plainValues(channels, salt: 1),
        bias: plainValues(channels, salt: 2), runningMean: plainValues(channels, salt: 3),
        runningVariance: plainValues(channels, salt: 4).map { abs($0) + 0.1 })
      parameters = BatchNormalization.Parameters(
        weight: arena.take(plain.weight), bias: arena.take(plain.bias), runningMean: arena.take(plain.runningMean),
        runningVariance: arena.take(plain.runningVariance), epsilon: 1e-5, momentum: 0.1)
      x = plainActivations(images: images, perImage: shape.count / 32, salt: 5).map { $0 + 0.5 }
      scratch = arena.takeDirty(
        BatchNormalization.scratchCount(shape, blocks: Layout.blocks(images: images)))
    }
  }

  @Test(arguments: shapes, [1, 31, 33, 64, 100])
  func forwardAndRunningStatisticsHaveThePlainTwinsBits(shape: ChannelShape, images: Int) {
    for schedule in Schedule.all {
      for rectifies in [false, true] {
        var setup = Setup(shape, images: images, rectifies: rectifies)
        let output = setup.arena.takeDirty(setup.x.count)
        let data = setup.arena.take(setup.x)
        schedule.run {
          $0.normalizationForward(
            shape, setup.parameters, input: data, output: output, rectifies: rectifies,
            scratch: setup.scratch, images: images, hasSums: false, share: $1)
        }
        #expect(bits(output.values) == bits(setup.plain.forward(setup.x)), "\(schedule)")
        #expect(bits(setup.parameters.runningMean.values) == bits(setup.plain.runningMean), "\(schedule)")
        #expect(bits(setup.parameters.runningVariance.values) == bits(setup.plain.runningVariance), "\(schedule)")
      }
    }
  }

  @Test(arguments: shapes, [1, 33])
  func evaluationHasThePlainTwinsBits(shape: ChannelShape, images: Int) {
    for schedule in Schedule.all {
      let setup = Setup(shape, images: images, rectifies: true)
      let output = setup.arena.takeDirty(setup.x.count)
      let data = setup.arena.take(setup.x)
      schedule.run {
        $0.normalizationEvaluate(
          shape, setup.parameters, input: data, output: output, rectifies: true,
          scratch: setup.scratch, blocks: Layout.blocks(images: images), share: $1)
      }
      #expect(bits(output.values) == bits(setup.plain.evaluate(setup.x)), "\(schedule)")
    }
  }

  @Test(arguments: shapes, [1, 31, 33, 64, 100])
  func backwardHasThePlainTwinsBits(shape: ChannelShape, images: Int) {
    for schedule in Schedule.all {
      for rectifies in [false, true] {
        var setup = Setup(shape, images: images, rectifies: rectifies)
        let arena = setup.arena
        let input = arena.take(setup.x)
        let output = arena.takeDirty(setup.x.count)
        schedule.run {
          $0.normalizationForward(
            shape, setup.parameters, input: input, output: output, rectifies: rectifies, scratch: setup.scratch,
            images: images, hasSums: false, share: $1)
        }
        let d = plainActivations(images: images, perImage: shape.count / 32, salt: 9)
        let gradients = (
          input: arena.takeDirty(d.count), weight: arena.takeDirty(shape.channels),
          bias: arena.takeDirty(shape.channels)
        )
        let incoming = arena.take(d)
        schedule.run {
          $0.normalizationBackward(
            shape, setup.parameters, input: input, rectifies: rectifies, outputGradient: incoming,
            inputGradient: gradients.input, weightGradient: gradients.weight, biasGradient: gradients.bias,
            scratch: setup.scratch, images: images, hasSums: false, share: $1)
        }
        let y = setup.plain.forward(setup.x)
        let expected = setup.plain.backward(setup.x, y, d)
        #expect(bits(gradients.weight.values) == bits(expected.weight), "\(schedule)")
        #expect(bits(gradients.bias.values) == bits(expected.bias), "\(schedule)")
        #expect(bits(gradients.input.values) == bits(expected.input), "\(schedule)")
      }
    }
  }

  /// 10⁴ + noise of variance 1 would lose its variance to cancellation in a sum of plain squares.
  @Test func aLargeMeanDoesNotCostTheVarianceOnceTheRunningMeanKnowsIt() {
    for schedule in Schedule.all {
      let shape = ChannelShape(pixels: 4, channels: 1)
      let setup = Setup(shape, images: 32, rectifies: false)
      let noise = plainValues(128, salt: 11)
      let variance = { (values: [Double]) -> Double in
        let mean = values.reduce(0, +) / Double(values.count)
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
      }(noise.map { Double(Float(10_000) + $0) })
      setup.parameters.runningMean.fill(9_999)
      setup.parameters.weight.fill(1)
      setup.parameters.bias.fill(0)
      let output = setup.arena.takeDirty(128)
      let data = setup.arena.take(noise.map { 10_000 + $0 })
      schedule.run {
        $0.normalizationForward(
          shape, setup.parameters, input: data, output: output, rectifies: false,
          scratch: setup.scratch, images: 32, hasSums: false, share: $1)
      }
      let measured = 1 / Double(setup.scratch[1] * setup.scratch[1])
      #expect(abs(measured / (variance + 1e-5) - 1) < 1e-4)
    }
  }
}
