import Kernels

/// Which of a block's 32 images are padding: all lanes false in a full block.
struct PaddingMask {
  let first: SIMDMask<SIMD16<Int32>>
  let second: SIMDMask<SIMD16<Int32>>

  /// Whether all images of the block count.
  let isEmpty: Bool

  /// The mask of block `block` in a batch of `images`.
  @inline(__always) init(images: Int, block: Int) {
    let lanes = SIMD16<Int32>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
    let valid = Int32(max(0, min(Layout.blockSize, images - block * Layout.blockSize)))
    isEmpty = valid == Int32(Layout.blockSize)
    first = lanes .>= valid
    second = (lanes &+ 16) .>= valid
  }
}
