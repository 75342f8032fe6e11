import Kernels

/// Batch normalisation's twin: scalar loops in the stated order.
struct PlainBatchNormalization {
  let shape: ChannelShape
  let images: Int
  let rectifies: Bool
  let momentum: Float = 0.1
  let epsilon: Float = 1e-5
  var weight: [Float]
  var bias: [Float]
  var runningMean: [Float]
  var runningVariance: [Float]
  private(set) var mean: [Float] = []
  private(set) var inverse: [Float] = []

  init(
    shape: ChannelShape, images: Int, rectifies: Bool, weight: [Float], bias: [Float], runningMean: [Float],
    runningVariance: [Float]
  ) {
    self.shape = shape
    self.images = images
    self.rectifies = rectifies
    self.weight = weight
    self.bias = bias
    self.runningMean = runningMean
    self.runningVariance = runningVariance
  }

  private var blocks: Int { Layout.blocks(images: images) }

  private func place(_ block: Int, _ pixel: Int, _ channel: Int, _ image: Int) -> Int {
    ((block * shape.pixels + pixel) * shape.channels + channel) * 32 + image
  }

  /// Σ of `pair(first half's element, second half's element)` in the stated order.
  private func sum(
    _ channel: Int, _ pair: (_ first: Int, _ second: Int, _ hasFirst: Bool, _ hasSecond: Bool) -> Float
  )
    -> Float
  {
    var totals = [Float](repeating: 0, count: 16)
    for block in 0..<blocks {
      for lane in 0..<16 {
        var partial: Float = 0
        for pixel in 0..<shape.pixels {
          partial += pair(
            place(block, pixel, channel, lane), place(block, pixel, channel, lane + 16), block * 32 + lane < images,
            block * 32 + lane + 16 < images)
        }
        totals[lane] += partial
      }
    }
    return plainFold(totals)
  }

  mutating func forward(_ x: [Float]) -> [Float] {
    let count = Float(shape.pixels * images)
    mean = []
    inverse = []
    for channel in 0..<shape.channels {
      let center = runningMean[channel]
      let total = sum(channel) { ($2 ? x[$0] - center : 0) + ($3 ? x[$1] - center : 0) }
      let squares = sum(channel) { first, second, hasFirst, hasSecond in
        let a = hasFirst ? x[first] - center : 0
        let b = hasSecond ? x[second] - center : 0
        return plainFMA(b, b, a * a)
      }
      let offset = total / count
      let variance = max(0, squares / count - offset * offset)
      mean.append(center + offset)
      inverse.append(1 / (variance + epsilon).squareRoot())
      runningMean[channel] = (1 - momentum) * center + momentum * mean[channel]
      let unbiased = count > 1 ? variance * (count / (count - 1)) : variance
      runningVariance[channel] = (1 - momentum) * runningVariance[channel] + momentum * unbiased
    }
    return apply(x, mean: mean, inverse: inverse)
  }

  func evaluate(_ x: [Float]) -> [Float] {
    apply(x, mean: runningMean, inverse: runningVariance.map { 1 / ($0 + epsilon).squareRoot() })
  }

  private func apply(_ x: [Float], mean: [Float], inverse: [Float]) -> [Float] {
    x.indices.map { index in
      let channel = index / 32 % shape.channels
      let y = plainFMA(x[index] - mean[channel], weight[channel] * inverse[channel], bias[channel])
      return rectifies && y < 0 ? 0 : y
    }
  }

  /// Gradients of input, weight and bias, after `forward`.
  func backward(_ x: [Float], _ y: [Float], _ gradient: [Float]) -> (input: [Float], weight: [Float], bias: [Float]) {
    let d = gradient.indices.map { rectifies && y[$0] <= 0 ? 0 : gradient[$0] }
    let count = Float(shape.pixels * images)
    var dx = [Float](repeating: 0, count: x.count)
    var dWeight: [Float] = []
    var dBias: [Float] = []
    for channel in 0..<shape.channels {
      let m = mean[channel]
      let first = sum(channel) { a, b, _, _ in d[a] + d[b] }
      let second = sum(channel) { a, b, _, _ in plainFMA(d[b], x[b] - m, d[a] * (x[a] - m)) }
      let product = second * inverse[channel]
      dBias.append(first)
      dWeight.append(product)
      let scale = weight[channel] * inverse[channel]
      let slope = -(scale * inverse[channel] * product / count)
      let shift = -(scale * first / count)
      for index in x.indices where index / 32 % shape.channels == channel {
        guard index / shape.count * 32 + index % 32 < images else { continue }
        dx[index] = plainFMA(d[index], scale, plainFMA(x[index] - m, slope, shift))
      }
    }
    return (dx, dWeight, dBias)
  }
}
