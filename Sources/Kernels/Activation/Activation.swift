/// Activations that look at one element at a time.
package enum Activation {
  /// max(x, 0); a NaN stays one.
  @inline(__always) static func rectified(_ x: Lanes) -> Lanes { x.replacing(with: 0, where: x .< 0) }

  /// `gradient` where the rectified `output` is positive, else 0; a NaN output lets it through.
  @inline(__always) static func passed(_ gradient: Lanes, where output: Lanes) -> Lanes {
    gradient.replacing(with: 0, where: output .<= 0)
  }

  /// output = max(input, 0) over `count` floats, whole vectors.
  package static func relu(input: FloatRegion, output: FloatRegion, count: Int) {
    precondition(count % 16 == 0 && input.count >= count && output.count >= count)
    for index in stride(from: 0, to: count, by: 16) {
      output.cursor.store(rectified(input.cursor.lanes(index)), index)
    }
  }

  /// The ReLU's gradient; 0 at 0.
  package static func reluGradient(
    output: FloatRegion, outputGradient: FloatRegion, inputGradient: FloatRegion, count: Int
  ) {
    precondition(count % 16 == 0 && output.count >= count && outputGradient.count >= count)
    precondition(inputGradient.count >= count)
    for index in stride(from: 0, to: count, by: 16) {
      let passed = passed(outputGradient.cursor.lanes(index), where: output.cursor.lanes(index))
      inputGradient.cursor.store(passed, index)
    }
  }

  /// output = factors · input, element by element, over `count` floats, whole vectors: dropout, forward and backward.
  package static func multiply(_ input: FloatRegion, by factors: FloatRegion, into output: FloatRegion, count: Int) {
    precondition(count % 16 == 0 && input.count >= count && factors.count >= count && output.count >= count)
    for index in stride(from: 0, to: count, by: 16) {
      output.cursor.store(input.cursor.lanes(index) * factors.cursor.lanes(index), index)
    }
  }
}
