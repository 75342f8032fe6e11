package import Kernels

extension Loops {
  package static func gather(
    _ images: [UInt8], pixels: Int, indices: ArraySlice<Int32>, scale: Float, offset: Float, into input: FloatRegion,
    scratch: FloatRegion, share: Share
  ) {
    let total = images.count / pixels
    precondition(indices.allSatisfy { $0 >= 0 && $0 < total }, "an image index lies outside the data")
    let factor = scale
    unsafe images.withUnsafeBufferPointer { bytes in
      unsafe indices.withUnsafeBufferPointer { indices in
        let count = indices.count
        // The images lie scattered over tens of megabytes: asking for all of them before the first is used lets the
        // memory fetch them at the same time.
        var touched: UInt8 = 0
        for image in halfRange(count: count, share) {
          let first = unsafe Int(indices[image]) &* pixels
          for place in stride(from: 0, to: pixels, by: 64) { touched &+= unsafe bytes[first &+ place] }
        }
        keep(touched, in: scratch.cursor + share.index)
        forEachHalf(count: count, pixels: pixels, input, scratch, share) { row, image in
          let first = unsafe Int(indices[image]) &* pixels
          for pixel in 0..<pixels {
            row[pixel] = unsafe offset.addingProduct(Float(bytes[first &+ pixel]), factor)
          }
        }
      }
    }
    share.meet()
  }

  package static func gather(
    _ images: [Float], pixels: Int, count: Int, into input: FloatRegion, scratch: FloatRegion, share: Share
  ) {
    precondition(images.count >= count * pixels)
    unsafe images.withUnsafeBufferPointer { values in
      forEachHalf(count: count, pixels: pixels, input, scratch, share) { row, image in
        for pixel in 0..<pixels { row[pixel] = unsafe values[image &* pixels &+ pixel] }
      }
    }
    share.meet()
  }

  /// The images of this share's halves.
  private static func halfRange(count: Int, _ share: Share) -> Range<Int> {
    let halves = share.range(2 * Layout.blocks(images: count))
    return min(count, 16 &* halves.lowerBound)..<min(count, 16 &* halves.upperBound)
  }

  /// Uses a value, so that the reads behind it are not optimised away; whatever stands there is overwritten.
  @inline(never) private static func keep(_ value: UInt8, in scratch: Cursor) {
    if value == 1 { scratch[0] = 0 }
  }

  /// Fills sixteen rows at a time by `fill(row, image)` and transposes them into the layout.
  @inline(__always)
  private static func forEachHalf(
    count: Int, pixels: Int, _ input: FloatRegion, _ scratch: FloatRegion, _ share: Share,
    fill: (Cursor, Int) -> Void
  ) {
    let blocks = Layout.blocks(images: count)
    let step = ImageGather.paddedRow(pixels)
    precondition(pixels > 0 && count >= 0)
    precondition(scratch.count >= ImageGather.scratchCount(pixels: pixels, workers: share.count))
    precondition(input.count >= blocks * pixels * Layout.blockSize)
    let rows = scratch.cursor + share.index &* 16 &* step
    for half in share.range(2 &* blocks) {
      for slot in 0..<16 {
        let image = 16 &* half &+ slot
        let row = rows + slot &* step
        if image < count {
          fill(row, image)
        } else {
          for pixel in 0..<pixels { row[pixel] = 0 }
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
}
