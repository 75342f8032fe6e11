import Experiment

/// A comparison as JUnit's XML, as CI systems read it: a test for each gate, claim and run.
package enum JUnitWriter {
  private struct Case {
    enum Outcome {
      case passed
      case failed(String)
      case skipped(String)
    }

    var suite: String
    var name: String
    var outcome: Outcome
  }

  package static func text(_ comparison: ReportComparison, _ before: ReportSnapshot, _ after: ReportSnapshot) -> String
  {
    let gates = comparison.gates.map { Case(suite: "gates", name: $0.title, outcome: outcome($0)) }
    let suites = [gates, claims(comparison, after), runs(comparison, before, after)].filter { !$0.isEmpty }
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuites name=\"\(escaped("\(before.name) → \(after.name)"))\"\(counts(suites.flatMap(\.self)))>\n"
    for cases in suites {
      text += "  <testsuite name=\"offprint.\(cases[0].suite)\"\(counts(cases))>\n"
      text += cases.map(element).joined()
      text += "  </testsuite>\n"
    }
    return text + "</testsuites>\n"
  }

  private static func outcome(_ finding: GateFinding) -> Case.Outcome {
    switch finding.verdict {
    case .passed: .passed
    case .failed: .failed(finding.reason)
    case .tooFewSeeds, .notComparable: .skipped("\(GateStatement.word(finding.verdict)): \(finding.reason)")
    }
  }

  /// A flipped verdict fails its test only where a gate says so; it is said all the same.
  private static func claims(_ comparison: ReportComparison, _ after: ReportSnapshot) -> [Case] {
    let isGated = comparison.gates.contains { $0.gate.kind == .verdicts }
    let flips = Dictionary(
      comparison.claims.flips.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    return after.claims.map { claim in
      let verdict = Words.verdict(claim.verdict)
      var outcome = Case.Outcome.passed
      if let flip = flips[claim.name] {
        let words = "\(Words.verdict(flip.before)) → \(verdict)"
        outcome = flip.isLoss && isGated ? .failed(words) : .skipped(words)
      }
      return Case(suite: "claims", name: "\(claim.name): \(verdict)", outcome: outcome)
    }
  }

  private static func runs(
    _ comparison: ReportComparison, _ before: ReportSnapshot, _ after: ReportSnapshot
  ) -> [Case] {
    var changes: [String: RunComparison.Change] = [:]
    for change in comparison.runs.changes { changes["\(change.configuration)/seed-\(change.seed)"] = change }
    return after.runs.map { run in
      let name = "\(run.configuration)/seed-\(run.seed)"
      var outcome = Case.Outcome.passed
      switch (run.status, changes[name]?.kind) {
      case (.failed, .failed?): outcome = .failed("it finished before" + (run.failure.map { "; now: \($0)" } ?? ""))
      case (.failed, _): outcome = .skipped("it fails, as before" + (run.failure.map { ": \($0)" } ?? ""))
      case (.missing, _): outcome = .skipped("it is not stored")
      case (_, .unrepeatable?): outcome = .failed("one identity, two results")
      default: break
      }
      return Case(suite: "runs", name: name, outcome: outcome)
    }
  }

  private static func counts(_ cases: [Case]) -> String {
    let failed = cases.count { if case .failed = $0.outcome { true } else { false } }
    let skipped = cases.count { if case .skipped = $0.outcome { true } else { false } }
    return " tests=\"\(cases.count)\" failures=\"\(failed)\" errors=\"0\" skipped=\"\(skipped)\" time=\"0\""
  }

  private static func element(_ test: Case) -> String {
    let head = "    <testcase classname=\"offprint.\(test.suite)\" name=\"\(escaped(test.name))\" time=\"0\""
    switch test.outcome {
    case .passed: return head + "/>\n"
    case .failed(let reason):
      return head + ">\n      <failure message=\"\(escaped(reason))\" type=\"loss\">\(escaped(reason))</failure>\n"
        + "    </testcase>\n"
    case .skipped(let reason):
      return head + ">\n      <skipped message=\"\(escaped(reason))\"/>\n    </testcase>\n"
    }
  }

  /// For attributes and content. Characters that XML 1.0 has no place for become U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n", "\r": result += "&#\(scalar.value);"
      case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
