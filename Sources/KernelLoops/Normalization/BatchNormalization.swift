package import Kernels

extension Loops {
  // MARK: - Forward

  package static func normalizationForward(
    _ shape: ChannelShape, _ parameters: BatchNormalization.Parameters, input: FloatRegion, output: FloatRegion,
    rectifies: Bool, scratch: FloatRegion, images: Int, hasSums: Bool, share: Share
  ) {
    let blocks = Layout.blocks(images: images)
    precondition(images > 0 && input.count >= blocks * shape.count && output.count >= blocks * shape.count)
    precondition(scratch.count >= BatchNormalization.scratchCount(shape, blocks: blocks))
    parameters.check(shape.channels)
    let part = share.part(blocks: blocks, channels: shape.channels)
    if !hasSums {
      let target = ForwardSums(center: parameters.runningMean, scratch: scratch, images: images)
      for block in part.blocks {
        let sums = ForwardAccumulator(target, channels: shape.channels, block: block)
        sums.clear(part.channels)
        sums.add(input.cursor + block &* shape.count, count: shape.pixels, part.channels)
      }
      share.meet()
    }
    finishForward(shape, parameters, scratch.cursor, images: images, blocks: blocks, share.range(shape.channels))
    share.meet()
    let mean = scratch.cursor
    for block in part.blocks {
      apply(
        shape, part.channels, input.cursor + block &* shape.count, mean: mean, scale: mean + 2 &* shape.channels,
        shift: parameters.bias.cursor, rectifies: rectifies, output.cursor + block &* shape.count)
    }
    share.meet()
  }

  package static func normalizationEvaluate(
    _ shape: ChannelShape, _ parameters: BatchNormalization.Parameters, input: FloatRegion, output: FloatRegion,
    rectifies: Bool, scratch: FloatRegion, blocks: Int, share: Share
  ) {
    precondition(input.count >= blocks * shape.count && output.count >= blocks * shape.count)
    precondition(scratch.count >= BatchNormalization.scratchCount(shape, blocks: 0))
    parameters.check(shape.channels)
    let scale = scratch.cursor
    for channel in share.range(shape.channels) {
      let inverse = 1 / (parameters.runningVariance.cursor[channel] + parameters.epsilon).squareRoot()
      scale[channel] = parameters.weight.cursor[channel] * inverse
    }
    share.meet()
    let part = share.part(blocks: blocks, channels: shape.channels)
    for block in part.blocks {
      apply(
        shape, part.channels, input.cursor + block &* shape.count, mean: parameters.runningMean.cursor, scale: scale,
        shift: parameters.bias.cursor, rectifies: rectifies, output.cursor + block &* shape.count)
    }
    share.meet()
  }

  private static func finishForward(
    _ shape: ChannelShape, _ parameters: BatchNormalization.Parameters, _ rows: Cursor, images: Int, blocks: Int,
    _ part: Range<Int>
  ) {
    let channels = shape.channels
    let count = Float(shape.pixels * images)
    let unbiased = shape.pixels * images > 1 ? count / (count - 1) : 1
    let keep = 1 - parameters.momentum
    for channel in part {
      let (sum, squares) = total(rows, channel, channels: channels, blocks: blocks)
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
  private static func total(_ rows: Cursor, _ channel: Int, channels: Int, blocks: Int) -> (Float, Float) {
    let partials = rows + BatchNormalization.sumsOffset(channels: channels)
    var first = Lanes.zero
    var second = Lanes.zero
    for block in 0..<blocks {
      first += partials.lanes(16 &* (2 &* block &* channels &+ channel))
      second += partials.lanes(16 &* ((2 &* block &+ 1) &* channels &+ channel))
    }
    return (LaneReductions.sum(first), LaneReductions.sum(second))
  }

  private static func apply(
    _ shape: ChannelShape, _ channels: Range<Int>, _ input: Cursor, mean: Cursor, scale: Cursor, shift: Cursor,
    rectifies: Bool, _ output: Cursor
  ) {
    let step = 32 &* shape.channels
    forEachRun(shape) { pixel, count in
      for channel in channels {
        let (m, s, t) = (mean.broadcast(channel), scale.broadcast(channel), shift.broadcast(channel))
        var place = pixel &* step &+ 32 &* channel
        for _ in 0..<count {
          let a = t.addingProduct(input.lanes(place) - m, s)
          let b = t.addingProduct(input.lanes(place &+ 16) - m, s)
          output.store(rectifies ? Activation.rectified(a) : a, place)
          output.store(rectifies ? Activation.rectified(b) : b, place &+ 16)
          place &+= step
        }
      }
    }
  }

  /// Calls `body` for runs of a few pixels: enough to use a channel's coefficients more than once, too few to leave the
  /// nearest cache.
  @inline(__always)
  private static func forEachRun(_ shape: ChannelShape, _ body: (_ pixel: Int, _ count: Int) -> Void) {
    var pixel = 0
    while pixel < shape.pixels {
      let count = min(4, shape.pixels &- pixel)
      body(pixel, count)
      pixel &+= count
    }
  }

  // MARK: - Backward

  package static func normalizationBackward(
    _ shape: ChannelShape, _ parameters: BatchNormalization.Parameters, input: FloatRegion,
    rectifies: Bool, outputGradient: FloatRegion, inputGradient: FloatRegion, weightGradient: FloatRegion,
    biasGradient: FloatRegion, scratch: FloatRegion, images: Int, hasSums: Bool, share: Share
  ) {
    let blocks = Layout.blocks(images: images)
    precondition(images > 0 && input.count >= blocks * shape.count)
    precondition(outputGradient.count >= blocks * shape.count && inputGradient.count >= blocks * shape.count)
    precondition(weightGradient.count == shape.channels && biasGradient.count == shape.channels)
    precondition(scratch.count >= BatchNormalization.scratchCount(shape, blocks: blocks))
    parameters.check(shape.channels)
    let part = share.part(blocks: blocks, channels: shape.channels)
    if !hasSums {
      let target = BackwardSums(
        input: input, shift: parameters.bias, rectifies: rectifies, scratch: scratch)
      for block in part.blocks {
        let sums = BackwardAccumulator(target, channels: shape.channels, block: block, size: shape.count)
        sums.clear(part.channels)
        sums.stopAndAdd(
          outputGradient.cursor + block &* shape.count, count: shape.pixels, at: 0, part.channels)
      }
      share.meet()
    }
    let rows = scratch.cursor
    let count = Float(shape.pixels * images)
    for channel in share.range(shape.channels) {
      let (first, second) = total(rows, channel, channels: shape.channels, blocks: blocks)
      let inverse = rows[shape.channels &+ channel]
      let scale = rows[2 &* shape.channels &+ channel]
      let product = second * inverse
      biasGradient.cursor[channel] = first
      weightGradient.cursor[channel] = product
      rows[3 &* shape.channels &+ channel] = -(scale * inverse * product / count)
      rows[4 &* shape.channels &+ channel] = -(scale * first / count)
    }
    share.meet()
    for block in part.blocks {
      let start = block &* shape.count
      applyBackward(
        shape, part.channels, input.cursor + start, outputGradient.cursor + start, rows: rows,
        inputGradient.cursor + start, PaddingMask(images: images, block: block))
    }
    share.meet()
  }

  /// `gradient` is behind the ReLU already, and may be where `inputGradient` is.
  private static func applyBackward(
    _ shape: ChannelShape, _ part: Range<Int>, _ input: Cursor, _ gradient: Cursor, rows: Cursor,
    _ inputGradient: Cursor, _ padding: PaddingMask
  ) {
    let channels = shape.channels
    let step = 32 &* channels
    forEachRun(shape) { pixel, count in
      for channel in part {
        let m = rows.broadcast(channel)
        let scale = rows.broadcast(2 &* channels &+ channel)
        let slope = rows.broadcast(3 &* channels &+ channel)
        let shift = rows.broadcast(4 &* channels &+ channel)
        var place = pixel &* step &+ 32 &* channel
        for _ in 0..<count {
          var a = shift.addingProduct(input.lanes(place) - m, slope).addingProduct(gradient.lanes(place), scale)
          var b = shift.addingProduct(input.lanes(place &+ 16) - m, slope)
            .addingProduct(gradient.lanes(place &+ 16), scale)
          if !padding.isEmpty {
            a.replace(with: 0, where: padding.first)
            b.replace(with: 0, where: padding.second)
          }
          inputGradient.store(a, place)
          inputGradient.store(b, place &+ 16)
          place &+= step
        }
      }
    }
  }
}
