/// The length of a gradient.
package enum GradientNorm {
  /// √Σg². Element i is squared into lane i mod 16, elements in order; the lanes are folded as `LaneReductions.sum` says. A
  /// value that is not finite makes the norm not finite, and so does one beyond about 10¹⁹.
  package static func euclidean(_ gradients: FloatRegion) -> Float {
    let g = unsafe gradients.pointer
    let whole = gradients.count / 16 * 16
    var squares = Lanes.zero
    for index in stride(from: 0, to: whole, by: 16) {
      let value = unsafe loadLanes(g, index)
      squares.addProduct(value, value)
    }
    var rest = Lanes.zero
    for index in whole..<gradients.count { rest[index - whole] = gradients[index] }
    squares.addProduct(rest, rest)
    return LaneReductions.sum(squares).squareRoot()
  }
}
