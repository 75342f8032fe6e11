/// A row of Philox 4×32-10 blocks (Salmon, Moraes, Dror, Shaw 2011): block n has the counter (n, n ≫ 32, x, y).
package struct PhiloxRow: Hashable, Sendable {
  package let key: SIMD2<UInt32>
  /// The upper half of every block's counter.
  package let lane: UInt64

  package init(key: SIMD2<UInt32>, lane: UInt64) {
    self.key = key
    self.lane = lane
  }
}
