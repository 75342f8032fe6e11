import Experiment
import OffprintCore

/// One run of a report, trained again.
struct AuditedRun: Sendable {
  let planned: PlanStatus.PlannedRun
  let audit: RunAudit
  /// Nil where it was not trained to an end.
  let found: RunRecord?
  /// Where it parts from the report's, for the first of those that DIVERGED.
  var place: DivergenceSearch.Place?
  /// Another run of the audit that came out as the report says that this one did.
  var namesake: String?

  /// Whether the version of the arithmetic and the data are the report's, so that the bits have to be.
  var hasSameGrounds: Bool { found.map { $0.id == planned.id } ?? true }
}

/// What training a report's runs again has shown.
struct RunsFindings: Sendable {
  /// How the runs were chosen.
  enum Choice: Sendable {
    /// All that were asked about.
    case all
    /// At random, in the order that the number decides.
    case drawn(UInt64)
  }

  /// As the user named the report.
  let report: String
  let title: String
  /// SHA-256 of its evidence.
  let evidence: ContentHash
  /// The versions of the arithmetic.
  let engines: (reported: Int, here: Int)
  let data: DataIdentity?
  /// Runs that were asked about: those of the report, or of the cells that were named.
  let population: Int
  /// What named them; empty for all runs of the report.
  let cells: [String]
  let choice: Choice
  /// In the order in which they were drawn.
  var runs: [AuditedRun]
  let strays: [AuditedReport.StrayRun]
  /// Runs that the report's notebook asks for and the report has not.
  let missingCount: Int
  /// Why fewer runs were trained than were asked for; nil where none was left out.
  var shortening: String?
  /// The signal's status, where one ended it.
  var interruption: ExitStatus?

  func count(_ grade: AuditGrade) -> Int { runs.count { $0.audit.grade == grade } }

  /// What the drawn runs say of the others; nil where all were taken, or none.
  var sample: AuditSample? {
    guard case .drawn = choice, !runs.isEmpty, runs.count < population else { return nil }
    return AuditSample(
      population: population, drawn: runs.count, unsound: count(.diverged) + count(.inconclusive))
  }

  /// Whether nothing speaks against the report.
  var isSound: Bool { count(.diverged) == 0 && strays.isEmpty }

  /// Documentation/Verify.md lists them.
  var status: ExitStatus {
    if !isSound { return .failure }
    if let interruption { return interruption }
    return count(.bitwise) + count(.equivalent) > 0 ? .success : .undecided
  }
}
