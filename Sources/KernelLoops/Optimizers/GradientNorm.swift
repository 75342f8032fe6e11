package import Kernels

extension Loops {
  package static func euclideanNorm(_ gradients: FloatRegion) -> Float {
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
