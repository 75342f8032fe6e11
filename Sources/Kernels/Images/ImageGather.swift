/// From images as rows of pixels to the layout of the network, `[block][pixel][32]`, and back.
package enum ImageGather {
  /// Floats of scratch that the gathers want: sixteen images in rows padded to whole vectors.
  package static func scratchCount(pixels: Int) -> Int { 16 * paddedRow(pixels) }

  private static func paddedRow(_ pixels: Int) -> Int { (pixels + 15) / 16 * 16 }

  /// Gathers the images at `indices` out of `images` (`[image][pixels]`), standardised: fma(byte, scale, offset). Lanes
  /// past the last image become 0.
  package static func gather(
    _ images: [UInt8], pixels: Int, indices: ArraySlice<Int32>, scale: Float, offset: Float, into input: FloatRegion,
    scratch: FloatRegion
  ) {
    let total = images.count / pixels
    precondition(indices.allSatisfy { $0 >= 0 && $0 < total }, "an image index lies outside the data")
    let rows = scratch.cursor
    let step = paddedRow(pixels)
    unsafe images.withUnsafeBufferPointer { bytes in
      forEachHalf(count: indices.count, pixels: pixels, input, scratch) { slot, image in
        let row = rows + slot &* step
        let first = Int(indices[indices.startIndex &+ image]) &* pixels
        for pixel in 0..<pixels {
          row[pixel] = unsafe offset.addingProduct(Float(bytes[first &+ pixel]), scale)
        }
      }
    }
  }

  /// The same for images that are floats already, `count` of them one after another, unchanged.
  package static func gather(
    _ images: [Float], pixels: Int, count: Int, into input: FloatRegion, scratch: FloatRegion
  ) {
    precondition(images.count >= count * pixels)
    let rows = scratch.cursor
    let step = paddedRow(pixels)
    unsafe images.withUnsafeBufferPointer { values in
      forEachHalf(count: count, pixels: pixels, input, scratch) { slot, image in
        let row = rows + slot &* step
        for pixel in 0..<pixels { row[pixel] = unsafe values[image &* pixels &+ pixel] }
      }
    }
  }

  /// Fills sixteen rows at a time by `fill(slot, image)` and transposes them into the layout.
  @inline(__always)
  private static func forEachHalf(
    count: Int, pixels: Int, _ input: FloatRegion, _ scratch: FloatRegion, fill: (Int, Int) -> Void
  ) {
    let blocks = Layout.blocks(images: count)
    let step = paddedRow(pixels)
    precondition(pixels > 0 && count >= 0 && scratch.count >= 16 * step)
    precondition(input.count >= blocks * pixels * Layout.blockSize)
    let rows = scratch.cursor
    for half in 0..<(2 &* blocks) {
      for slot in 0..<16 {
        let image = 16 &* half &+ slot
        if image < count {
          fill(slot, image)
        } else {
          for pixel in 0..<pixels { (rows + slot &* step)[pixel] = 0 }
        }
      }
      let target = input.cursor + ((half / 2) &* pixels &* 32 &+ (half % 2) &* 16)
      var pixel = 0
      while pixel &+ 16 <= pixels {
        transposeTile(rows + pixel, step, target + pixel &* 32, 32)
        pixel &+= 16
      }
      while pixel < pixels {
        for slot in 0..<16 { target[pixel &* 32 &+ slot] = rows[slot &* step &+ pixel] }
        pixel &+= 1
      }
    }
  }

  /// The values of image `image` out of `[block][count][32]`, appended to `rows`.
  package static func appendRow(_ image: Int, of values: FloatRegion, count: Int, to rows: inout [Float]) {
    let block = image / Layout.blockSize
    precondition(image >= 0 && values.count >= (block + 1) * count * Layout.blockSize)
    let source = values.cursor + (block &* count &* 32 &+ image % Layout.blockSize)
    for index in 0..<count { rows.append(source[32 &* index]) }
  }

  /// The place of the largest of an image's `count` values, the first of equals; NaNs never win.
  package static func largest(_ image: Int, of values: FloatRegion, count: Int) -> Int {
    let block = image / Layout.blockSize
    precondition(image >= 0 && values.count >= (block + 1) * count * Layout.blockSize)
    let source = values.cursor + (block &* count &* 32 &+ image % Layout.blockSize)
    var best = 0
    for index in 1..<max(1, count) where source[32 &* index] > source[32 &* best] || source[32 &* best].isNaN {
      best = index
    }
    return best
  }
}
