import Experiment
import Foundation
import OffprintCore
import Training

/// A training that takes a moment: two layers on a few hundred drawn digits.
enum SmallRuns {
  static let data = Strokes(seed: 5, trainCount: 330, testCount: 100).dataSet(workers: 1)

  static let model: Setting = [
    "layers": [
      ["name": "conv", "channels": 4, "kernel": 5, "stride": 4],
      ["name": "embedding", "size": 3],
    ]
  ]

  static let oneCycle: Setting = [
    "name": "one-cycle", "rise": 0.3, "start-divisor": 25, "end-divisor": 10_000, "cycle-momentum": true,
  ]

  static func optimizer(rate: Double) -> Setting {
    [
      "name": "adamw", "rate": .number(rate), "weight-decay": 0.01, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8,
      "schedule": oneCycle,
    ]
  }

  /// 330 images in batches of 32: the eleventh and last of an epoch has ten.
  static func spec(seed: Int = 1, epochs: Int = 3, loss: Setting = ["name": "softmax"]) -> RunSpec {
    RunSpec(
      model: model, loss: loss, optimizer: optimizer(rate: 0.01), epochs: epochs, batchSize: 32,
      evaluationBatchSize: 64, labelSmoothing: 0, gradientClip: nil, augmentation: .map([:]), seed: seed)
  }

  /// Plain gradient descent with a rate that no network survives.
  static var diverging: RunSpec {
    var spec = spec(seed: 9)
    spec.optimizer = [
      "name": "sgd", "rate": 1e30, "momentum": 0, "nesterov": false, "weight-decay": 0,
      "schedule": ["name": "constant"],
    ]
    return spec
  }

  static let provenance = Provenance(
    offprintVersion: "test", machine: "test", instructionSet: "test", imagesPerSecond: [], seconds: 0)

  static func train(_ spec: RunSpec, _ observer: TrainingObserver = TrainingObserver(clock: { 0 })) throws -> RunResult?
  {
    try Trainer(spec: spec, data: data).run(provenance: provenance, observer: observer)
  }
}
