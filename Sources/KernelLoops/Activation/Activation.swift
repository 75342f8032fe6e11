package import Kernels

/// Activations that look at one element at a time.
enum Activation {
  /// max(x, 0); a NaN stays one.
  @inline(__always) static func rectified(_ x: Lanes) -> Lanes { x.replacing(with: 0, where: x .< 0) }

  /// `gradient` where the rectified `output` is positive, else 0; a NaN output lets it through.
  @inline(__always) static func passed(_ gradient: Lanes, where output: Lanes) -> Lanes {
    gradient.replacing(with: 0, where: output .<= 0)
  }
}

extension Loops {
  package static func relu(input: FloatRegion, output: FloatRegion, count: Int, share: Share) {
    precondition(count % 16 == 0 && input.count >= count && output.count >= count)
    for vector in share.range(count / 16) {
      output.cursor.store(Activation.rectified(input.cursor.lanes(16 &* vector)), 16 &* vector)
    }
    share.meet()
  }

  package static func reluGradient(
    output: FloatRegion, outputGradient: FloatRegion, inputGradient: FloatRegion, count: Int, share: Share
  ) {
    precondition(count % 16 == 0 && output.count >= count && outputGradient.count >= count)
    precondition(inputGradient.count >= count)
    let (d, y, target) = (outputGradient.cursor, output.cursor, inputGradient.cursor)
    for vector in share.range(count / 16) {
      target.store(Activation.passed(d.lanes(16 &* vector), where: y.lanes(16 &* vector)), 16 &* vector)
    }
    share.meet()
  }

  package static func multiply(
    _ input: FloatRegion, by factors: FloatRegion, into output: FloatRegion, count: Int, share: Share
  ) {
    precondition(count % 16 == 0 && input.count >= count && factors.count >= count && output.count >= count)
    let (x, factor, target) = (input.cursor, factors.cursor, output.cursor)
    for vector in share.range(count / 16) {
      target.store(x.lanes(16 &* vector) * factor.lanes(16 &* vector), 16 &* vector)
    }
    share.meet()
  }
}
