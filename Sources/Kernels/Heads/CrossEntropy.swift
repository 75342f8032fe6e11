/// Softmax cross-entropy over `[block][class][32]`, with label smoothing: targets q_j = (1 − ε)·[j = y] + ε/C (Szegedy et al.
/// 2016, §7).
package enum CrossEntropy {
  /// The mean loss over the images. On return `logits` holds ∂(mean loss)/∂logits, zero in the padding.
  ///
  /// Logits of any finite size: the largest of each image is taken off before the exponential. Each image sums its classes in
  /// order; losses are summed in lanes over the vectors in order, then folded.
  package static func lossAndGradient(
    logits: FloatRegion, labels: [Int32], shape: HeadShape, labelSmoothing: Float
  ) -> Float {
    precondition(logits.count >= shape.logitCount && labels.count == shape.images && shape.images > 0)
    precondition(labels.allSatisfy { $0 >= 0 && Int($0) < shape.classes }, "a label outside the classes")
    let base = unsafe logits.pointer
    let inverseCount = 1 / Float(shape.images)
    let spread = labelSmoothing / Float(shape.classes)
    var total = Lanes.zero
    for vector in 0..<shape.vectors {
      let start = shape.start(ofVector: vector, rows: shape.classes)
      let labels = LabelLanes(labels, vector: vector)
      let largest = unsafe largestLogit(base + start, classes: shape.classes)
      var sum = Lanes.zero
      var target = Lanes.zero
      var shortfall = Lanes.zero
      for index in 0..<shape.classes {
        let logit = unsafe loadLanes(base, start + index * 32)
        let exponential = VectorMath.exp(logit - largest)
        sum += exponential
        shortfall += largest - logit
        target.replace(with: logit, where: labels.isClass(index))
        unsafe storeLanes(exponential, base, start + index * 32)
      }
      let loss = VectorMath.log(sum) + ((1 - labelSmoothing) * (largest - target) + spread * shortfall)
      total += loss.replacing(with: 0, where: labels.padding)
      for index in 0..<shape.classes {
        let probability = unsafe loadLanes(base, start + index * 32) / sum
        let wanted = Lanes(repeating: spread).replacing(
          with: spread + (1 - labelSmoothing), where: labels.isClass(index))
        let gradient = (probability - wanted) * inverseCount
        unsafe storeLanes(gradient.replacing(with: 0, where: labels.padding), base, start + index * 32)
      }
    }
    return LaneReductions.sum(total) * inverseCount
  }

  /// The images whose largest logit is their label's; the first of several equal ones is the prediction, and an image with a
  /// logit that is not a number is wrong.
  package static func correctCount(logits: FloatRegion, labels: [Int32], shape: HeadShape) -> Int {
    precondition(logits.count >= shape.logitCount && labels.count == shape.images)
    let base = unsafe logits.pointer
    var correct = SIMD16<Int32>.zero
    for vector in 0..<shape.vectors {
      let start = shape.start(ofVector: vector, rows: shape.classes)
      let labels = LabelLanes(labels, vector: vector)
      var best = unsafe loadLanes(base, start)
      var prediction = SIMD16<Int32>.zero
      var broken = best .!= best
      for index in 1..<max(1, shape.classes) {
        let logit = unsafe loadLanes(base, start + index * 32)
        let larger = logit .> best
        best.replace(with: logit, where: larger)
        prediction.replace(with: Int32(truncatingIfNeeded: index), where: larger)
        broken = broken .| (logit .!= logit)
      }
      let right = (prediction .== labels.classes) .& .!broken
      correct = correct &+ SIMD16<Int32>.zero.replacing(with: 1, where: right)
    }
    return (0..<16).reduce(0) { $0 + Int(correct[$1]) }
  }

  @inline(__always)
  @unsafe private static func largestLogit(_ base: UnsafeMutablePointer<Float>, classes: Int) -> Lanes {
    var largest = unsafe loadLanes(base, 0)
    for index in 1..<max(1, classes) {
      let logit = unsafe loadLanes(base, index * 32)
      largest.replace(with: logit, where: logit .> largest)
    }
    return largest
  }
}
