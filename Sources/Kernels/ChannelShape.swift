/// An activation as the kernels that work channel by channel see it: `[block][pixels][channels][32]`.
package struct ChannelShape: Hashable, Sendable {
  package let pixels: Int
  package let channels: Int

  package init(pixels: Int, channels: Int) {
    precondition(pixels > 0 && channels > 0)
    self.pixels = pixels
    self.channels = channels
  }

  /// Floats of one block.
  package var count: Int { pixels * channels * Layout.blockSize }
}

/// Which of a block's 32 images are padding: all lanes false in a full block.
struct PaddingMask {
  let first: SIMDMask<SIMD16<Int32>>
  let second: SIMDMask<SIMD16<Int32>>

  /// The mask of block `block` in a batch of `images`.
  @inline(__always) init(images: Int, block: Int) {
    let lanes = SIMD16<Int32>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
    let valid = Int32(max(0, min(Layout.blockSize, images - block * Layout.blockSize)))
    first = lanes .>= valid
    second = (lanes &+ 16) .>= valid
  }
}

/// Sums over every pixel and image of a channel.
package enum ChannelSums {
  /// Floats of scratch that `sum` wants.
  package static func scratchCount(_ shape: ChannelShape) -> Int { shape.channels * Layout.laneCount }

  /// sums[channel] = Σ values over pixels and images. In each block, per lane over pixels in order, adding
  /// (first half + second half); the sixteen lanes of each block folded by the fixed tree; blocks added in order from 0.
  /// Lanes of missing images must hold 0.
  package static func sum(
    _ shape: ChannelShape, _ values: FloatRegion, into sums: FloatRegion, scratch: FloatRegion, blocks: Int
  ) {
    precondition(values.count >= blocks * shape.count && sums.count == shape.channels)
    precondition(scratch.count >= scratchCount(shape))
    sums.fill(0)
    for block in 0..<blocks {
      let lanes = scratch.cursor
      for channel in 0..<shape.channels { lanes.store(.zero, 16 &* channel) }
      var x = values.cursor + block &* shape.count
      for _ in 0..<shape.pixels {
        for channel in 0..<shape.channels {
          lanes.store(lanes.lanes(16 &* channel) + (x.lanes(0) + x.lanes(16)), 16 &* channel)
          x += 32
        }
      }
      for channel in 0..<shape.channels {
        sums.cursor[channel] += LaneReductions.sum(lanes.lanes(16 &* channel))
      }
    }
  }
}
