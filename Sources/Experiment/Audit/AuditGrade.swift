package import OffprintCore

/// How a run that was trained again stands to what a report says of it.
package enum AuditGrade: String, Hashable, Sendable, CaseIterable {
  /// The same bits: weights, features, every number of every epoch.
  case bitwise = "BITWISE"
  /// Another version of the arithmetic or another build of the data, and every final metric within the tolerance.
  case equivalent = "EQUIVALENT"
  /// Other bits from the same arithmetic and data, or a final metric beyond the tolerance.
  case diverged = "DIVERGED"
  /// It could not be trained again, or the report does not say enough to hold it to.
  case inconclusive = "INCONCLUSIVE"
}

/// How far a final metric may be from the report's where the bits cannot be the same. Test and training loss are not among what
/// is held to it: their scale is the loss's own.
package struct AuditTolerance: Hashable, Sendable {
  /// Of test and training accuracy, in points: 0.3 is 99.1 % and 98.8 %.
  package var points: Double
  /// Of mean angles between features, centers and weights, in degrees.
  package var degrees: Double

  /// Three times the spread of the difference between two seeds of one configuration in the published study of MNIST.
  package static let standard = AuditTolerance(points: 0.3, degrees: 2)

  package init(points: Double, degrees: Double) {
    self.points = points
    self.degrees = degrees
  }
}

/// A metric after the last epoch, as the report has it and as training it again gives it.
package struct AuditedMetric: Hashable, Sendable {
  /// `accuracy`, `target-angle`, …, as notebooks call it.
  package var name: String
  package var reported: Double
  package var found: Double
  package var tolerance: Double
  /// `points`, `°`.
  package var unit: String

  package var difference: Double { found - reported }
  package var isWithin: Bool { abs(difference) <= tolerance }
}

/// Something that a report says of a run and that training it again does not bear out.
package enum AuditDifference: Hashable, Sendable {
  /// A number of an epoch, under its key in run.json.
  case value(epoch: Int, key: String, reported: Double, found: Double)
  /// All that the run carries into the next epoch.
  case state(epoch: Int)
  case epochCount(reported: Int, found: Int)
  case outcome(reported: RunStatus, found: RunStatus)
  /// Cells of the confusion matrix.
  case confusion(cells: Int)
  case weights(reported: ContentHash, found: ContentHash?)
  case embeddings(reported: ContentHash, found: ContentHash?)
  /// How features lie: an angle, or a count of angles.
  case geometry

  /// The epoch after which it shows; nil for what is there at the end only.
  package var epoch: Int? {
    switch self {
    case .value(let epoch, _, _, _), .state(let epoch): epoch
    default: nil
    }
  }
}
