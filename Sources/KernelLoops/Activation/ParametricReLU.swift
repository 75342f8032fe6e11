package import Kernels

extension Loops {
  package static func parametricForward(
    _ shape: ChannelShape, input: FloatRegion, slopes: FloatRegion, output: FloatRegion, blocks: Int, share: Share
  ) {
    precondition(input.count >= blocks * shape.count && output.count >= blocks * shape.count)
    precondition(slopes.count == shape.channels || slopes.count == 1)
    let step = slopes.count == 1 ? 0 : 1
    for pixel in share.range(blocks &* shape.pixels) {
      let x = input.cursor + pixel &* shape.channels &* 32
      let y = output.cursor + pixel &* shape.channels &* 32
      for channel in 0..<shape.channels {
        let slope = slopes.cursor.broadcast(channel &* step)
        for half in 0..<2 {
          let value = x.lanes(32 &* channel &+ 16 &* half)
          y.store(value.replacing(with: value * slope, where: value .<= 0), 32 &* channel &+ 16 &* half)
        }
      }
    }
    share.meet()
  }

  package static func parametricBackward(
    _ shape: ChannelShape, input: FloatRegion, slopes: FloatRegion, outputGradient: FloatRegion,
    inputGradient: FloatRegion, slopeGradients: FloatRegion, scratch: FloatRegion, blocks: Int, share: Share
  ) {
    precondition(input.count >= blocks * shape.count && outputGradient.count >= blocks * shape.count)
    precondition(inputGradient.count >= blocks * shape.count && scratch.count >= shape.slopeScratch)
    precondition(slopes.count == shape.channels || slopes.count == 1)
    precondition(slopeGradients.count == slopes.count)
    let totals = scratch.cursor
    let lanes = totals + shape.channels
    let channels = share.range(shape.channels)
    for channel in channels { totals[channel] = 0 }
    for block in 0..<blocks {
      for channel in channels { lanes.store(.zero, 16 &* channel) }
      let start = block &* shape.count
      backwardBlock(
        shape, channels, input.cursor + start, slopes, outputGradient.cursor + start, inputGradient.cursor + start,
        lanes)
      for channel in channels { totals[channel] += LaneReductions.sum(lanes.lanes(16 &* channel)) }
    }
    share.meet()
    if share.isFirst {
      slopeGradients.fill(0)
      for channel in 0..<shape.channels {
        slopeGradients.cursor[slopes.count == 1 ? 0 : channel] += totals[channel]
      }
    }
    share.meet()
  }

  private static func backwardBlock(
    _ shape: ChannelShape, _ channels: Range<Int>, _ input: Cursor, _ slopes: FloatRegion, _ gradient: Cursor,
    _ inputGradient: Cursor, _ lanes: Cursor
  ) {
    let step = slopes.count == 1 ? 0 : 1
    for pixel in 0..<shape.pixels {
      for channel in channels {
        let place = (pixel &* shape.channels &+ channel) &* 32
        let (x, d, target) = (input + place, gradient + place, inputGradient + place)
        let slope = slopes.cursor.broadcast(channel &* step)
        let (x0, x1, d0, d1) = (x.lanes(0), x.lanes(16), d.lanes(0), d.lanes(16))
        target.store(d0.replacing(with: d0 * slope, where: x0 .<= 0), 0)
        target.store(d1.replacing(with: d1 * slope, where: x1 .<= 0), 16)
        let a = (d0 * x0).replacing(with: 0, where: x0 .> 0)
        let b = (d1 * x1).replacing(with: 0, where: x1 .> 0)
        lanes.store(lanes.lanes(16 &* channel) + (a + b), 16 &* channel)
      }
    }
  }
}
