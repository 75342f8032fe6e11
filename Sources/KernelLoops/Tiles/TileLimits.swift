/// How much of a sum the register file can hold. It decides which tiles run, never a bit of what they give.
///
/// AVX-512 has 32 registers of one `Lanes` each; AVX2 has 16 of half a one, NEON 32 of a quarter.
enum TileLimits {
  #if KERNELS_FOR_X86_64_V3 || arch(arm64)
    /// Channels of a tap tile, each two vectors. For AVX2, in whose tap runs their number varies, how many workers share out at
    /// the least.
    static let tapChannels = 2
    /// Vectors of a chain tile.
    static let chainVectors = 1
    #if KERNELS_FOR_X86_64_V3
      /// Channels of most lane runs; those of few rows have twice as many.
      static let laneChannels = 2
    #else
      /// Channels of a lane tile.
      static let laneChannels = 1
    #endif
  #else
    static let tapChannels = 8
    static let chainVectors = 2
    static let laneChannels = 4
  #endif

  #if KERNELS_FOR_X86_64_V3
    private static let pixelTaps = 256

    /// Pixels that a tap tile goes through, each summing over so many taps: few enough for what they read to stay in the
    /// nearest cache from tile to tile.
    @inline(__always) static func pixels(taps: Int) -> Int { max(1, pixelTaps / taps) }

    /// Pixels whose gradients are stopped and summed at a time.
    static let summedPixels = 4

    /// Taps of a linear layer that its tiles sum at a time.
    static let connectedTaps = 128

    /// Channels of the next lane run of `rows`, where `remaining` are left.
    @inline(__always) static func laneWidth(_ remaining: Int, rows: Int) -> Int {
      remaining >= 4 && rows <= 3 ? 4 : min(2, remaining)
    }

    /// Of so many channels, those that go in tiles of four; the others in tiles of three, two and one.
    @inline(__always) static func channelsByFour(_ count: Int) -> Int {
      let rest = count % 4
      return rest == 0 || rest == 3 || count < 4 ? count / 4 &* 4 : (count &- 4) / 4 &* 4
    }
  #endif

  /// Rows of the next chain tile of `width` vectors, where `remaining` are left: the more, the fewer loads for each product.
  @inline(__always) static func chainRows(_ remaining: Int, width: Int) -> Int {
    #if KERNELS_FOR_X86_64_V3 || arch(arm64)
      #if arch(arm64)
        return balanced(remaining, largest: 4)
      #else
        return balanced(remaining, largest: 6)
      #endif
    #else
      if width == 1 {
        if remaining >= 24 { return 24 }
        if remaining == 16 { return 16 }
      }
      if remaining >= 12 { return 13...15 ~= remaining ? 8 : 12 }
      return remaining == 8 ? 8 : balanced(remaining, largest: 5)
    #endif
  }

  /// Rows of the next lane tile, where `remaining` are left.
  @inline(__always) static func laneRows(_ remaining: Int) -> Int {
    #if KERNELS_FOR_X86_64_V3
      balanced(remaining, largest: 6)
    #else
      balanced(remaining, largest: laneChannels == 4 ? 5 : 4)
    #endif
  }

  /// `largest` of many; the last two tiles are of about one size, since a small one waits for its own sums.
  @inline(__always) private static func balanced(_ remaining: Int, largest: Int) -> Int {
    if remaining >= 2 &* largest { return largest }
    return remaining > largest ? (remaining &+ 1) / 2 : remaining
  }
}
