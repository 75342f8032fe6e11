import Experiment
import Notebook

/// A claim's numbers as a reader expects them. Differences of accuracies are in points.
struct ClaimText {
  let result: ClaimResult

  private var evidence: ClaimEvidence { result.finding.evidence }

  /// As many digits as the spread of what was compared deserves.
  private var decimals: Int {
    let width = evidence.interval.map { $0.upperBound - $0.lowerBound } ?? evidence.deviation ?? 1
    guard result.isPercentage || width > 0 else { return 3 }
    return ClaimText.decimals(ofWidth: width)
  }

  /// The digits after the point of an interval this wide.
  static func decimals(ofWidth width: Double) -> Int {
    width < 0.01 ? 4 : width < 0.2 ? 3 : width < 20 ? 2 : 1
  }

  /// `+0.032`; a dash where there is none.
  var effect: String { evidence.effect.map(signed) ?? PrintedNumber.none }

  /// `[+0.010, +0.054]`; a dash where there is none.
  var interval: String {
    evidence.interval.map { "[\(signed($0.lowerBound)),\u{A0}\(signed($0.upperBound))]" } ?? PrintedNumber.none
  }

  /// `95 %`.
  var intervalLevel: String {
    PrintedNumber.fixed(evidence.intervalLevel * 100, decimals: 0) + "\u{202F}%"
  }

  /// The p-value that decided, corrected for the family: against the claim's denial where it was reproduced, against the
  /// claim where it was not; else the smaller of both.
  var probability: String {
    guard evidence.effect != nil, evidence.seeds > 1 else { return PrintedNumber.none }
    return ClaimText.probability(decisive)
  }

  var decisive: Double {
    switch result.finding.verdict {
    case .reproduced: result.finding.adjustedFalse
    case .notReproduced: result.finding.adjustedTrue
    case .underpowered, .notComparable: min(result.finding.adjustedFalse, result.finding.adjustedTrue)
    }
  }

  static func probability(_ value: Double) -> String {
    value < 0.001 ? "<\u{00A0}0.001" : PrintedNumber.fixed(value, decimals: value < 0.0995 ? 3 : 2)
  }

  var seeds: String { "\(evidence.seeds)" }

  /// `80 of 721`: how many of those that it would take; `80` for a claim that is decided or cannot be.
  var seedsOfNeeded: String { neededMore.map { "\(seeds)\u{00A0}of\u{00A0}\(Digits.grouped($0))" } ?? seeds }

  /// How many seeds would decide an open claim; nil where it is decided, or where its seeds cannot tell.
  var neededMore: Int? {
    guard result.finding.verdict == .underpowered, evidence.seeds > 1 else { return nil }
    return evidence.seedsNeeded
  }

  /// `about 24`; `at least 5` where one seed has no spread to go by; a dash where none can be named.
  var seedsNeeded: String {
    if evidence.seeds < 2 { return "at least \(evidence.leastSeeds)" }
    return evidence.seedsNeeded.map { "about \(Digits.grouped($0))" } ?? PrintedNumber.none
  }

  /// The smallest difference that would matter: `0.03`.
  var margin: String { PrintedNumber.shortest(result.claim.assertion.margin) }

  /// What the paper claims, in symbols and the notebook's labels.
  var assertion: String {
    let names = result.arms.map(\.name)
    switch result.claim.assertion {
    case .equals(_, let number, let margin):
      return "\(names[0]) = \(number.text)\u{202F}±\u{202F}\(PrintedNumber.shortest(margin))"
    case .sameAs(_, _, let margin):
      return "\(names[0]) = \(names[1])\u{202F}±\u{202F}\(PrintedNumber.shortest(margin))"
    case .above: return "\(names[0]) > \(names[1])"
    case .order: return names.joined(separator: " > ")
    case .bestOf: return "\(names[0]) > " + (names.count == 2 ? names[1] : "each of \(names.count - 1) others")
    }
  }

  private func signed(_ value: Double) -> String { ClaimText.signed(value, decimals: decimals) }

  /// With its sign, which zero does not have.
  static func signed(_ value: Double, decimals: Int) -> String {
    let text = PrintedNumber.fixed(value, decimals: decimals)
    let isZero = !text.contains { ("1"..."9").contains($0) }
    return text.hasPrefix("−") ? (isZero ? String(text.dropFirst()) : text) : isZero ? text : "+" + text
  }
}
