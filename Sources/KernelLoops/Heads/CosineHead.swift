package import Kernels

// cos θ_j = Ŵ_j·x̂, the margin on the target, and the way back, tangent by tangent.
extension Loops {
  package static func cosines(
    unit features: FloatRegion, unitWeight: FloatRegion, shape: HeadShape, scale: Float, into cosines: FloatRegion,
    share: Share
  ) {
    precondition(features.count >= shape.embeddingCount && cosines.count >= shape.logitCount)
    precondition(unitWeight.count >= shape.weightCount)
    let (x, w) = unsafe (features.pointer, unitWeight.pointer)
    let target = unsafe cosines.pointer
    for vector in share.range(shape.vectors) {
      let source = unsafe x + shape.start(ofVector: vector, rows: shape.dimension)
      let row = unsafe target + shape.start(ofVector: vector, rows: shape.classes)
      var index = 0
      while index < shape.classes {
        if shape.classes &- index >= 5 {
          unsafe fiveCosines(source, w + index * shape.dimension, shape.dimension, scale, row + index * 32)
          index &+= 5
        } else {
          var sum = Lanes.zero
          for d in 0..<shape.dimension {
            sum.addProduct(unsafe Lanes(repeating: w[index * shape.dimension + d]), unsafe loadLanes(source, d * 32))
          }
          unsafe storeLanes(sum * scale, row, index * 32)
          index &+= 1
        }
      }
    }
  }

  /// Five classes at a time: one alone would wait for its own sum.
  @inline(__always)
  @unsafe private static func fiveCosines(
    _ x: UnsafeMutablePointer<Float>, _ w: UnsafeMutablePointer<Float>, _ dimension: Int, _ scale: Float,
    _ target: UnsafeMutablePointer<Float>
  ) {
    var (s0, s1, s2, s3, s4) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    for d in 0..<dimension {
      let feature = unsafe loadLanes(x, d * 32)
      unsafe s0.addProduct(Lanes(repeating: w[d]), feature)
      unsafe s1.addProduct(Lanes(repeating: w[dimension + d]), feature)
      unsafe s2.addProduct(Lanes(repeating: w[2 * dimension + d]), feature)
      unsafe s3.addProduct(Lanes(repeating: w[3 * dimension + d]), feature)
      unsafe s4.addProduct(Lanes(repeating: w[4 * dimension + d]), feature)
    }
    unsafe storeLanes(s0 * scale, target, 0)
    unsafe storeLanes(s1 * scale, target, 32)
    unsafe storeLanes(s2 * scale, target, 64)
    unsafe storeLanes(s3 * scale, target, 96)
    unsafe storeLanes(s4 * scale, target, 128)
  }

  package static func applyMargin(
    _ margin: UnifiedMargin, scale: Float, cosines: FloatRegion, unit features: FloatRegion, unitWeight: FloatRegion,
    labels: [Int32], shape: HeadShape, logits: FloatRegion, slopes: FloatRegion, share: Share
  ) {
    precondition(features.count >= shape.embeddingCount && cosines.count >= shape.logitCount)
    precondition(unitWeight.count >= shape.weightCount && logits.count >= shape.logitCount)
    precondition(slopes.count >= shape.blocks * 32)
    shape.require(labels)
    let (c, z) = unsafe (cosines.pointer, logits.pointer)
    let slope = unsafe slopes.pointer
    for vector in share.range(shape.vectors) {
      let labels = LabelLanes(labels, vector: vector)
      let start = shape.start(ofVector: vector, rows: shape.classes)
      var cosine = Lanes.zero
      for index in 0..<shape.classes {
        cosine.replace(with: unsafe loadLanes(c, start + index * 32), where: labels.isClass(index))
      }
      let sine = unsafe tangentLength(
        cosine: cosine, labels: labels,
        features: features.pointer + shape.start(ofVector: vector, rows: shape.dimension),
        unitWeight: unitWeight.pointer, dimension: shape.dimension)
      let (psi, factor) = margin.value(cosine: cosine, sine: sine)
      unsafe storeLanes(factor, slope, vector * 16)
      for index in 0..<shape.classes {
        let logit = unsafe loadLanes(c, start + index * 32).replacing(with: psi, where: labels.isClass(index)) * scale
        unsafe storeLanes(logit, z, start + index * 32)
      }
    }
  }

  /// sin θ_y as ‖Ŵ_y − cos θ_y·x̂‖, squares summed in order of dimension: exact to rounding where √(1 − cos²) is not.
  @inline(__always)
  @unsafe private static func tangentLength(
    cosine: Lanes, labels: LabelLanes, features: UnsafeMutablePointer<Float>, unitWeight: UnsafeMutablePointer<Float>,
    dimension: Int
  ) -> Lanes {
    let row = labels.classes.replacing(with: 0, where: labels.padding) &* Int32(truncatingIfNeeded: dimension)
    let rows = (
      Int(row[0]), Int(row[1]), Int(row[2]), Int(row[3]), Int(row[4]), Int(row[5]), Int(row[6]), Int(row[7]),
      Int(row[8]), Int(row[9]), Int(row[10]), Int(row[11]), Int(row[12]), Int(row[13]), Int(row[14]), Int(row[15])
    )
    var squares = Lanes.zero
    for d in 0..<dimension {
      let w = unsafe unitWeight + d
      let weight = unsafe Lanes(
        w[rows.0], w[rows.1], w[rows.2], w[rows.3], w[rows.4], w[rows.5], w[rows.6], w[rows.7], w[rows.8], w[rows.9],
        w[rows.10], w[rows.11], w[rows.12], w[rows.13], w[rows.14], w[rows.15])
      let component = LaneBits.fma(-cosine, unsafe loadLanes(features, d * 32), weight)
      squares.addProduct(component, component)
    }
    return squares.squareRoot()
  }

  package static func logitToCosineGradient(
    _ gradient: FloatRegion, slopes: FloatRegion, scale: Float, labels: [Int32], shape: HeadShape, share: Share
  ) {
    precondition(gradient.count >= shape.logitCount && slopes.count >= shape.blocks * 32)
    let (g, slope) = unsafe (gradient.pointer, slopes.pointer)
    for vector in share.range(shape.vectors) {
      let labels = LabelLanes(labels, vector: vector)
      let start = shape.start(ofVector: vector, rows: shape.classes)
      let factor = unsafe loadLanes(slope, vector * 16)
      for index in 0..<shape.classes {
        var value = unsafe loadLanes(g, start + index * 32) * scale
        value.replace(with: value * factor, where: labels.isClass(index))
        unsafe storeLanes(value, g, start + index * 32)
      }
    }
  }

  package static func cosineEmbeddingGradient(
    cosineGradient: FloatRegion, cosines: FloatRegion, unit features: FloatRegion, inverseLength: FloatRegion,
    unitWeight: FloatRegion, shape: HeadShape, into gradient: FloatRegion, share: Share
  ) {
    precondition(features.count >= shape.embeddingCount && cosines.count >= shape.logitCount)
    precondition(gradient.count >= shape.embeddingCount && cosineGradient.count >= shape.logitCount)
    precondition(unitWeight.count >= shape.weightCount && inverseLength.count >= shape.blocks * 32)
    let (g, c) = unsafe (cosineGradient.pointer, cosines.pointer)
    let (x, w) = unsafe (features.pointer, unitWeight.pointer)
    let (inverse, target) = unsafe (inverseLength.pointer, gradient.pointer)
    for vector in share.range(shape.vectors) {
      let row = shape.start(ofVector: vector, rows: shape.classes)
      let start = shape.start(ofVector: vector, rows: shape.dimension)
      let factor = unsafe loadLanes(inverse, vector * 16)
      var d = 0
      // Two dimensions at a time share what is read of a class.
      while d &+ 2 <= shape.dimension {
        let first = unsafe loadLanes(x, start + d * 32)
        let second = unsafe loadLanes(x, start + d * 32 + 32)
        var sums = (Lanes.zero, Lanes.zero)
        for index in 0..<shape.classes {
          let weights = unsafe w + (index * shape.dimension + d)
          let cosine = unsafe loadLanes(c, row + index * 32)
          let slope = unsafe loadLanes(g, row + index * 32)
          sums.0.addProduct(slope, LaneBits.fma(-first, cosine, unsafe Lanes(repeating: weights[0])))
          sums.1.addProduct(slope, LaneBits.fma(-second, cosine, unsafe Lanes(repeating: weights[1])))
        }
        unsafe storeLanes(sums.0 * factor, target, start + d * 32)
        unsafe storeLanes(sums.1 * factor, target, start + d * 32 + 32)
        d &+= 2
      }
      if d < shape.dimension {
        let feature = unsafe loadLanes(x, start + d * 32)
        var sum = Lanes.zero
        for index in 0..<shape.classes {
          let weight = unsafe Lanes(repeating: w[index * shape.dimension + d])
          let tangent = LaneBits.fma(-feature, unsafe loadLanes(c, row + index * 32), weight)
          sum.addProduct(unsafe loadLanes(g, row + index * 32), tangent)
        }
        unsafe storeLanes(sum * factor, target, start + d * 32)
      }
    }
    share.meet()
  }

  package static func cosineWeightGradient(
    cosineGradient: FloatRegion, cosines: FloatRegion, unit features: FloatRegion, unitWeight: FloatRegion,
    inverseWeightLength: FloatRegion, shape: HeadShape, into gradient: FloatRegion, share: Share
  ) {
    precondition(features.count >= shape.embeddingCount && cosines.count >= shape.logitCount)
    precondition(gradient.count >= shape.weightCount && cosineGradient.count >= shape.logitCount)
    precondition(unitWeight.count >= shape.weightCount && inverseWeightLength.count >= shape.classes)
    let (g, c) = unsafe (cosineGradient.pointer, cosines.pointer)
    let (x, w) = unsafe (features.pointer, unitWeight.pointer)
    let (inverse, target) = unsafe (inverseWeightLength.pointer, gradient.pointer)
    for index in share.range(shape.classes) {
      for d in 0..<shape.dimension {
        let weight = unsafe Lanes(repeating: w[index * shape.dimension + d])
        var sum = Lanes.zero
        for vector in 0..<shape.vectors {
          let row = shape.start(ofVector: vector, rows: shape.classes) + index * 32
          let feature = unsafe loadLanes(x, shape.start(ofVector: vector, rows: shape.dimension) + d * 32)
          let tangent = LaneBits.fma(-weight, unsafe loadLanes(c, row), feature)
          sum.addProduct(unsafe loadLanes(g, row), tangent)
        }
        unsafe target[index * shape.dimension + d] = LaneReductions.sum(sum) * inverse[index]
      }
    }
  }
}
