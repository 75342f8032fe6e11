package import Experiment

/// What became of one gate, or of one cell of it.
package struct GateFinding: Hashable, Sendable {
  package enum Verdict: String, Hashable, Sendable {
    case passed
    case failed
    /// Neither a loss was found nor could it have been.
    case tooFewSeeds = "too-few-seeds"
    /// The two sides cannot be held against each other: other data, or nothing in common.
    case notComparable = "not-comparable"
  }

  /// `accuracy of arcface`.
  package var title: String
  package var gate: Gate
  package var verdict: Verdict
  /// Why, in a clause without a final stop.
  package var reason: String
  /// Of a gate on a metric.
  package var comparison: MetricComparison?
  /// Corrected over all gates; nil where nothing was tested.
  package var adjusted: Double?
  /// The smallest loss beyond the margin that would be found with a probability of 80 %, all gates together.
  package var detectable: Double?
}

/// How gates are judged.
package struct GateOptions: Hashable, Sendable {
  /// Of a wrong failure over all gates.
  package var level = 0.05
  /// The probability with which a loss of the stated size is found.
  package var power = 0.8

  package init(level: Double = 0.05) {
    precondition(level > 0 && level < 0.5)
    self.level = level
  }
}

/// Holds two reports against gates. A gate on a metric fails where the seeds speak for a loss of more than its margin: where the
/// whole interval of the difference, corrected by Holm's method over all gates, lies beyond it. So under no change at all the
/// chance that any gate fails is at most half the level, since an interval can also lie on the other side.
struct GateJudge {
  let options: GateOptions
  let isComparable: Bool
  private var comparer: MetricComparer
  private var quantiles = StudentQuantiles()

  init(_ comparer: MetricComparer, options: GateOptions, isComparable: Bool) {
    self.comparer = comparer
    self.options = options
    self.isComparable = isComparable
  }

  mutating func findings(_ gates: [Gate], runs: RunComparison, claims: ClaimComparison) -> [GateFinding] {
    var findings = gates.flatMap { gate -> [GateFinding] in
      switch gate.kind {
      case .metric(let name): metric(gate, name)
      case .verdicts: [GateJudge.verdicts(gate, claims)]
      case .failedRuns: [GateJudge.failedRuns(gate, runs)]
      }
    }
    settle(&findings)
    return findings
  }

  // MARK: - Metrics

  /// A finding for each cell, its verdict to be settled with all others.
  private mutating func metric(_ gate: Gate, _ name: String) -> [GateFinding] {
    guard let metric = Metric(rawValue: name) else { return [] }
    let groups: [(String, [Pairing.Pair])] =
      gate.runs.isEmpty
      ? comparer.cells.map { ($0[0].after.cell, $0) } : gate.runs.map { ($0, comparer.group(named: $0) ?? []) }
    return groups.map { name, group in
      var finding = GateFinding(
        title: "\(metric.rawValue) of \(name)", gate: gate, verdict: .notComparable, reason: "")
      if group.isEmpty {
        // Nothing can be lost of what was not there.
        let isNew = comparer.isNew(name)
        finding.verdict = isNew ? .passed : .notComparable
        finding.reason = isNew ? "it is new, so there is nothing to lose" : "the second side does not have it"
      } else if !isComparable {
        finding.reason = "the two sides are on different data"
      } else if let comparison = comparer.comparison(of: group, metric) {
        finding.comparison = comparison
      } else {
        finding.verdict = .tooFewSeeds
        finding.reason = "no seed has a finished run on both sides"
      }
      return finding
    }
  }

  private mutating func settle(_ findings: inout [GateFinding]) {
    let tested = findings.indices.filter { index in
      findings[index].comparison.map { !$0.isIdentical && $0.pairs > 1 } ?? false
    }
    let probabilities = tested.map { index in probability(findings[index]) ?? 1 }
    for (index, adjusted) in zip(tested, HolmCorrection.adjusted(probabilities)) { findings[index].adjusted = adjusted }
    // What the first step of Holm's method leaves to each.
    let level = options.level / Double(max(1, tested.count))
    for index in findings.indices {
      guard let comparison = findings[index].comparison else { continue }
      judge(&findings[index], comparison, level: level)
    }
  }

  private func probability(_ finding: GateFinding) -> Double? {
    guard let comparison = finding.comparison else { return nil }
    let differences = comparison.differences.keys.sorted().compactMap { comparison.differences[$0] }
    let margin = finding.gate.margin
    // Signed so that a loss is below zero.
    let gains = comparison.metric.direction == .lower ? differences.map { -$0 } : differences
    guard let paired = PairedDifference(gains, step: comparer.step(of: comparison)) else { return nil }
    let down = paired.probabilityNotBelow(margin: margin)
    guard comparison.metric.direction == .same, let down else { return down }
    let up = PairedDifference(gains.map { -$0 }, step: comparer.step(of: comparison))?.probabilityNotBelow(
      margin: margin)
    return min(down, up ?? 1)
  }

  private mutating func judge(_ finding: inout GateFinding, _ comparison: MetricComparison, level: Double) {
    let loss = MetricComparison.loss(of: comparison.difference, comparison.metric)
    let seeds = "\(comparison.pairs) \(comparison.pairs == 1 ? "seed" : "seeds")"
    if comparison.isIdentical {
      finding.verdict = .passed
      finding.reason = "the same runs, to the bit"
      return
    }
    guard comparison.pairs > 1, let adjusted = finding.adjusted else {
      finding.verdict = .tooFewSeeds
      finding.reason = "one seed on both sides has no spread, so nothing can be told"
      return
    }
    let differences = comparison.differences.keys.sorted().compactMap { comparison.differences[$0] }
    let paired = PairedDifference(differences, step: comparer.step(of: comparison))
    finding.detectable = paired?.detectableDifference(level: level, power: options.power, &quantiles)
    let amount = Words.difference(loss.magnitude, comparison.metric)
    if adjusted <= options.level, loss > finding.gate.margin {
      finding.verdict = .failed
      let what = comparison.metric.direction == .same ? "it moved by \(amount)" : "\(amount) lost"
      finding.reason = "\(what) over \(seeds), more than chance allows"
      if finding.gate.margin > 0 {
        finding.reason += " beyond the margin of \(Words.difference(finding.gate.margin, comparison.metric))"
      }
    } else if let detect = finding.gate.detect, let least = finding.detectable, least > detect {
      finding.verdict = .tooFewSeeds
      finding.reason =
        "\(seeds) find a loss of \(Words.difference(least, comparison.metric)), not the one of "
        + "\(Words.difference(detect, comparison.metric)) that the gate asks for"
    } else {
      finding.verdict = .passed
      finding.reason = loss > 0 ? "\(amount) lost over \(seeds), which chance explains" : "no loss over \(seeds)"
      if loss > 0, loss <= finding.gate.margin {
        finding.reason = "\(amount) lost over \(seeds), within the margin"
      }
    }
  }

  // MARK: - Verdicts and runs

  private static func verdicts(_ gate: Gate, _ claims: ClaimComparison) -> GateFinding {
    let lost = claims.flips.filter(\.isLoss)
    let names = lost.prefix(3).map { "\($0.name) is \(Words.verdict($0.after)) now" }.joined(separator: "; ")
    let rest = lost.count > 3 ? "; and \(lost.count - 3) more" : ""
    return GateFinding(
      title: "verdicts", gate: gate, verdict: lost.isEmpty ? .passed : .failed,
      reason: lost.isEmpty ? "no claim that was reproduced is so no more" : names + rest)
  }

  private static func failedRuns(_ gate: Gate, _ runs: RunComparison) -> GateFinding {
    let failed = runs.changes.filter { change in
      change.kind == .failed
        && (gate.runs.isEmpty
          || gate.runs.contains { change.configuration == $0 || change.configuration.hasPrefix($0 + "[") })
    }
    let names = failed.prefix(3).map { "\($0.configuration), seed \($0.seed)" }.joined(separator: "; ")
    let rest = failed.count > 3 ? "; and \(failed.count - 3) more" : ""
    return GateFinding(
      title: "failed-runs", gate: gate, verdict: failed.isEmpty ? .passed : .failed,
      reason: failed.isEmpty ? "no run that finished fails now" : "finished before and failed now: \(names)\(rest)")
  }
}
