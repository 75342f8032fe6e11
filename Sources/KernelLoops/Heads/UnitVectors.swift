package import Kernels

// Features and class weights brought to the unit sphere.
extension Loops {
  package static func unitFeatures(
    _ embedding: FloatRegion, shape: HeadShape, into unit: FloatRegion, inverseLength: FloatRegion,
    share: Share
  ) {
    precondition(embedding.count >= shape.embeddingCount && unit.count >= shape.embeddingCount)
    precondition(inverseLength.count >= shape.blocks * 32)
    let (x, target) = unsafe (embedding.pointer, unit.pointer)
    let inverse = unsafe inverseLength.pointer
    for vector in share.range(shape.vectors) {
      let padding = shape.padding(vector: vector)
      let start = shape.start(ofVector: vector, rows: shape.dimension)
      var largest = Lanes.zero
      for d in 0..<shape.dimension {
        let size = unsafe LaneBits.magnitude(loadLanes(x, start + d * 32))
        // Not-a-number is passed on: a broken embedding must show in the loss.
        largest.replace(with: size, where: .!(size .<= largest))
      }
      let scale = powerOfTwoScale(largest)
      var squares = Lanes.zero
      for d in 0..<shape.dimension {
        let value = unsafe loadLanes(x, start + d * 32) * scale
        squares.addProduct(value, value)
      }
      var factor = 1 / squares.squareRoot()
      factor.replace(with: 0, where: (largest .< 0x1p-100) .| padding)
      for d in 0..<shape.dimension {
        let value = unsafe loadLanes(x, start + d * 32) * scale * factor
        unsafe storeLanes(value.replacing(with: 0, where: padding), target, start + d * 32)
      }
      unsafe storeLanes((factor * scale).replacing(with: 0, where: padding), inverse, vector * 16)
    }
  }

  package static func unitWeights(
    _ weight: FloatRegion, classes: Int, dimension: Int, into unit: FloatRegion, inverseLength: FloatRegion,
    share: Share
  ) {
    precondition(weight.count >= classes * dimension && unit.count >= classes * dimension)
    precondition(inverseLength.count >= classes)
    let (w, target) = (weight.cursor, unit.cursor)
    for index in share.range(classes) {
      let row = index * dimension
      var largest: Float = 0
      for d in 0..<dimension {
        let size = w[row &+ d].magnitude
        if !(size <= largest) { largest = size }
      }
      let scale = powerOfTwoScale(Lanes(repeating: largest))[0]
      var squares: Float = 0
      for d in 0..<dimension {
        let value = w[row &+ d] * scale
        squares.addProduct(value, value)
      }
      let factor = largest < 0x1p-100 ? 0 : 1 / squares.squareRoot()
      for d in 0..<dimension { target[row &+ d] = w[row &+ d] * scale * factor }
      inverseLength.cursor[index] = factor * scale
    }
    share.meet()
  }

  /// The power of two that brings `largest` to between 1 and 2; 1 for zero, tiny and infinite values.
  @inline(__always)
  private static func powerOfTwoScale(_ largest: Lanes) -> Lanes {
    // 2⁻ᵉ has the exponent bits 254 − (e + 127); from e = 127 on it would be subnormal, and 2⁻¹²⁶ does as well.
    let exponent = (LaneBits.integers(largest) &>> 23) & 0xFF
    var bits = 254 &- exponent
    bits.replace(with: 1, where: bits .< 1)
    return LaneBits.lanes(bits &<< 23).replacing(with: 1, where: (largest .< 0x1p-100) .| .!(largest .< .infinity))
  }
}
