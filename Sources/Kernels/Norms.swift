/// Sums over whole regions.
package enum Norms {
  /// √Σx² over a region whose length is a multiple of sixteen: sixteen lanes, each a chain of fused multiply-adds from 0
  /// over the vectors in order, folded by the fixed tree. Infinite or NaN where an element is, or where the sum overflows.
  package static func euclidean(_ region: FloatRegion) -> Float {
    precondition(region.count % Layout.laneCount == 0)
    var sum = Lanes.zero
    for index in stride(from: 0, to: region.count, by: Layout.laneCount) {
      let x = region.cursor.lanes(index)
      sum.addProduct(x, x)
    }
    return LaneReductions.sum(sum).squareRoot()
  }
}
