package import Kernels

extension Loops {
  package static func crossEntropy(
    logits: FloatRegion, losses: FloatRegion, labels: [Int32], shape: HeadShape, labelSmoothing: Float, share: Share
  ) -> Float {
    precondition(logits.count >= shape.logitCount && shape.images > 0)
    precondition(losses.count >= shape.blocks * Layout.blockSize)
    shape.require(labels)
    let base = unsafe logits.pointer
    let inverseCount = 1 / Float(shape.images)
    let spread = labelSmoothing / Float(shape.classes)
    for vector in share.range(shape.vectors) {
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
      losses.cursor.store(loss.replacing(with: 0, where: labels.padding), vector &* 16)
      for index in 0..<shape.classes {
        let probability = unsafe loadLanes(base, start + index * 32) / sum
        let wanted = Lanes(repeating: spread).replacing(
          with: spread + (1 - labelSmoothing), where: labels.isClass(index))
        let gradient = (probability - wanted) * inverseCount
        unsafe storeLanes(gradient.replacing(with: 0, where: labels.padding), base, start + index * 32)
      }
    }
    share.meet()
    var total = Lanes.zero
    for vector in 0..<shape.vectors { total += losses.cursor.lanes(vector &* 16) }
    return LaneReductions.sum(total) * inverseCount
  }

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
