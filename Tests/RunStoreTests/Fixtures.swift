import Experiment
import OffprintCore
import RunStore

/// Small results to store, of which each number means something.
enum Fixtures {
  static func spec(seed: Int) -> RunSpec {
    RunSpec(
      model: ["layers": [["name": "embedding", "size": 2]]], loss: ["name": "softmax"],
      optimizer: ["name": "sgd", "rate": 0.1], epochs: 2, batchSize: 32, evaluationBatchSize: 64, labelSmoothing: 0,
      gradientClip: nil, augmentation: .map([:]), seed: seed)
  }

  static let data = DataIdentity(
    name: "strokes", digest: ContentHash(ofText: "data"), trainCount: 100, testCount: 4)

  static func id(seed: Int) -> RunID { RunID(spec: spec(seed: seed), data: data.digest, engineVersion: 1) }

  static let provenance = Provenance(
    offprintVersion: "0.1.0", machine: "test", instructionSet: "avx2", imagesPerSecond: [1000.5, 1e5], seconds: 0.25)

  /// Four images, three classes, two dimensions; the last image is wrong.
  static let embeddings = EmbeddingSet(
    dimension: 2, features: [1, 0, 0, 1, -1, 0.1, 0.5, -0.0], labels: [0, 1, 2, 1], predictions: [0, 1, 2, 0],
    classWeights: [1, 0, 0, 1, -1, 0])

  static let weights = [
    NamedTensor(
      name: "layers.0.linear.weight", shape: [2, 3], elements: .float32([1, -2, 3.5, 0, .pi, Float(bitPattern: 9)])),
    NamedTensor(name: "head.weight", shape: [3, 2], elements: .float32([1, 0, 0, 1, -1, 0])),
  ]

  static func result(seed: Int, weights: [NamedTensor] = weights) -> RunResult {
    let epochs = (1...2).map {
      EpochRecord(
        epoch: $0, trainLoss: 1 / Double($0 * 3), trainAccuracy: 0.5, testAccuracy: 0.75, learningRate: 0.1,
        gradientNorm: 2.0 / 3)
    }
    return RunResult(
      record: RunRecord(
        id: id(seed: seed), spec: spec(seed: seed), data: data, engineVersion: 1, status: .finished, epochs: epochs,
        confusion: [[1, 0, 0], [1, 1, 0], [0, 0, 1]], weightsDigest: nil, embeddingsDigest: nil, provenance: provenance),
      weights: weights, embeddings: embeddings)
  }

  static func failed(seed: Int) -> RunResult {
    var result = result(seed: seed, weights: [])
    result.record.status = .failed(RunFailure(epoch: 1, step: 7, reason: "the loss is not a number any more"))
    result.record.epochs = []
    result.record.confusion = []
    result.embeddings = nil
    return result
  }
}
