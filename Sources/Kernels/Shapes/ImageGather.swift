/// Room for gathering images, and single images read back out of `[block][values][32]`.
package enum ImageGather {
  /// Floats of scratch that a gather wants: sixteen images in rows padded to whole vectors for each worker.
  package static func scratchCount(pixels: Int, workers: Int = 1) -> Int { workers * 16 * paddedRow(pixels) }

  /// An image's floats rounded up to whole vectors.
  package static func paddedRow(_ pixels: Int) -> Int { (pixels + 15) / 16 * 16 }

  /// The values of image `image` out of `[block][count][32]`, appended to `rows`.
  package static func appendRow(_ image: Int, of values: FloatRegion, count: Int, to rows: inout [Float]) {
    let block = image / Layout.blockSize
    precondition(image >= 0 && values.count >= (block + 1) * count * Layout.blockSize)
    let start = block * count * Layout.blockSize + image % Layout.blockSize
    for index in 0..<count { rows.append(values[start + Layout.blockSize * index]) }
  }

  /// The place of the largest of an image's `count` values, the first of equals; NaNs never win.
  package static func largest(_ image: Int, of values: FloatRegion, count: Int) -> Int {
    let block = image / Layout.blockSize
    precondition(image >= 0 && values.count >= (block + 1) * count * Layout.blockSize)
    let start = block * count * Layout.blockSize + image % Layout.blockSize
    var best = 0
    var largest = values[start]
    for index in 1..<max(1, count) {
      let value = values[start + Layout.blockSize * index]
      if value > largest || largest.isNaN { (best, largest) = (index, value) }
    }
    return best
  }
}
