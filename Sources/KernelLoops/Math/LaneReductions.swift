/// The stated orders in which lanes become one number.
enum LaneReductions {
  /// The sum of sixteen lanes: lane i and i + 8, then i and i + 4, i and i + 2, i and i + 1.
  @inline(__always)
  static func sum(_ x: Lanes) -> Float {
    let eight = x.lowHalf + x.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }
}
