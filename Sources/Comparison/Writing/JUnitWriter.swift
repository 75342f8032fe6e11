import Experiment
import OffprintCore

/// A comparison as JUnit's XML: a test for each gate, claim and run.
package enum JUnitWriter {
  package static func text(_ comparison: ReportComparison, _ before: ReportSnapshot, _ after: ReportSnapshot) -> String
  {
    let gates = comparison.gates.map { JUnitFile.Test(name: $0.title, outcome: outcome($0)) }
    return JUnitFile(
      name: "\(before.name) → \(after.name)",
      suites: [
        JUnitFile.Suite(name: "offprint.gates", tests: gates),
        JUnitFile.Suite(name: "offprint.claims", tests: claims(comparison, after)),
        JUnitFile.Suite(name: "offprint.runs", tests: runs(comparison, after)),
      ]
    ).text
  }

  private static func loss(_ reason: String) -> JUnitFile.Outcome { .failed(reason, type: "loss") }

  private static func outcome(_ finding: GateFinding) -> JUnitFile.Outcome {
    switch finding.verdict {
    case .passed: .passed
    case .failed: loss(finding.reason)
    case .tooFewSeeds, .notComparable: .skipped("\(GateStatement.word(finding.verdict)): \(finding.reason)")
    }
  }

  /// A flipped verdict fails its test only where a gate says so; it is said all the same.
  private static func claims(_ comparison: ReportComparison, _ after: ReportSnapshot) -> [JUnitFile.Test] {
    let isGated = comparison.gates.contains { $0.gate.kind == .verdicts }
    let flips = Dictionary(
      comparison.claims.flips.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    return after.claims.map { claim in
      let verdict = Words.verdict(claim.verdict)
      var outcome = JUnitFile.Outcome.passed
      if let flip = flips[claim.name] {
        let words = "\(Words.verdict(flip.before)) → \(verdict)"
        outcome = flip.isLoss && isGated ? loss(words) : .skipped(words)
      }
      return JUnitFile.Test(name: "\(claim.name): \(verdict)", outcome: outcome)
    }
  }

  private static func runs(_ comparison: ReportComparison, _ after: ReportSnapshot) -> [JUnitFile.Test] {
    var changes: [String: RunComparison.Change] = [:]
    for change in comparison.runs.changes { changes["\(change.configuration)/seed-\(change.seed)"] = change }
    return after.runs.map { run in
      let name = "\(run.configuration)/seed-\(run.seed)"
      var outcome = JUnitFile.Outcome.passed
      switch (run.status, changes[name]?.kind) {
      case (.failed, .failed?): outcome = loss("it finished before" + (run.failure.map { "; now: \($0)" } ?? ""))
      case (.failed, _): outcome = .skipped("it fails, as before" + (run.failure.map { ": \($0)" } ?? ""))
      case (.missing, _): outcome = .skipped("it is not stored")
      case (_, .unrepeatable?): outcome = loss("one identity, two results")
      default: break
      }
      return JUnitFile.Test(name: name, outcome: outcome)
    }
  }
}
