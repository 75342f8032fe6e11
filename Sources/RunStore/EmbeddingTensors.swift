import Experiment
import OffprintCore

/// An embeddings file that lacks a tensor or holds one of the wrong shape.
struct EmbeddingFileError: Error {
  var reason: String
}

extension EmbeddingSet {
  /// `features` [image, dimension], `labels` and `predictions` [image], `class_weights` [class, dimension].
  var tensors: [NamedTensor] {
    [
      NamedTensor(name: "features", shape: [count, dimension], elements: .float32(features)),
      NamedTensor(name: "labels", shape: [count], elements: .uint8(labels)),
      NamedTensor(name: "predictions", shape: [count], elements: .uint8(predictions)),
      NamedTensor(name: "class_weights", shape: [classCount, dimension], elements: .float32(classWeights)),
    ]
  }

  /// What `tensors` wrote.
  init(tensorsOf file: SafetensorsFile) throws(EmbeddingFileError) {
    func tensor(_ name: String, rank: Int) throws(EmbeddingFileError) -> NamedTensor {
      guard let tensor = file.tensor(name) else { throw EmbeddingFileError(reason: "the tensor ‘\(name)’ is missing") }
      guard tensor.shape.count == rank else {
        throw EmbeddingFileError(reason: "the tensor ‘\(name)’ has the wrong shape")
      }
      return tensor
    }
    let features = try tensor("features", rank: 2)
    let weights = try tensor("class_weights", rank: 2)
    let labels = try tensor("labels", rank: 1)
    let predictions = try tensor("predictions", rank: 1)
    guard case .float32(let featureValues) = features.elements, case .float32(let weightValues) = weights.elements,
      case .uint8(let labelValues) = labels.elements, case .uint8(let predictionValues) = predictions.elements
    else { throw EmbeddingFileError(reason: "a tensor has the wrong type") }
    let dimension = features.shape[1]
    guard dimension > 0, weights.shape[1] == dimension, labelValues.count == features.shape[0],
      predictionValues.count == features.shape[0]
    else { throw EmbeddingFileError(reason: "the tensors' shapes do not fit together") }
    guard labelValues.allSatisfy({ Int($0) < weights.shape[0] }),
      predictionValues.allSatisfy({ Int($0) < weights.shape[0] })
    else { throw EmbeddingFileError(reason: "a label is not one of the \(weights.shape[0]) classes") }
    self.init(
      dimension: dimension, features: featureValues, labels: labelValues, predictions: predictionValues,
      classWeights: weightValues)
  }

  /// `[true class][predicted class]`, counts.
  var confusion: [[Int]] {
    var counts = [[Int]](repeating: [Int](repeating: 0, count: classCount), count: classCount)
    for (label, prediction) in zip(labels, predictions) { counts[Int(label)][Int(prediction)] += 1 }
    return counts
  }
}
