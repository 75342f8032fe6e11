package import OffprintCore

/// What a run did in one epoch. Accuracies are fractions in [0, 1].
package struct EpochRecord: Hashable, Sendable, Codable {
  /// From 1.
  package var epoch: Int
  /// Mean over the epoch's images, margins included: not comparable between margins.
  package var trainLoss: Double
  /// Of the margin-free predictions made while training, so before each step's update.
  package var trainAccuracy: Double
  /// On the whole test set after the epoch, margin-free.
  package var testAccuracy: Double
  /// Of the epoch's last step.
  package var learningRate: Double
  /// Mean over the epoch's steps of the global gradient norm before clipping.
  package var gradientNorm: Double
  /// Of all that the run carries into the next epoch (weights, running statistics, the optimizer's state), chained with the
  /// epochs before; nil for a run of a version that did not keep it.
  package var state: Fingerprint?

  package init(
    epoch: Int, trainLoss: Double, trainAccuracy: Double, testAccuracy: Double, learningRate: Double,
    gradientNorm: Double, state: Fingerprint? = nil
  ) {
    self.epoch = epoch
    self.trainLoss = trainLoss
    self.trainAccuracy = trainAccuracy
    self.testAccuracy = testAccuracy
    self.learningRate = learningRate
    self.gradientNorm = gradientNorm
    self.state = state
  }
}

/// Why a run ended early.
package struct RunFailure: Hashable, Sendable, Codable {
  /// From 1.
  package var epoch: Int
  /// Within the epoch, from 1.
  package var step: Int
  /// A sentence in the reader's words.
  package var reason: String

  package init(epoch: Int, step: Int, reason: String) {
    self.epoch = epoch
    self.step = step
    self.reason = reason
  }
}

/// How a run ended.
package enum RunStatus: Hashable, Sendable {
  case finished
  case failed(RunFailure)

  package var isFinished: Bool { self == .finished }

  /// `finished` or `failed`, as files say it.
  package var word: String { isFinished ? "finished" : "failed" }
}

/// Where and how fast a run was made: never part of its identity, and never in a report, so that the same settings give
/// the same report on any machine.
package struct Provenance: Hashable, Sendable, Codable {
  package var offprintVersion: String
  /// `x86_64 Linux, 2 cores, AMD EPYC`.
  package var machine: String
  /// `avx512`, `avx2`, `neon`, …
  package var instructionSet: String
  /// Training images per second, one for each epoch.
  package var imagesPerSecond: [Double]
  /// Wall-clock seconds of the whole run, evaluation included.
  package var seconds: Double

  package init(
    offprintVersion: String, machine: String, instructionSet: String, imagesPerSecond: [Double], seconds: Double
  ) {
    self.offprintVersion = offprintVersion
    self.machine = machine
    self.instructionSet = instructionSet
    self.imagesPerSecond = imagesPerSecond
    self.seconds = seconds
  }
}

/// A file of the test set as the network saw it after one of its earlier epochs.
package struct SnapshotRecord: Hashable, Sendable, Codable {
  /// From 1.
  package var epoch: Int
  /// SHA-256 of the file.
  package var digest: ContentHash

  package init(epoch: Int, digest: ContentHash) {
    self.epoch = epoch
    self.digest = digest
  }
}

/// Everything that is known of a run but its tensors.
package struct RunRecord: Hashable, Sendable {
  package var id: RunID
  package var spec: RunSpec
  package var data: DataIdentity
  /// The version of the order of sums.
  package var engineVersion: Int
  package var status: RunStatus
  /// The epochs that were completed.
  package var epochs: [EpochRecord]
  /// `[true class][predicted class]`, counts over the test set after the last epoch; empty for a run that failed.
  package var confusion: [[Int]]
  /// SHA-256 of `weights.safetensors`; nil for a run that failed.
  package var weightsDigest: ContentHash?
  /// SHA-256 of `embeddings.safetensors`; nil for a run that failed.
  package var embeddingsDigest: ContentHash?
  /// How the features of both sets lie after the last epoch; nil for a run that failed, and for one stored before this was
  /// measured.
  package var geometry: RunGeometry?
  /// The test set after earlier epochs, as far as figures asked for it, by epoch; nil where none did.
  package var snapshots: [SnapshotRecord]?
  package var provenance: Provenance

  package init(
    id: RunID, spec: RunSpec, data: DataIdentity, engineVersion: Int, status: RunStatus, epochs: [EpochRecord],
    confusion: [[Int]], weightsDigest: ContentHash?, embeddingsDigest: ContentHash?, geometry: RunGeometry? = nil,
    provenance: Provenance
  ) {
    self.id = id
    self.spec = spec
    self.data = data
    self.engineVersion = engineVersion
    self.status = status
    self.epochs = epochs
    self.confusion = confusion
    self.weightsDigest = weightsDigest
    self.embeddingsDigest = embeddingsDigest
    self.geometry = geometry
    self.provenance = provenance
  }

  /// Those of the epochs in `wanted` after which the test set is not kept; the last epoch's is always. A run that failed has no
  /// more to give.
  package func lacking(_ wanted: Set<Int>) -> [Int] {
    guard status.isFinished else { return [] }
    let kept = Set(snapshots?.map(\.epoch) ?? [])
    return wanted.filter { (1..<spec.epochs).contains($0) && !kept.contains($0) }.sorted()
  }

  /// Test accuracy after the last epoch, a fraction in [0, 1]; nil for a run that failed. Never the best epoch's.
  package var accuracy: Double? {
    status.isFinished ? epochs.last?.testAccuracy : nil
  }
}

extension RunStatus: Codable {
  private enum CodingKeys: String, CodingKey {
    case state
    case failure
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    switch try container.decode(String.self, forKey: .state) {
    case "finished": self = .finished
    case "failed": self = .failed(try container.decode(RunFailure.self, forKey: .failure))
    case let word:
      throw DecodingError.dataCorruptedError(
        forKey: .state, in: container, debugDescription: "‘\(word)’ is neither finished nor failed")
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(word, forKey: .state)
    if case .failed(let failure) = self { try container.encode(failure, forKey: .failure) }
  }
}

extension RunRecord: Codable {}
