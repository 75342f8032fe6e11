/// Batch normalisation, y = (x − mean)·γ/√(variance + ε) + β per channel, with an optional ReLU behind it.
///
/// Ioffe and Szegedy 2015, algorithm 1. Statistics are over the batch's true images; padding lanes count for nothing.
package enum BatchNormalization {
  /// What a layer keeps beside its activations.
  package struct Parameters {
    /// γ.
    package var weight: FloatRegion
    /// β.
    package var bias: FloatRegion
    package var runningMean: FloatRegion
    package var runningVariance: FloatRegion
    package var epsilon: Float
    /// The weight of the newest batch in the running statistics.
    package var momentum: Float

    package init(
      weight: FloatRegion, bias: FloatRegion, runningMean: FloatRegion, runningVariance: FloatRegion, epsilon: Float,
      momentum: Float
    ) {
      self.weight = weight
      self.bias = bias
      self.runningMean = runningMean
      self.runningVariance = runningVariance
      self.epsilon = epsilon
      self.momentum = momentum
    }

    fileprivate func check(_ channels: Int) {
      precondition(weight.count == channels && bias.count == channels)
      precondition(runningMean.count == channels && runningVariance.count == channels)
    }
  }

  /// Floats of scratch that `forward` fills and `backward` reads: five rows of channels (mean, 1/deviation, and three
  /// coefficients), then two sums of sixteen lanes for each block and channel.
  package static func scratchCount(_ shape: ChannelShape, blocks: Int) -> Int {
    5 * shape.channels + 2 * blocks * shape.channels * Layout.laneCount
  }

  // MARK: - Forward

  /// Normalises with the batch's own statistics and moves the running ones.
  ///
  /// The sums are of x − K and (x − K)², where K is the running mean before the step, which keeps the variance from
  /// cancelling. In each block, per lane over pixels in order: S ← S + (a + b) and Q ← Q + fma(b, b, a·a) for the two
  /// halves a and b; blocks in order, lane by lane; then the fixed tree.
  package static func forward(
    _ shape: ChannelShape, _ parameters: Parameters, input: FloatRegion, output: FloatRegion, rectifies: Bool,
    scratch: FloatRegion, images: Int
  ) {
    let blocks = Layout.blocks(images: images)
    precondition(images > 0 && input.count >= blocks * shape.count && output.count >= blocks * shape.count)
    precondition(scratch.count >= scratchCount(shape, blocks: blocks))
    parameters.check(shape.channels)
    let partials = scratch.cursor + 5 &* shape.channels
    for block in 0..<blocks {
      addForwardSums(
        shape, input.cursor + block &* shape.count, about: parameters.runningMean.cursor,
        into: partials + block &* 32 &* shape.channels, PaddingMask(images: images, block: block))
    }
    finishForward(shape, parameters, scratch.cursor, partials, images: images, blocks: blocks)
    let mean = scratch.cursor
    for block in 0..<blocks {
      apply(
        shape, input.cursor + block &* shape.count, mean: mean, scale: mean + 2 &* shape.channels,
        shift: parameters.bias.cursor, rectifies: rectifies, output.cursor + block &* shape.count)
    }
  }

  /// Normalises with the running statistics.
  package static func evaluate(
    _ shape: ChannelShape, _ parameters: Parameters, input: FloatRegion, output: FloatRegion, rectifies: Bool,
    scratch: FloatRegion, blocks: Int
  ) {
    precondition(input.count >= blocks * shape.count && output.count >= blocks * shape.count)
    precondition(scratch.count >= scratchCount(shape, blocks: 0))
    parameters.check(shape.channels)
    let scale = scratch.cursor
    for channel in 0..<shape.channels {
      let inverse = 1 / (parameters.runningVariance.cursor[channel] + parameters.epsilon).squareRoot()
      scale[channel] = parameters.weight.cursor[channel] * inverse
    }
    for block in 0..<blocks {
      apply(
        shape, input.cursor + block &* shape.count, mean: parameters.runningMean.cursor, scale: scale,
        shift: parameters.bias.cursor, rectifies: rectifies, output.cursor + block &* shape.count)
    }
  }

  private static func addForwardSums(
    _ shape: ChannelShape, _ input: Cursor, about center: Cursor, into sums: Cursor, _ padding: PaddingMask
  ) {
    for vector in 0..<(2 &* shape.channels) { sums.store(.zero, 16 &* vector) }
    let squares = sums + 16 &* shape.channels
    var x = input
    for _ in 0..<shape.pixels {
      for channel in 0..<shape.channels {
        let middle = center.broadcast(channel)
        let a = (x.lanes(0) - middle).replacing(with: 0, where: padding.first)
        let b = (x.lanes(16) - middle).replacing(with: 0, where: padding.second)
        sums.store(sums.lanes(16 &* channel) + (a + b), 16 &* channel)
        squares.store(squares.lanes(16 &* channel) + (a * a).addingProduct(b, b), 16 &* channel)
        x += 32
      }
    }
  }

  private static func finishForward(
    _ shape: ChannelShape, _ parameters: Parameters, _ rows: Cursor, _ partials: Cursor, images: Int, blocks: Int
  ) {
    let channels = shape.channels
    let count = Float(shape.pixels * images)
    let unbiased = shape.pixels * images > 1 ? count / (count - 1) : 1
    let keep = 1 - parameters.momentum
    for channel in 0..<channels {
      let (sum, squares) = total(partials, channel, channels: channels, blocks: blocks)
      let offset = sum / count
      let center = parameters.runningMean.cursor[channel]
      let mean = center + offset
      let difference = squares / count - offset * offset
      // Written so that a NaN stays one.
      let variance = difference < 0 ? 0 : difference
      let inverse = 1 / (variance + parameters.epsilon).squareRoot()
      rows[channel] = mean
      rows[channels &+ channel] = inverse
      rows[2 &* channels &+ channel] = parameters.weight.cursor[channel] * inverse
      parameters.runningMean.cursor[channel] = keep * center + parameters.momentum * mean
      let running = parameters.runningVariance.cursor[channel]
      parameters.runningVariance.cursor[channel] = keep * running + parameters.momentum * (variance * unbiased)
    }
  }

  /// The two sums of a channel: blocks in order, lane by lane, then the tree.
  private static func total(
    _ partials: Cursor, _ channel: Int, channels: Int, blocks: Int
  ) -> (Float, Float) {
    var first = Lanes.zero
    var second = Lanes.zero
    for block in 0..<blocks {
      first += partials.lanes(16 &* (2 &* block &* channels &+ channel))
      second += partials.lanes(16 &* ((2 &* block &+ 1) &* channels &+ channel))
    }
    return (LaneReductions.sum(first), LaneReductions.sum(second))
  }

  private static func apply(
    _ shape: ChannelShape, _ input: Cursor, mean: Cursor, scale: Cursor, shift: Cursor, rectifies: Bool,
    _ output: Cursor
  ) {
    var x = input
    var y = output
    for _ in 0..<shape.pixels {
      for channel in 0..<shape.channels {
        let (m, s, t) = (mean.broadcast(channel), scale.broadcast(channel), shift.broadcast(channel))
        let a = t.addingProduct(x.lanes(0) - m, s)
        let b = t.addingProduct(x.lanes(16) - m, s)
        y.store(rectifies ? Activation.rectified(a) : a, 0)
        y.store(rectifies ? Activation.rectified(b) : b, 16)
        x += 32
        y += 32
      }
    }
  }

  // MARK: - Backward

  /// From ∂loss/∂output to ∂loss/∂input, ∂loss/∂γ and ∂loss/∂β, all overwritten, with the statistics that `forward` left
  /// in `scratch`. Where it rectifies, `output` tells which images the ReLU let through.
  ///
  /// With d the gradient behind the ReLU and S₁ = Σd, S₂ = Σd·(x − mean) summed like the forward sums
  /// (S₂ ← S₂ + fma(d_b, x_b − mean, d_a·(x_a − mean))): ∂β = S₁, ∂γ = S₂/deviation,
  /// ∂x = fma(d, A, fma(x − mean, B, D)), A = γ/deviation, B = −A·(S₂/deviation)/deviation/M, D = −A·S₁/M.
  package static func backward(
    _ shape: ChannelShape, _ parameters: Parameters, input: FloatRegion, output: FloatRegion, rectifies: Bool,
    outputGradient: FloatRegion, inputGradient: FloatRegion, weightGradient: FloatRegion, biasGradient: FloatRegion,
    scratch: FloatRegion, images: Int
  ) {
    let blocks = Layout.blocks(images: images)
    precondition(images > 0 && input.count >= blocks * shape.count && output.count >= blocks * shape.count)
    precondition(outputGradient.count >= blocks * shape.count && inputGradient.count >= blocks * shape.count)
    precondition(weightGradient.count == shape.channels && biasGradient.count == shape.channels)
    precondition(scratch.count >= scratchCount(shape, blocks: blocks))
    parameters.check(shape.channels)
    let rows = scratch.cursor
    let partials = rows + 5 &* shape.channels
    for block in 0..<blocks {
      let start = block &* shape.count
      addBackwardSums(
        shape, input.cursor + start, output.cursor + start, outputGradient.cursor + start, mean: rows,
        rectifies: rectifies, into: partials + block &* 32 &* shape.channels)
    }
    let count = Float(shape.pixels * images)
    for channel in 0..<shape.channels {
      let (first, second) = total(partials, channel, channels: shape.channels, blocks: blocks)
      let inverse = rows[shape.channels &+ channel]
      let scale = rows[2 &* shape.channels &+ channel]
      let product = second * inverse
      biasGradient.cursor[channel] = first
      weightGradient.cursor[channel] = product
      rows[3 &* shape.channels &+ channel] = -(scale * inverse * product / count)
      rows[4 &* shape.channels &+ channel] = -(scale * first / count)
    }
    for block in 0..<blocks {
      let start = block &* shape.count
      applyBackward(
        shape, input.cursor + start, output.cursor + start, outputGradient.cursor + start, rows: rows,
        rectifies: rectifies, inputGradient.cursor + start, PaddingMask(images: images, block: block))
    }
  }

  private static func addBackwardSums(
    _ shape: ChannelShape, _ input: Cursor, _ output: Cursor, _ gradient: Cursor, mean: Cursor, rectifies: Bool,
    into sums: Cursor
  ) {
    for vector in 0..<(2 &* shape.channels) { sums.store(.zero, 16 &* vector) }
    let products = sums + 16 &* shape.channels
    var (x, y, d) = (input, output, gradient)
    for _ in 0..<shape.pixels {
      for channel in 0..<shape.channels {
        let m = mean.broadcast(channel)
        let a = rectifies ? Activation.passed(d.lanes(0), where: y.lanes(0)) : d.lanes(0)
        let b = rectifies ? Activation.passed(d.lanes(16), where: y.lanes(16)) : d.lanes(16)
        sums.store(sums.lanes(16 &* channel) + (a + b), 16 &* channel)
        let product = (a * (x.lanes(0) - m)).addingProduct(b, x.lanes(16) - m)
        products.store(products.lanes(16 &* channel) + product, 16 &* channel)
        x += 32
        y += 32
        d += 32
      }
    }
  }

  private static func applyBackward(
    _ shape: ChannelShape, _ input: Cursor, _ output: Cursor, _ gradient: Cursor, rows: Cursor, rectifies: Bool,
    _ inputGradient: Cursor, _ padding: PaddingMask
  ) {
    let channels = shape.channels
    var (x, y, d, target) = (input, output, gradient, inputGradient)
    for _ in 0..<shape.pixels {
      for channel in 0..<channels {
        let m = rows.broadcast(channel)
        let scale = rows.broadcast(2 &* channels &+ channel)
        let slope = rows.broadcast(3 &* channels &+ channel)
        let shift = rows.broadcast(4 &* channels &+ channel)
        let a = rectifies ? Activation.passed(d.lanes(0), where: y.lanes(0)) : d.lanes(0)
        let b = rectifies ? Activation.passed(d.lanes(16), where: y.lanes(16)) : d.lanes(16)
        let first = shift.addingProduct(x.lanes(0) - m, slope).addingProduct(a, scale)
        let second = shift.addingProduct(x.lanes(16) - m, slope).addingProduct(b, scale)
        target.store(first.replacing(with: 0, where: padding.first), 0)
        target.store(second.replacing(with: 0, where: padding.second), 16)
        x += 32
        y += 32
        d += 32
        target += 32
      }
    }
  }
}
