internal import Experiment
internal import NeuralNetwork

extension Trainer {
  /// How the features of both sets lie after the last epoch. The training set is gone through once more for it, without
  /// augmentation and in evaluation mode.
  func geometry(_ test: EmbeddingSet) -> RunGeometry {
    let evaluation = network.evaluate(trainSource, indices: 0..<data.train.count, includingEmbeddings: true)
    let train = EmbeddingSet(
      dimension: test.dimension, features: evaluation.embeddings, labels: data.train.labels,
      predictions: evaluation.predictions.map { UInt8($0) }, classWeights: test.classWeights)
    return RunGeometry(train: EmbeddingGeometry(train), test: EmbeddingGeometry(test))
  }
}
