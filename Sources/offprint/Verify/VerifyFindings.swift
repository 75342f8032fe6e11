import Comparison
import Experiment
import OffprintCore
import Report

/// Which parts of a report are looked at.
struct VerifyParts {
  let includesDisplayed: Bool
  let includesRuns: Bool
  /// What else there would be to ask, where something is left out that nobody asked to leave out.
  let note: String?

  /// `only` is the part that was asked for; nil for both, or for what is displayed alone where nothing says what the runs were, as
  /// by a page of which there is nothing else.
  init(_ only: VerifyPart?, of report: String) {
    let isAlone = only == nil && !AuditedReport.hasEvidence(report)
    includesDisplayed = only != .runs
    includesRuns = only != .displayed && !isAlone
    note =
      isAlone
      ? "its runs were not trained again: what they were is in the \(Evidence.fileName) of a report's folder" : nil
  }
}

/// What `offprint verify` has found.
struct VerifyFindings: Sendable {
  /// As the user named it.
  let report: String
  /// Nil where a part was not looked at.
  var displayed: DisplayedFindings?
  var runs: RunsFindings?

  var title: String { runs?.title ?? report }

  /// Documentation/Verify.md lists them: what speaks against the report first, then what ended the audit early.
  var status: ExitStatus {
    let all = [displayed?.status, runs?.status].compactMap(\.self)
    if all.contains(.failure) { return .failure }
    return runs?.interruption ?? (all.contains(.undecided) ? .undecided : .success)
  }

  /// Of this many differences on display each has an annotation: GitHub shows ten, and one tells where the others are.
  private static let annotated = 10

  /// For GitHub: what speaks against the report.
  var annotations: [Annotation] {
    let differences = displayed?.differences ?? []
    let more = differences.count - Self.annotated
    return differences.prefix(Self.annotated).map { Self.problem("Not what the evidence gives", $0.sentence) }
      + (more > 0 ? [Self.problem("Not what the evidence gives", "and \(more) more, in the summary")] : [])
      + (runs?.runs ?? []).filter { $0.audit.grade == .diverged }.map { run in
        let words = AuditWords(report: report, run: run)
        return Self.problem(
          "\(run.planned.label) DIVERGED",
          ([words.reason].compactMap(\.self) + words.details).joined(separator: "\n"))
      } + (runs?.strays ?? []).map { Self.problem("Stray run", AuditSummary.text($0)) }
  }

  private static func problem(_ title: String, _ message: String) -> Annotation {
    Annotation(severity: .error, file: nil, range: nil, title: title, message: message)
  }
}

extension DisplayedFindings {
  var status: ExitStatus { !isSound ? .failure : isWhole ? .success : .undecided }
}
