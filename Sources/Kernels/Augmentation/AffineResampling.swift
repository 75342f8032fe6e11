/// A plane of pixels seen through an affine map, with bilinear interpolation.
package struct AffineResampling: Hashable, Sendable {
  /// The source point of output pixel (column x, row y), both counted from the middle of the plane:
  /// (xx·x + xy·y + xShift, yx·x + yy·y + yShift).
  package var xx: Float
  package var xy: Float
  package var yx: Float
  package var yy: Float
  package var xShift: Float
  package var yShift: Float

  package init(xx: Float, xy: Float, yx: Float, yy: Float, xShift: Float, yShift: Float) {
    self.xx = xx
    self.xy = xy
    self.yx = yx
    self.yy = yy
    self.xShift = xShift
    self.yShift = yShift
  }

  package static let identity = AffineResampling(xx: 1, xy: 0, yx: 0, yy: 1, xShift: 0, yShift: 0)

  /// Writes the resampled `source` (row-major, `height` × `width`) to `target`, both of `height`·`width` pixels, as fma(value,
  /// scale, offset): standardised like pixels that are not augmented. Outside the plane the value is 0.
  package func sample(
    _ source: Span<UInt8>, height: Int, width: Int, scale: Float = 1, offset: Float = 0,
    into target: inout MutableSpan<Float>
  ) {
    precondition(height > 0 && width > 0 && source.count == height * width && target.count == height * width)
    let middleX = Float(width - 1) / 2
    let middleY = Float(height - 1) / 2
    for row in 0..<height {
      let y = Float(row) - middleY
      let startX = xy * y + xShift + middleX
      let startY = yy * y + yShift + middleY
      for column in 0..<width {
        let x = Float(column) - middleX
        let value = value(source, height: height, width: width, x: startX + xx * x, y: startY + yx * x)
        target[row * width + column] = offset.addingProduct(value, scale)
      }
    }
  }

  @inline(__always)
  private func value(_ source: Span<UInt8>, height: Int, width: Int, x: Float, y: Float) -> Float {
    guard x > -1, y > -1, x < Float(width), y < Float(height) else { return 0 }
    let (left, top) = (x.rounded(.down), y.rounded(.down))
    let (right, below) = (x - left, y - top)
    let (column, row) = (Int(left), Int(top))
    func pixel(_ row: Int, _ column: Int) -> Float {
      row >= 0 && row < height && column >= 0 && column < width ? Float(source[row * width + column]) : 0
    }
    let upper = pixel(row, column) * (1 - right) + pixel(row, column + 1) * right
    let lower = pixel(row + 1, column) * (1 - right) + pixel(row + 1, column + 1) * right
    return upper * (1 - below) + lower * below
  }
}
