package import OffprintCore

/// The test set as a finished network sees it, with what a figure of it needs.
package struct EmbeddingSet: Hashable, Sendable {
  /// Of one embedding.
  package var dimension: Int
  /// `[image][dimension]`, row-major, before any normalisation.
  package var features: [Float]
  /// The true class of each image.
  package var labels: [UInt8]
  /// The class the network says, margin-free.
  package var predictions: [UInt8]
  /// `[class][dimension]`, row-major, as trained; unit length only where the head normalises.
  package var classWeights: [Float]

  package init(dimension: Int, features: [Float], labels: [UInt8], predictions: [UInt8], classWeights: [Float]) {
    precondition(dimension > 0 && features.count == labels.count * dimension && predictions.count == labels.count)
    precondition(classWeights.count.isMultiple(of: dimension))
    self.dimension = dimension
    self.features = features
    self.labels = labels
    self.predictions = predictions
    self.classWeights = classWeights
  }

  package var count: Int { labels.count }
  package var classCount: Int { classWeights.count / dimension }
}

/// What training hands over for storing. The record's digests are filled in by the store, which writes the files.
package struct RunResult: Sendable {
  package var record: RunRecord
  /// Empty for a run that failed.
  package var weights: [NamedTensor]
  /// Nil for a run that failed.
  package var embeddings: EmbeddingSet?

  package init(record: RunRecord, weights: [NamedTensor], embeddings: EmbeddingSet?) {
    self.record = record
    self.weights = weights
    self.embeddings = embeddings
  }
}
