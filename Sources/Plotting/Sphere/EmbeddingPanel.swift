/// The test set as one network sees it, for one panel of `embedding-sphere`.
package struct EmbeddingPanel: Hashable, Sendable {
  package var title: String
  /// `[image][dimension]`, row by row, before any normalization.
  package var features: [Float]
  package var dimension: Int
  /// The true class of each image, from 0.
  package var labels: [Int]
  /// The class the network says.
  package var predictions: [Int]
  /// `[class][dimension]`, row by row; nil where there is nothing to show.
  package var classWeights: [Float]?
  /// As written at the class centers, one for each class.
  package var classNames: [String]
  /// After which epoch this is, where it is known.
  package var epoch: Int?
  /// The same images after earlier epochs, in the order of the epochs.
  package var earlier: [EmbeddingMoment]

  package init(
    title: String, features: [Float], dimension: Int, labels: [Int], predictions: [Int], classWeights: [Float]?,
    classNames: [String], epoch: Int? = nil, earlier: [EmbeddingMoment] = []
  ) {
    self.title = title
    self.features = features
    self.dimension = dimension
    self.labels = labels
    self.predictions = predictions
    self.classWeights = classWeights
    self.classNames = classNames
    self.epoch = epoch
    self.earlier = earlier
  }

  /// Throws where the parts do not fit together or cannot be drawn.
  func validate() throws(PlotError) {
    guard dimension > 0, !labels.isEmpty, !classNames.isEmpty else {
      throw PlotError("“\(title)” has no test features to draw")
    }
    guard dimension > 1 else {
      throw PlotError(
        "“\(title)” has an embedding of one dimension, which has only two directions; "
          + "use `embedding: 2` or more for embedding-sphere")
    }
    let classes = classNames.indices
    guard features.count == labels.count * dimension, predictions.count == labels.count,
      classWeights.map({ $0.count == classNames.count * dimension }) ?? true,
      labels.allSatisfy(classes.contains), predictions.allSatisfy(classes.contains)
    else { throw PlotError("the stored embeddings of “\(title)” do not fit its labels and classes") }
    for moment in earlier {
      guard moment.features.count == features.count, moment.predictions.count == labels.count,
        moment.classWeights.map({ $0.count == classNames.count * dimension }) ?? true,
        moment.predictions.allSatisfy(classes.contains)
      else { throw PlotError("the embeddings of “\(title)” after epoch \(moment.epoch) do not fit its last ones") }
    }
  }
}

/// The test set as a network saw it after one of its earlier epochs; shapes as in `EmbeddingPanel`.
package struct EmbeddingMoment: Hashable, Sendable {
  /// From 1.
  package var epoch: Int
  package var features: [Float]
  package var predictions: [Int]
  package var classWeights: [Float]?

  package init(epoch: Int, features: [Float], predictions: [Int], classWeights: [Float]?) {
    self.epoch = epoch
    self.features = features
    self.predictions = predictions
    self.classWeights = classWeights
  }
}
