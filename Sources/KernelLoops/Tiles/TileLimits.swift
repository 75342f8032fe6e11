/// How much of a sum the register file can hold. It decides which tiles run, never a bit of what they give.
///
/// AVX-512 has 32 registers of one `Lanes` each; AVX2 has 16 of half a one, NEON 32 of a quarter.
enum TileLimits {
  #if KERNELS_FOR_X86_64_V3 || arch(arm64)
    /// Channels of a tap tile, each two vectors.
    static let tapChannels = 2
    /// Rows and vectors of a chain tile.
    static let chainRows = 4
    static let chainVectors = 1
    /// Rows and channels of a lane tile.
    static let laneRows = 4
    static let laneChannels = 1
  #else
    static let tapChannels = 8
    static let chainRows = 8
    static let chainVectors = 2
    static let laneRows = 5
    static let laneChannels = 4
  #endif
}
