import Kernels
import Testing

@Suite struct ElementwiseTests {
  @Test func reluCutsBelowZeroAndItsGradientIsZeroAtZero() {
    for schedule in Schedule.all {
      let arena = Arena.roomy()
      let x: [Float] = [-1, -0.0, 0, 2, .nan, .infinity, -.infinity, 1e-30] + [Float](repeating: 1, count: 8)
      let (output, gradient) = (arena.takeDirty(16), arena.takeDirty(16))
      let data = arena.take(x)
      schedule.run { $0.relu(input: data, output: output, count: 16, share: $1) }
      #expect(bits(output.values) == bits(x.map { $0 < 0 ? 0 : $0 }), "\(schedule)")
      let d = plainValues(16, salt: 1)
      let incoming = arena.take(d)
      schedule.run {
        $0.reluGradient(output: output, outputGradient: incoming, inputGradient: gradient, count: 16, share: $1)
      }
      #expect(bits(gradient.values) == bits(zip(d, x).map { $1 <= 0 ? 0 : $0 }), "\(schedule)")
    }
  }

  @Test(arguments: [true, false], [1, 33, 64])
  func preluHasThePlainTwinsBits(isShared: Bool, images: Int) {
    for schedule in Schedule.all {
      let arena = Arena.roomy()
      let shape = ChannelShape(pixels: 5, channels: 3)
      let blocks = Layout.blocks(images: images)
      let x = plainActivations(images: images, perImage: 15, salt: 1)
      let d = plainActivations(images: images, perImage: 15, salt: 2)
      let slopes: [Float] = isShared ? [0.25] : [0.25, -0.5, 0.1]
      let slope = { (index: Int) in slopes[isShared ? 0 : index / 32 % 3] }
      var totals: [Float] = [0, 0, 0]
      for channel in 0..<3 {
        for block in 0..<blocks {
          totals[channel] += plainFold(
            (0..<16).map { lane in
              (0..<5).reduce(Float(0)) { sum, pixel in
                let first = ((block * 5 + pixel) * 3 + channel) * 32 + lane
                let parts = [first, first + 16].map { x[$0] > 0 ? 0 : d[$0] * x[$0] }
                return sum + (parts[0] + parts[1])
              }
            })
        }
      }
      let expected = isShared ? [totals.reduce(0, +)] : totals
      let (input, weights) = (arena.take(x), arena.take(slopes))
      let (output, dx, dSlopes) = (
        arena.takeDirty(x.count), arena.takeDirty(x.count), arena.takeDirty(slopes.count)
      )
      schedule.run {
        $0.parametricForward(shape, input: input, slopes: weights, output: output, blocks: blocks, share: $1)
      }
      let incoming = arena.take(d)
      let room = arena.takeDirty(shape.slopeScratch)
      schedule.run {
        $0.parametricBackward(
          shape, input: input, slopes: weights, outputGradient: incoming, inputGradient: dx, slopeGradients: dSlopes,
          scratch: room, blocks: blocks, share: $1)
      }
      #expect(bits(output.values) == bits(x.indices.map { x[$0] > 0 ? x[$0] : x[$0] * slope($0) }), "\(schedule)")
      #expect(bits(dx.values) == bits(x.indices.map { x[$0] > 0 ? d[$0] : d[$0] * slope($0) }), "\(schedule)")
      #expect(bits(dSlopes.values) == bits(expected), "\(schedule)")
    }
  }

  @Test(arguments: [1, 31, 33, 64, 100])
  func channelSumsHaveThePlainTwinsBits(images: Int) {
    for schedule in Schedule.all {
      let arena = Arena.roomy()
      let shape = ChannelShape(pixels: 7, channels: 3)
      let blocks = Layout.blocks(images: images)
      let x = plainActivations(images: images, perImage: 21, salt: 1)
      let expected = (0..<3).map { channel in
        (0..<blocks).reduce(Float(0)) { total, block in
          total
            + plainFold(
              (0..<16).map { lane in
                (0..<7).reduce(Float(0)) { sum, pixel in
                  let first = ((block * 7 + pixel) * 3 + channel) * 32 + lane
                  return sum + (x[first] + x[first + 16])
                }
              })
        }
      }
      let sums = arena.takeDirty(3)
      let values = arena.take(x)
      let room = arena.takeDirty(shape.sumsScratch)
      schedule.run {
        $0.channelSums(
          shape, values, into: sums, scratch: room, blocks: blocks, share: $1)
      }
      #expect(bits(sums.values) == bits(expected), "\(schedule)")
    }
  }

  @Test(arguments: [1, 15, 16, 49, 784], [1, 31, 33, 64, 100])
  func gatheringTransposesAndStandardises(pixels: Int, images: Int) {
    for schedule in Schedule.all {
      let arena = Arena.roomy()
      let blocks = Layout.blocks(images: images)
      let bytes = (0..<120 * pixels).map { UInt8(truncatingIfNeeded: $0 &* 167 ^ $0 >> 5) }
      let indices = (0..<images).map { Int32($0 * 37 % 120) }
      let input = arena.takeDirty(blocks * pixels * 32)
      let scratch = arena.takeDirty(ImageGather.scratchCount(pixels: pixels, workers: 3))
      schedule.run {
        $0.gather(
          bytes, pixels: pixels, indices: indices[...], scale: 0.0127, offset: -0.424, into: input, scratch: scratch,
          share: $1)
      }
      var expected = [Float](repeating: 0, count: input.count)
      for (image, index) in indices.enumerated() {
        for pixel in 0..<pixels {
          let place = ((image / 32) * pixels + pixel) * 32 + image % 32
          expected[place] = plainFMA(Float(bytes[Int(index) * pixels + pixel]), 0.0127, -0.424)
        }
      }
      #expect(bits(input.values) == bits(expected), "\(schedule)")
      var rows: [Float] = []
      for image in 0..<images { ImageGather.appendRow(image, of: input, count: pixels, to: &rows) }
      let again = arena.takeDirty(input.count)
      schedule.run { $0.gather(rows, pixels: pixels, count: images, into: again, scratch: scratch, share: $1) }
      #expect(bits(again.values) == bits(expected), "\(schedule)")
    }
  }

  @Test func theLargestIsTheFirstOfEqualsAndNeverNaN() {
    let arena = Arena.roomy()
    let region = arena.take(4 * 32)
    for (index, value) in [Float.nan, 2, 3, 3].enumerated() { region[index * 32] = value }
    #expect(ImageGather.largest(0, of: region, count: 4) == 2)
    #expect(ImageGather.largest(1, of: region, count: 4) == 0)
  }
}
