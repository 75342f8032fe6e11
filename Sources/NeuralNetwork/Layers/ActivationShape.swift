package import Kernels

/// The extents of one image's activation; memory holds `[height][width][channels]`, 32 images side by side.
package struct ActivationShape: Hashable, Sendable, CustomStringConvertible {
  package let height: Int
  package let width: Int
  package let channels: Int

  package init(height: Int, width: Int, channels: Int) {
    self.height = height
    self.width = width
    self.channels = channels
  }

  /// Values of one image.
  package var count: Int { height * width * channels }

  /// As the kernels that work channel by channel see it.
  package var channelShape: ChannelShape { ChannelShape(pixels: height * width, channels: channels) }

  package var description: String { "\(height)×\(width)×\(channels)" }
}
