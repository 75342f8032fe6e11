package import Kernels

// What tests and figures see of the elementary functions.
extension Loops {
  package static func apply(_ function: ElementaryFunction, _ arguments: FloatRegion, into values: FloatRegion) {
    switch function {
    case .exp: forEachVector(arguments, values) { VectorMath.exp($0) }
    case .log: forEachVector(arguments, values) { VectorMath.log($0) }
    case .sin: forEachVector(arguments, values) { VectorMath.sineAndCosine($0).sine }
    case .cos: forEachVector(arguments, values) { VectorMath.sineAndCosine($0).cosine }
    case .acos: forEachVector(arguments, values) { VectorMath.acos($0) }
    }
  }

  package static func angles(sines: FloatRegion, cosines: FloatRegion, into angles: FloatRegion) {
    precondition(cosines.count == sines.count && angles.count == sines.count && sines.count % 16 == 0)
    for index in stride(from: 0, to: sines.count, by: 16) {
      angles.cursor.store(
        VectorMath.angle(sine: sines.cursor.lanes(index), cosine: cosines.cursor.lanes(index)), index)
    }
  }

  package static func psi(_ margin: UnifiedMargin, angles: FloatRegion, into values: FloatRegion) {
    forEachVector(angles, values) { angle in
      let (sine, cosine) = VectorMath.sineAndCosine(angle)
      return margin.value(cosine: cosine, sine: LaneBits.magnitude(sine)).psi
    }
  }

  package static func fold(_ lanes: FloatRegion) -> Float {
    precondition(lanes.count == Layout.laneCount)
    return LaneReductions.sum(lanes.cursor.lanes(0))
  }

  /// Whole vectors only.
  @inline(__always)
  private static func forEachVector(_ arguments: FloatRegion, _ values: FloatRegion, _ body: (Lanes) -> Lanes) {
    precondition(arguments.count == values.count && arguments.count % Layout.laneCount == 0)
    for index in stride(from: 0, to: arguments.count, by: 16) {
      values.cursor.store(body(arguments.cursor.lanes(index)), index)
    }
  }
}
