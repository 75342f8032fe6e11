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

  /// Floats of scratch that sums over a channel want.
  package var sumsScratch: Int { channels * Layout.laneCount }

  /// Floats of scratch that a PReLU's gradient wants.
  package var slopeScratch: Int { channels * (Layout.laneCount + 1) }
}
