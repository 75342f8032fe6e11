package import Kernels

extension Loops {
  package static func channelSums(
    _ shape: ChannelShape, _ values: FloatRegion, into sums: FloatRegion, scratch: FloatRegion, blocks: Int,
    share: Share
  ) {
    precondition(values.count >= blocks * shape.count && sums.count == shape.channels)
    precondition(scratch.count >= shape.sumsScratch)
    let channels = share.range(shape.channels)
    let lanes = scratch.cursor
    for channel in channels { sums.cursor[channel] = 0 }
    for block in 0..<blocks {
      for channel in channels { lanes.store(.zero, 16 &* channel) }
      var x = values.cursor + block &* shape.count
      for _ in 0..<shape.pixels {
        for channel in channels {
          let value = x + 32 &* channel
          lanes.store(lanes.lanes(16 &* channel) + (value.lanes(0) + value.lanes(16)), 16 &* channel)
        }
        x += 32 &* shape.channels
      }
      for channel in channels { sums.cursor[channel] += LaneReductions.sum(lanes.lanes(16 &* channel)) }
    }
  }
}
