package import Kernels

/// Plain softmax: z = Wᵀx + b, neither features nor weights normalised.
package struct SoftmaxHead: Head {
  package let classes: Int
  package let dimension: Int
  /// ε of the smoothed targets, 0 for one-hot ones.
  package let labelSmoothing: Float

  package init(classes: Int, dimension: Int, labelSmoothing: Float = 0) {
    precondition(classes > 0 && dimension > 0 && labelSmoothing >= 0 && labelSmoothing < 1)
    self.classes = classes
    self.dimension = dimension
    self.labelSmoothing = labelSmoothing
  }

  package var isNormalized: Bool { false }
  package var readout: HeadReadout { .linear }

  /// `weight` is `[class][dimension]`, both as PyTorch's Linear starts them.
  package var parameters: [ParameterDeclaration] {
    let bound = 1 / Float(dimension).squareRoot()
    return [
      ParameterDeclaration(name: "weight", shape: [classes, dimension], initializer: .uniform(bound: bound)),
      ParameterDeclaration(name: "bias", shape: [classes], initializer: .uniform(bound: bound)),
    ]
  }

  package func scratchCount(blocks: Int) -> Int { blocks * (classes + 1) * Layout.blockSize }

  package func trainStep(
    _ batch: HeadBatch, parameters: [FloatRegion], gradients: [FloatRegion], scratch: FloatRegion,
    progress: HeadProgress, worker: Worker
  ) -> HeadResult {
    let (kernels, share) = (worker.kernels, worker.share)
    let shape = HeadShape(images: batch.count, classes: classes, dimension: dimension)
    let logits = scratch.slice(0..<shape.logitCount)
    let losses = scratch.slice(shape.logitCount..<shape.logitCount + shape.blocks * Layout.blockSize)
    kernels.linearLogits(
      embedding: batch.embedding, weight: parameters[0], bias: parameters[1], shape: shape, into: logits, share: share)
    let correct = kernels.correctCount(logits: logits, labels: batch.labels, shape: shape)
    // Everyone counts before anyone writes gradients over the logits.
    share.meet()
    let loss = kernels.crossEntropy(
      logits: logits, losses: losses, labels: batch.labels, shape: shape, labelSmoothing: labelSmoothing, share: share)
    kernels.linearEmbeddingGradient(
      logitGradient: logits, weight: parameters[0], shape: shape, into: batch.embeddingGradient, share: share)
    kernels.linearParameterGradients(
      logitGradient: logits, embedding: batch.embedding, shape: shape, weight: gradients[0], bias: gradients[1],
      share: share)
    return HeadResult(loss: loss, correct: correct)
  }

  package func logits(
    embedding: FloatRegion, blocks: Int, parameters: [FloatRegion], scratch: FloatRegion, into logits: FloatRegion,
    worker: Worker
  ) {
    let shape = HeadShape(images: blocks * Layout.blockSize, classes: classes, dimension: dimension)
    worker.kernels.linearLogits(
      embedding: embedding, weight: parameters[0], bias: parameters[1], shape: shape, into: logits,
      share: worker.share)
  }
}
