import Exchange
import Experiment
import OffprintCore

/// Two configurations, three runs, one of them failed, of which each number means something.
enum ExchangeFixtures {
  static let data = DataIdentity(
    name: "strokes", digest: ContentHash(ofText: "data"), trainCount: 100, testCount: 4)

  static func record(seed: Int, margin: Double, accuracies: [Double], isFinished: Bool = true) -> RunRecord {
    let spec = RunSpec(
      model: ["layers": [["name": "embedding", "size": 2, "bias": true]]],
      loss: ["name": "arcface", "margin": .number(margin), "scale": 30], optimizer: ["name": "sgd", "rate": 1e-5],
      epochs: 2, batchSize: 32, evaluationBatchSize: 64, labelSmoothing: 0, gradientClip: nil,
      augmentation: .map([:]), seed: seed)
    let epochs = accuracies.enumerated().map { index, accuracy in
      EpochRecord(
        epoch: index + 1, trainLoss: 1 / Double(index + 2), trainAccuracy: 0.5, testAccuracy: accuracy,
        learningRate: 0.1, gradientNorm: 0.25)
    }
    return RunRecord(
      id: RunID(spec: spec, data: data.digest, engineVersion: 1), spec: spec, data: data, engineVersion: 1,
      status: isFinished
        ? .finished : .failed(RunFailure(epoch: 2, step: 7, reason: "the loss is not a number any more")),
      epochs: epochs, confusion: isFinished ? [[2, 0], [1, 1]] : [],
      weightsDigest: isFinished ? ContentHash(ofText: "weights") : nil, embeddingsDigest: nil,
      provenance: Provenance(
        offprintVersion: "0.1.0", machine: "secret", instructionSet: "avx2", imagesPerSecond: [1], seconds: 2))
  }

  static func run(_ record: RunRecord) -> ExchangedRun {
    let accuracy = (record.accuracy ?? 0) * 100
    return ExchangedRun(
      record: record,
      metrics: record.status.isFinished
        ? [ExchangedMetric(name: "accuracy", value: accuracy), ExchangedMetric(name: "error", value: 100 - accuracy)]
        : [])
  }

  static let experiment = ExchangedExperiment(
    name: "a-notebook", title: "A notebook: of “two” margins",
    configurations: [
      ExchangedConfiguration(
        name: "margins[loss.margin=0.3]", label: "ArcFace, margin = 0.3",
        runs: [
          run(record(seed: 1, margin: 0.3, accuracies: [0.25, 0.75])),
          run(record(seed: 2, margin: 0.3, accuracies: [0.5, 1])),
        ]),
      ExchangedConfiguration(
        name: "wide, \"very\"", label: "Wide",
        runs: [run(record(seed: 1, margin: 0.9, accuracies: [0.25], isFinished: false))]),
    ], claims: [ExchangedClaim(name: "claim-better", verdict: "not-reproduced")])
}
