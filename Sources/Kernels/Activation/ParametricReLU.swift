/// PReLU: x where x > 0, a·x elsewhere. He, Zhang, Ren, Sun 2015, eq. 1. One slope for each channel, or one for all.
package enum ParametricReLU {
  /// Floats of scratch that `backward` wants.
  package static func scratchCount(_ shape: ChannelShape) -> Int { shape.channels * (Layout.laneCount + 1) }

  package static func forward(
    _ shape: ChannelShape, input: FloatRegion, slopes: FloatRegion, output: FloatRegion, blocks: Int
  ) {
    precondition(input.count >= blocks * shape.count && output.count >= blocks * shape.count)
    precondition(slopes.count == shape.channels || slopes.count == 1)
    let step = slopes.count == 1 ? 0 : 1
    var (x, y) = (input.cursor, output.cursor)
    for _ in 0..<(blocks &* shape.pixels) {
      for channel in 0..<shape.channels {
        let slope = slopes.cursor.broadcast(channel &* step)
        for half in 0..<2 {
          let value = x.lanes(16 &* half)
          y.store(value.replacing(with: value * slope, where: value .<= 0), 16 &* half)
        }
        x += 32
        y += 32
      }
    }
  }

  /// ∂input and ∂slopes, overwritten. A channel's slope gathers d·x where x ≤ 0: in each block per lane over pixels in
  /// order, L ← L + (a + b) for the two halves; lanes folded by the tree; blocks added in order; for a shared slope then
  /// the channels in order.
  package static func backward(
    _ shape: ChannelShape, input: FloatRegion, slopes: FloatRegion, outputGradient: FloatRegion,
    inputGradient: FloatRegion, slopeGradients: FloatRegion, scratch: FloatRegion, blocks: Int
  ) {
    precondition(input.count >= blocks * shape.count && outputGradient.count >= blocks * shape.count)
    precondition(inputGradient.count >= blocks * shape.count && scratch.count >= scratchCount(shape))
    precondition(slopes.count == shape.channels || slopes.count == 1)
    precondition(slopeGradients.count == slopes.count)
    let totals = scratch.cursor
    let lanes = totals + shape.channels
    for channel in 0..<shape.channels { totals[channel] = 0 }
    for block in 0..<blocks {
      for channel in 0..<shape.channels { lanes.store(.zero, 16 &* channel) }
      let start = block &* shape.count
      backwardBlock(
        shape, input.cursor + start, slopes, outputGradient.cursor + start, inputGradient.cursor + start, lanes)
      for channel in 0..<shape.channels { totals[channel] += LaneReductions.sum(lanes.lanes(16 &* channel)) }
    }
    slopeGradients.fill(0)
    for channel in 0..<shape.channels {
      slopeGradients.cursor[slopes.count == 1 ? 0 : channel] += totals[channel]
    }
  }

  private static func backwardBlock(
    _ shape: ChannelShape, _ input: Cursor, _ slopes: FloatRegion, _ gradient: Cursor, _ inputGradient: Cursor,
    _ lanes: Cursor
  ) {
    let step = slopes.count == 1 ? 0 : 1
    var (x, d, target) = (input, gradient, inputGradient)
    for _ in 0..<shape.pixels {
      for channel in 0..<shape.channels {
        let slope = slopes.cursor.broadcast(channel &* step)
        let (x0, x1, d0, d1) = (x.lanes(0), x.lanes(16), d.lanes(0), d.lanes(16))
        target.store(d0.replacing(with: d0 * slope, where: x0 .<= 0), 0)
        target.store(d1.replacing(with: d1 * slope, where: x1 .<= 0), 16)
        let a = (d0 * x0).replacing(with: 0, where: x0 .> 0)
        let b = (d1 * x1).replacing(with: 0, where: x1 .> 0)
        lanes.store(lanes.lanes(16 &* channel) + (a + b), 16 &* channel)
        x += 32
        d += 32
        target += 32
      }
    }
  }
}
