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
}
