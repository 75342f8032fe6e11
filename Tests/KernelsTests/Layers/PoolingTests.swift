import Kernels
import Testing

@Suite struct PoolingTests {
  static let shapes = [
    PoolingShape(inputHeight: 6, inputWidth: 6, channels: 3, height: 2, width: 2, stride: 2),
    PoolingShape(inputHeight: 5, inputWidth: 7, channels: 2, height: 2, width: 2, stride: 2),
    PoolingShape(inputHeight: 7, inputWidth: 5, channels: 2, height: 3, width: 3, stride: 2, padding: 1),
    PoolingShape(inputHeight: 5, inputWidth: 8, channels: 1, height: 3, width: 2, stride: 1),
    PoolingShape(inputHeight: 1, inputWidth: 1, channels: 4, height: 2, width: 2, stride: 3, padding: 1),
  ]

  /// Inputs under each output of one image: (output index, input indices in order), both without the image.
  private func windows(_ shape: PoolingShape) -> [(output: Int, inputs: [Int])] {
    var all: [(Int, [Int])] = []
    for row in 0..<shape.outputHeight {
      for column in 0..<shape.outputWidth {
        for channel in 0..<shape.channels {
          var inputs: [Int] = []
          for kh in 0..<shape.height {
            for kw in 0..<shape.width {
              let (ih, iw) = (row * shape.stride - shape.padding + kh, column * shape.stride - shape.padding + kw)
              guard (0..<shape.inputHeight).contains(ih), (0..<shape.inputWidth).contains(iw) else { continue }
              inputs.append((ih * shape.inputWidth + iw) * shape.channels + channel)
            }
          }
          all.append(((row * shape.outputWidth + column) * shape.channels + channel, inputs))
        }
      }
    }
    return all
  }

  /// Runs `body(output place, input places)` for every output of every image.
  private func forEach(_ shape: PoolingShape, blocks: Int, _ body: (Int, [Int]) -> Void) {
    for block in 0..<blocks {
      for window in windows(shape) {
        for image in 0..<32 {
          body(
            block * shape.outputCount + window.output * 32 + image,
            window.inputs.map { block * shape.inputCount + $0 * 32 + image })
        }
      }
    }
  }

  @Test(arguments: shapes, [1, 33, 64])
  func maximumAndItsGradientHaveThePlainTwinsBits(shape: PoolingShape, images: Int) {
    for schedule in Schedule.all {
      let arena = Arena.roomy()
      let blocks = Layout.blocks(images: images)
      // A coarse grid, so that windows have ties.
      let x = plainActivations(images: images, perImage: shape.inputCount / 32, salt: 1).map { ($0 * 4).rounded() }
      let d = plainActivations(images: images, perImage: shape.outputCount / 32, salt: 2)
      var y = [Float](repeating: 0, count: d.count)
      var dx = [Float](repeating: 0, count: x.count)
      forEach(shape, blocks: blocks) { output, inputs in
        var best = inputs[0]
        for input in inputs where x[input] > x[best] { best = input }
        y[output] = x[best]
        for input in inputs { dx[input] += input == best ? d[output] : 0 }
      }
      let (input, output, gradient) = (arena.take(x), arena.takeDirty(d.count), arena.takeDirty(x.count))
      schedule.run { $0.poolMaximum(shape, input: input, output: output, blocks: blocks, share: $1) }
      let incoming = arena.take(d)
      schedule.run {
        $0.poolMaximumGradient(
          shape, input: input, output: output, outputGradient: incoming, inputGradient: gradient, blocks: blocks,
          share: $1)
      }
      #expect(bits(output.values) == bits(y), "\(schedule)")
      #expect(bits(gradient.values) == bits(dx), "\(schedule)")
    }
  }

  @Test(arguments: shapes, [1, 33, 64])
  func averageAndItsGradientHaveThePlainTwinsBits(shape: PoolingShape, images: Int) {
    for schedule in Schedule.all {
      let arena = Arena.roomy()
      let blocks = Layout.blocks(images: images)
      let x = plainActivations(images: images, perImage: shape.inputCount / 32, salt: 3)
      let d = plainActivations(images: images, perImage: shape.outputCount / 32, salt: 4)
      var y = [Float](repeating: 0, count: d.count)
      var dx = [Float](repeating: 0, count: x.count)
      let factor = 1 / Float(shape.height * shape.width)
      forEach(shape, blocks: blocks) { output, inputs in
        y[output] = inputs.reduce(0) { $0 + x[$1] } * factor
        for input in inputs { dx[input] += d[output] * factor }
      }
      let (output, gradient) = (arena.takeDirty(d.count), arena.takeDirty(x.count))
      let data = arena.take(x)
      schedule.run { $0.poolAverage(shape, input: data, output: output, blocks: blocks, share: $1) }
      let incoming = arena.take(d)
      schedule.run {
        $0.poolAverageGradient(shape, outputGradient: incoming, inputGradient: gradient, blocks: blocks, share: $1)
      }
      #expect(bits(output.values) == bits(y), "\(schedule)")
      #expect(bits(gradient.values) == bits(dx), "\(schedule)")
    }
  }

  @Test func aNaNWinsTheMaximum() {
    for schedule in Schedule.all {
      let arena = Arena.roomy()
      let shape = PoolingTests.shapes[0]
      var x = plainActivations(images: 32, perImage: shape.inputCount / 32, salt: 1)
      x[0] = .nan
      let output = arena.takeDirty(shape.outputCount)
      let data = arena.take(x)
      schedule.run { $0.poolMaximum(shape, input: data, output: output, blocks: 1, share: $1) }
      #expect(output[0].isNaN)
      #expect(!output[1].isNaN)
    }
  }
}
