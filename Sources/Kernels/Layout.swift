/// The layout that every activation has: `[block][height][width][channel][32 images]`.
///
/// Images are the SIMD lanes, so any channel count, kernel size and stride vectorises alike, a row of taps is one contiguous
/// run, and flattening costs nothing. A batch that is no multiple of 32 ends in a block whose last images are zero.
package enum Layout {
  /// Images in a block.
  package static let blockSize = 32
  /// Images in a vector.
  package static let laneCount = 16

  /// The blocks that `images` fill, the last perhaps in part.
  package static func blocks(images: Int) -> Int { (images + blockSize - 1) / blockSize }
}
