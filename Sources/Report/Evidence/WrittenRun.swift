import Experiment
import OffprintCore

/// A run of `runs` in the file: its epochs as columns, the first epoch first.
struct WrittenRun: Codable {
  struct Epochs: Codable {
    var trainLoss: [Double]
    var trainAccuracy: [Double]
    var testAccuracy: [Double]
    var learningRate: [Double]
    var gradientNorm: [Double]
    /// Left out where an epoch has none.
    var state: [Fingerprint]?
  }

  var id: RunID
  var failure: RunFailure?
  var epochs: Epochs
  var confusion: [[Int]]
  var geometry: RunGeometry?
  var weightsDigest: ContentHash?
  var embeddingsDigest: ContentHash?

  init(_ run: RunEvidence) {
    id = run.id
    if case .failed(let failure) = run.status { self.failure = failure }
    let states = run.epochs.compactMap(\.state)
    epochs = Epochs(
      trainLoss: run.epochs.map(\.trainLoss), trainAccuracy: run.epochs.map(\.trainAccuracy),
      testAccuracy: run.epochs.map(\.testAccuracy), learningRate: run.epochs.map(\.learningRate),
      gradientNorm: run.epochs.map(\.gradientNorm),
      state: states.isEmpty || states.count < run.epochs.count ? nil : states)
    confusion = run.confusion
    geometry = run.geometry
    weightsDigest = run.weightsDigest
    embeddingsDigest = run.embeddingsDigest
  }

  func evidence() throws(EvidenceError) -> RunEvidence {
    let count = epochs.testAccuracy.count
    let others = [epochs.trainLoss, epochs.trainAccuracy, epochs.learningRate, epochs.gradientNorm]
    guard others.allSatisfy({ $0.count == count }), epochs.state.map({ $0.count == count }) ?? true else {
      throw EvidenceError("the columns of run \(id.short) are not of one length")
    }
    let list = (0..<count).map { index in
      EpochRecord(
        epoch: index + 1, trainLoss: epochs.trainLoss[index], trainAccuracy: epochs.trainAccuracy[index],
        testAccuracy: epochs.testAccuracy[index], learningRate: epochs.learningRate[index],
        gradientNorm: epochs.gradientNorm[index], state: epochs.state?[index])
    }
    return RunEvidence(self, epochs: list)
  }
}

extension RunEvidence {
  fileprivate init(_ run: WrittenRun, epochs: [EpochRecord]) {
    self.init(
      id: run.id, status: run.failure.map(RunStatus.failed) ?? .finished, epochs: epochs, confusion: run.confusion,
      geometry: run.geometry, weightsDigest: run.weightsDigest, embeddingsDigest: run.embeddingsDigest)
  }
}
