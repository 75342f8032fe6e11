package import Kernels

/// Softmax cross-entropy of scaled cosines with a margin on the target: z_y = s·ψ(θ_y), z_j = s·cos θ_j, ψ(θ) = cos(m1·θ + m2)
/// − m3 (Deng et al. 2019, eq. 4). NormFace, SphereFace, ArcFace and CosFace are settings of it.
///
/// Features and class weights are brought to unit length, there is no bias. A zero feature has θ = π/2 to every class and gets
/// no gradient (`KernelSet.unitFeatures`); at θ = 0 and π the gradient through the margin is 0 (`UnifiedMargin.tangentFloor`).
package struct UnifiedMarginHead: Head {
  package let classes: Int
  package let dimension: Int
  /// s, what cosines are multiplied by.
  package let scale: Float
  /// The margins once their schedule has reached them.
  package let margin: UnifiedMargin
  package let schedule: MarginSchedule
  /// ε of the smoothed targets, 0 for one-hot ones.
  package let labelSmoothing: Float

  package init(
    classes: Int, dimension: Int, scale: Float, margin: UnifiedMargin, schedule: MarginSchedule = .constant,
    labelSmoothing: Float = 0
  ) {
    precondition(classes > 0 && dimension > 0 && scale > 0 && labelSmoothing >= 0 && labelSmoothing < 1)
    self.classes = classes
    self.dimension = dimension
    self.scale = scale
    self.margin = margin
    self.schedule = schedule
    self.labelSmoothing = labelSmoothing
  }

  package var isNormalized: Bool { true }
  package var readout: HeadReadout { .cosine(scale: scale) }

  /// `weight` is `[class][dimension]`: directions uniform on the sphere, lengths about 1.
  package var parameters: [ParameterDeclaration] {
    let spread = 1 / Float(dimension).squareRoot()
    return [
      ParameterDeclaration(
        name: "weight", shape: [classes, dimension], initializer: .normal(standardDeviation: spread))
    ]
  }

  /// The margins in force at a step.
  package func margin(at progress: HeadProgress) -> UnifiedMargin {
    let weight = schedule.weight(at: progress)
    if weight >= 1 { return margin }
    var current = margin
    current.m1 = Float(1 + (Double(margin.m1) - 1) * weight)
    current.m2 = Float(Double(margin.m2) * weight)
    current.m3 = Float(Double(margin.m3) * weight)
    return current
  }

  package func scratchCount(blocks: Int) -> Int {
    Scratch.count(HeadShape(images: blocks * Layout.blockSize, classes: classes, dimension: dimension))
  }

  package func trainStep(
    _ batch: HeadBatch, parameters: [FloatRegion], gradients: [FloatRegion], scratch: FloatRegion,
    progress: HeadProgress, worker: Worker
  ) -> HeadResult {
    let (kernels, share) = (worker.kernels, worker.share)
    let shape = HeadShape(images: batch.count, classes: classes, dimension: dimension)
    let room = Scratch(scratch, shape: shape)
    normalize(batch.embedding, weight: parameters[0], shape: shape, room: room, worker)
    kernels.cosines(
      unit: room.features, unitWeight: room.weight, shape: shape, scale: 1, into: room.cosines, share: share)
    kernels.applyMargin(
      margin(at: progress), scale: scale, cosines: room.cosines, unit: room.features, unitWeight: room.weight,
      labels: batch.labels, shape: shape, logits: room.gradient, slopes: room.slopes, share: share)
    let loss = kernels.crossEntropy(
      logits: room.gradient, losses: room.losses, labels: batch.labels, shape: shape, labelSmoothing: labelSmoothing,
      share: share)
    kernels.logitToCosineGradient(
      room.gradient, slopes: room.slopes, scale: scale, labels: batch.labels, shape: shape, share: share)
    kernels.cosineEmbeddingGradient(
      cosineGradient: room.gradient, cosines: room.cosines, unit: room.features, inverseLength: room.inverseLength,
      unitWeight: room.weight, shape: shape, into: batch.embeddingGradient, share: share)
    // Every share's images are done by now.
    let correct = kernels.correctCount(logits: room.cosines, labels: batch.labels, shape: shape)
    kernels.cosineWeightGradient(
      cosineGradient: room.gradient, cosines: room.cosines, unit: room.features, unitWeight: room.weight,
      inverseWeightLength: room.inverseWeightLength, shape: shape, into: gradients[0],
      share: share)
    return HeadResult(loss: loss, correct: correct)
  }

  package func logits(
    embedding: FloatRegion, blocks: Int, parameters: [FloatRegion], scratch: FloatRegion, into logits: FloatRegion,
    worker: Worker
  ) {
    let shape = HeadShape(images: blocks * Layout.blockSize, classes: classes, dimension: dimension)
    let room = Scratch(scratch, shape: shape)
    normalize(embedding, weight: parameters[0], shape: shape, room: room, worker)
    worker.kernels.cosines(
      unit: room.features, unitWeight: room.weight, shape: shape, scale: scale, into: logits, share: worker.share)
  }

  private func normalize(
    _ embedding: FloatRegion, weight: FloatRegion, shape: HeadShape, room: Scratch, _ worker: Worker
  ) {
    worker.kernels.unitFeatures(
      embedding, shape: shape, into: room.features, inverseLength: room.inverseLength, share: worker.share)
    worker.kernels.unitWeights(
      weight, classes: classes, dimension: dimension, into: room.weight, inverseLength: room.inverseWeightLength,
      share: worker.share)
  }
}

/// The scratch region's parts.
private struct Scratch {
  let features: FloatRegion
  let inverseLength: FloatRegion
  let cosines: FloatRegion
  /// Logits first, then the gradient in the same place.
  let gradient: FloatRegion
  let slopes: FloatRegion
  let losses: FloatRegion
  let weight: FloatRegion
  let inverseWeightLength: FloatRegion

  static func count(_ shape: HeadShape) -> Int {
    let images = shape.blocks * Layout.blockSize
    return Arena.footprint(shape.embeddingCount) + 2 * Arena.footprint(shape.logitCount) + 3 * images
      + Arena.footprint(shape.weightCount) + Arena.footprint(shape.classes)
  }

  init(_ region: FloatRegion, shape: HeadShape) {
    var start = 0
    func take(_ count: Int) -> FloatRegion {
      defer { start += Arena.footprint(count) }
      return region.slice(start..<start + count)
    }
    let images = shape.blocks * Layout.blockSize
    features = take(shape.embeddingCount)
    inverseLength = take(images)
    cosines = take(shape.logitCount)
    gradient = take(shape.logitCount)
    slopes = take(images)
    losses = take(images)
    weight = take(shape.weightCount)
    inverseWeightLength = take(shape.classes)
  }
}
