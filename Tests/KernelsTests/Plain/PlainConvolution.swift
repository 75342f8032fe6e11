import Kernels

/// The convolution's twin: scalar loops in the stated order, nothing held in registers, no tiles.
struct PlainConvolution {
  let shape: ConvolutionShape
  let blocks: Int

  private func input(_ block: Int, _ row: Int, _ column: Int, _ channel: Int, _ image: Int) -> Int {
    (((block * shape.inputHeight + row) * shape.inputWidth + column) * shape.inputChannels + channel) * 32 + image
  }

  private func output(_ block: Int, _ row: Int, _ column: Int, _ channel: Int, _ image: Int) -> Int {
    (((block * shape.outputHeight + row) * shape.outputWidth + column) * shape.outputChannels + channel) * 32 + image
  }

  private func weight(_ row: Int, _ column: Int, _ input: Int, _ output: Int) -> Int {
    ((row * shape.kernelWidth + column) * shape.inputChannels + input) * shape.outputChannels + output
  }

  /// The input row under tap `tap` of output row `row`, nil in the padding.
  private func inputRow(_ row: Int, _ tap: Int) -> Int? {
    let place = row * shape.stride - shape.paddingHeight + tap
    return (0..<shape.inputHeight).contains(place) ? place : nil
  }

  private func inputColumn(_ column: Int, _ tap: Int) -> Int? {
    let place = column * shape.stride - shape.paddingWidth + tap
    return (0..<shape.inputWidth).contains(place) ? place : nil
  }

  private func forEachOutputPixel(_ body: (Int, Int, Int) -> Void) {
    for block in 0..<blocks {
      for row in 0..<shape.outputHeight { for column in 0..<shape.outputWidth { body(block, row, column) } }
    }
  }

  func forward(_ x: [Float], _ w: [Float], bias: [Float]?) -> [Float] {
    var y = [Float](repeating: 0, count: blocks * shape.outputCount)
    forEachOutputPixel { block, row, column in
      for channel in 0..<shape.outputChannels {
        for image in 0..<32 {
          var sum: Float = 0
          for kh in 0..<shape.kernelHeight {
            guard let ih = inputRow(row, kh) else { continue }
            for kw in 0..<shape.kernelWidth {
              guard let iw = inputColumn(column, kw) else { continue }
              for ci in 0..<shape.inputChannels {
                sum = plainFMA(x[input(block, ih, iw, ci, image)], w[weight(kh, kw, ci, channel)], sum)
              }
            }
          }
          y[output(block, row, column, channel, image)] = bias.map { sum + $0[channel] } ?? sum
        }
      }
    }
    return y
  }

  func inputGradient(_ d: [Float], _ w: [Float]) -> [Float] {
    var dx = [Float](repeating: 0, count: blocks * shape.inputCount)
    for block in 0..<blocks {
      for kh in 0..<shape.kernelHeight {
        for kw in 0..<shape.kernelWidth {
          for row in 0..<shape.outputHeight {
            guard let ih = inputRow(row, kh) else { continue }
            for column in 0..<shape.outputWidth {
              guard let iw = inputColumn(column, kw) else { continue }
              for ci in 0..<shape.inputChannels {
                for image in 0..<32 {
                  // One output for each tap and input, so the order that matters is (kh, kw, co).
                  let place = input(block, ih, iw, ci, image)
                  for co in 0..<shape.outputChannels {
                    dx[place] = plainFMA(d[output(block, row, column, co, image)], w[weight(kh, kw, ci, co)], dx[place])
                  }
                }
              }
            }
          }
        }
      }
    }
    return dx
  }

  func weightGradient(_ x: [Float], _ d: [Float]) -> [Float] {
    let isLaned = shape.outputChannels < 16
    let chains = isLaned ? 16 : 1
    var sums = [Float](repeating: 0, count: shape.weightCount * chains)
    forEachOutputPixel { block, row, column in
      for kh in 0..<shape.kernelHeight {
        guard let ih = inputRow(row, kh) else { continue }
        for kw in 0..<shape.kernelWidth {
          guard let iw = inputColumn(column, kw) else { continue }
          for ci in 0..<shape.inputChannels {
            for co in 0..<shape.outputChannels {
              for image in 0..<32 {
                let place = weight(kh, kw, ci, co) * chains + image % chains
                sums[place] = plainFMA(
                  x[input(block, ih, iw, ci, image)], d[output(block, row, column, co, image)], sums[place])
              }
            }
          }
        }
      }
    }
    return isLaned ? (0..<shape.weightCount).map { plainFold(Array(sums[$0 * 16..<$0 * 16 + 16])) } : sums
  }
}
