package import Kernels

/// A parameter tensor that a layer or head wants: where it is initialised from and what it is called on disk.
package struct ParameterDeclaration: Sendable {
  package enum Initializer: Hashable, Sendable {
    case zeros
    case ones
    case constant(Float)
    /// Normal with mean 0.
    case normal(standardDeviation: Float)
    /// Uniform on [−bound, bound).
    case uniform(bound: Float)
  }

  /// Within its layer or head: `weight`, `bias`.
  package var name: String
  /// In the order the kernels keep it.
  package var shape: [Int]
  package var initializer: Initializer

  package init(name: String, shape: [Int], initializer: Initializer) {
    self.name = name
    self.shape = shape
    self.initializer = initializer
  }

  package var count: Int { shape.reduce(1, *) }
}

/// What a head sees of one batch. Embeddings are `[block][dimension][32 images]`, as the last layer leaves them.
package struct HeadBatch {
  /// `[block][dimension][32]`.
  package var embedding: FloatRegion
  /// ∂loss/∂embedding in the same layout; written by `Head.trainStep`, zero in the lanes past `count`.
  package var embeddingGradient: FloatRegion
  /// The class of each image; `count` of them.
  package var labels: [Int32]

  /// Images in the batch; the lanes past them are padding and count for nothing.
  package var count: Int { labels.count }

  package init(embedding: FloatRegion, embeddingGradient: FloatRegion, labels: [Int32]) {
    self.embedding = embedding
    self.embeddingGradient = embeddingGradient
    self.labels = labels
  }
}

/// What a head reports of one training batch.
package struct HeadResult: Hashable, Sendable {
  /// The mean loss over the batch's images, margins included.
  package var loss: Float
  /// Images whose margin-free prediction was right.
  package var correct: Int

  package init(loss: Float, correct: Int) {
    self.loss = loss
    self.correct = correct
  }
}

/// Where a run stands, for the heads whose margins follow a schedule.
package struct HeadProgress: Hashable, Sendable {
  /// Steps done, from 0.
  package var step: Int
  /// Steps in the whole run.
  package var totalSteps: Int

  package init(step: Int, totalSteps: Int) {
    self.step = step
    self.totalSteps = totalSteps
  }
}

/// How a head makes margin-free logits of an embedding, as values.
package enum HeadReadout: Hashable, Sendable {
  /// Wx + b, with `weight` as W and `bias` as b.
  case linear
  /// s · cos θ_j, the angle between the embedding and row j of `weight`; 0 for an embedding without a direction.
  case cosine(scale: Float)
}

/// A classification head: from embeddings to loss and back. Evaluation never sees a margin.
package protocol Head: Sendable {
  /// The parameters, in the order in which the calls below take their regions.
  var parameters: [ParameterDeclaration] { get }

  /// Floats of scratch for a batch of `blocks` blocks.
  func scratchCount(blocks: Int) -> Int

  /// Loss of the batch and its gradients: writes (does not add to) `gradients` and `batch.embeddingGradient`. Every worker
  /// of a team calls it, and each gets the whole result.
  func trainStep(
    _ batch: HeadBatch, parameters: [FloatRegion], gradients: [FloatRegion], scratch: FloatRegion,
    progress: HeadProgress, worker: Worker
  ) -> HeadResult

  /// Margin-free logits for a batch, `[block][class][32]`: cos θ_j times the scale, or Wᵀx + b for softmax.
  func logits(
    embedding: FloatRegion, blocks: Int, parameters: [FloatRegion], scratch: FloatRegion, into logits: FloatRegion,
    worker: Worker)

  /// What `logits` does, for those who do it elsewhere.
  var readout: HeadReadout { get }

  /// Whether features and weights live on the unit sphere (every head but softmax).
  var isNormalized: Bool { get }
}
