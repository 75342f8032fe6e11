internal import OffprintCore

/// What training one run of a report again has shown.
package struct RunAudit: Hashable, Sendable {
  package var grade: AuditGrade
  /// In the order of training: by epoch, then what is there at the end.
  package var differences: [AuditDifference] = []
  /// The last epoch through which nothing differs; nil where nothing does at all.
  package var equalThrough: Int?
  /// Whether training went as it went for the report, to its end, so that what differs was changed in the report afterwards.
  package var isAltered = false
  /// Where the bits cannot be the same: the final metrics.
  package var metrics: [AuditedMetric] = []
  /// Why nothing can be concluded: a clause without a final stop.
  package var gap: String?

  /// A run that was not trained again, and why not.
  package static func inconclusive(_ gap: String) -> RunAudit {
    RunAudit(grade: .inconclusive, gap: gap)
  }

  package init(
    grade: AuditGrade, differences: [AuditDifference] = [], equalThrough: Int? = nil, isAltered: Bool = false,
    metrics: [AuditedMetric] = [], gap: String? = nil
  ) {
    self.grade = grade
    self.differences = differences
    self.equalThrough = equalThrough
    self.isAltered = isAltered
    self.metrics = metrics
    self.gap = gap
  }

  /// Holds `reported`, a run as a report has it, against `found`, the same settings trained again.
  ///
  /// Equal bits are equal bits, whatever made them. Where they are not, another engine version or other data excuse it as long
  /// as every final metric is within `tolerance`; nothing else does.
  package init(reported: RunRecord, found: RunRecord, tolerance: AuditTolerance = .standard) {
    let comparison = RecordComparison(reported, found)
    differences = comparison.differences
    if differences.isEmpty {
      // Without a digest there may be more than the numbers show.
      let isKnown = !reported.status.isFinished || reported.weightsDigest != nil
      grade = isKnown ? .bitwise : .inconclusive
      gap = isKnown ? nil : "the report has no digest of its weights; its numbers are the same"
      return
    }
    if reported.engineVersion == found.engineVersion, reported.data.digest == found.data.digest {
      grade = .diverged
      isAltered = comparison.isAltered
      equalThrough = comparison.equalThrough
      return
    }
    metrics = RunAudit.metrics(reported, found, tolerance)
    let isSame = reported.status.word == found.status.word && metrics.allSatisfy(\.isWithin)
    grade = isSame ? .equivalent : .diverged
    equalThrough = isSame ? nil : comparison.equalThrough
  }

  /// Those that both have.
  private static func metrics(
    _ reported: RunRecord, _ found: RunRecord, _ tolerance: AuditTolerance
  ) -> [AuditedMetric] {
    guard let old = reported.epochs.last, let new = found.epochs.last, reported.status.isFinished,
      found.status.isFinished
    else { return [] }
    var metrics = [
      ("accuracy", old.testAccuracy, new.testAccuracy), ("train-accuracy", old.trainAccuracy, new.trainAccuracy),
    ].map { name, old, new in
      AuditedMetric(
        name: name, reported: old * 100, found: new * 100, tolerance: tolerance.points, unit: "points")
    }
    guard let old = reported.geometry?.test, let new = found.geometry?.test else { return metrics }
    metrics += [
      ("weight-center-angle", old.weightToCenter, new.weightToCenter),
      ("weight-angle", old.betweenWeights, new.betweenWeights), ("intra-angle", old.withinClasses, new.withinClasses),
      ("inter-angle", old.betweenCenters, new.betweenCenters), ("target-angle", old.targetAngle, new.targetAngle),
    ].map { name, old, new in
      AuditedMetric(name: name, reported: old, found: new, tolerance: tolerance.degrees, unit: "°")
    }
    return metrics
  }
}

/// Two records of one run, value by value.
private struct RecordComparison {
  private(set) var differences: [AuditDifference] = []
  /// The last epoch that both have and through which nothing differs.
  let equalThrough: Int
  /// Whether the one that was found is what the report's was when it was made.
  let isAltered: Bool

  init(_ reported: RunRecord, _ found: RunRecord) {
    for (old, new) in zip(reported.epochs, found.epochs) { differences += RecordComparison.differences(old, new) }
    let byEpoch = differences
    let shared = min(reported.epochs.count, found.epochs.count)
    equalThrough = byEpoch.compactMap(\.epoch).min().map { $0 - 1 } ?? shared
    if reported.status != found.status { differences.append(.outcome(reported: reported.status, found: found.status)) }
    if reported.epochs.count != found.epochs.count {
      differences.append(.epochCount(reported: reported.epochs.count, found: found.epochs.count))
    }
    let ending = RecordComparison.ending(reported, found)
    differences += ending
    isAltered = RecordComparison.isAltered(reported, found, byEpoch, ending)
  }

  /// Training is a chain: where what it ended in is the same, all before it was. So a value that differs all the same, or a
  /// digest of the end where every number on the way agrees, is not what the report was made with.
  private static func isAltered(
    _ reported: RunRecord, _ found: RunRecord, _ byEpoch: [AuditDifference], _ ending: [AuditDifference]
  ) -> Bool {
    guard reported.status.isFinished, found.status.isFinished, let new = found.epochs.last else { return false }
    if let old = reported.epochs.last?.state, old == new.state { return true }
    if reported.weightsDigest != nil, reported.weightsDigest == found.weightsDigest { return true }
    // The features come from the weights; nothing but a digest is another.
    return byEpoch.isEmpty && ending.count == 1 && reported.embeddingsDigest == found.embeddingsDigest
  }

  private static func differences(_ old: EpochRecord, _ new: EpochRecord) -> [AuditDifference] {
    let epoch = new.epoch
    var differences: [AuditDifference] = []
    if let state = old.state, let other = new.state, state != other { differences.append(.state(epoch: epoch)) }
    let values: [(String, Double, Double)] = [
      ("trainLoss", old.trainLoss, new.trainLoss), ("trainAccuracy", old.trainAccuracy, new.trainAccuracy),
      ("testAccuracy", old.testAccuracy, new.testAccuracy), ("learningRate", old.learningRate, new.learningRate),
      ("gradientNorm", old.gradientNorm, new.gradientNorm),
    ]
    for (key, old, new) in values where old.bitPattern != new.bitPattern {
      differences.append(.value(epoch: epoch, key: key, reported: old, found: new))
    }
    return differences
  }

  private static func ending(_ reported: RunRecord, _ found: RunRecord) -> [AuditDifference] {
    var differences: [AuditDifference] = []
    if reported.confusion != found.confusion {
      let pairs = zip(reported.confusion.joined(), found.confusion.joined())
      differences.append(.confusion(cells: max(1, pairs.count { $0 != $1 })))
    }
    if let old = reported.geometry, let new = found.geometry, old != new { differences.append(.geometry) }
    if let digest = reported.weightsDigest, digest != found.weightsDigest {
      differences.append(.weights(reported: digest, found: found.weightsDigest))
    }
    if let digest = reported.embeddingsDigest, digest != found.embeddingsDigest {
      differences.append(.embeddings(reported: digest, found: found.embeddingsDigest))
    }
    return differences
  }
}
