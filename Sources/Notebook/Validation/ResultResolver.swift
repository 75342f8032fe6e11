import Experiment
import OffprintCore

/// Why a result reference stands for nothing.
struct ResultFailure: Error {
  var reason = ""
  var explanation: String?
  var help: String?
  /// The cell has errors of its own, or its kind could not be made out.
  var isToldAlready = false
}

/// `cell.metric`, `cell.metric.statistic`, `cell.path.of.a.setting`, `cell.runs`, `cell.below.98`, the same of `sweep.best`,
/// `sweep.worst` and `sweep[path=value]`, `sweep.count`, `claim.fact`, `claims.verdict`, `data.fact`.
struct ResultResolver {
  let checker: NotebookChecker

  func resolve(_ path: String) throws(ResultFailure) -> ResultReference {
    let (name, inside, rest) = try split(path)
    let kind = checker.labels.kind(of: name)
    if inside != nil, name == "data" || name == "claims" || kind == .claim {
      throw ResultFailure(
        reason: "\(Wording.code(name)) is no sweep, so it has no `[…]`",
        help: "write `{\(name).\(Wording.shortened(rest.joined(separator: ".")))}`")
    }
    if name == "data" { return try data(rest) }
    if name == "claims" { return try claimCount(rest) }
    if inside == nil, rest[0] == "claims" { return try claimCount(Array(rest.dropFirst()), of: name) }
    switch kind {
    case .train?: return try train(name, inside, rest)
    case .sweep?: return try sweep(name, inside, rest)
    case .claim?: return try claim(name, rest)
    case let kind?:
      throw ResultFailure(
        reason: "\(Wording.code(name)) is \(kind.phrase), and results come from `train`, `sweep` and `claim` cells",
        explanation: checker.labels.available(["train", "sweep", "claim"]))
    case nil:
      if checker.labels.isLost(name) { throw ResultFailure(isToldAlready: true) }
      let known = checker.labels.names(ofKinds: ["train", "sweep", "claim"]) + ["data"]
      throw ResultFailure(
        reason: "there is no cell \(Wording.code(name))",
        explanation: "There \(known.count == 1 ? "is" : "are") \(Wording.shortList(known)).",
        help: Wording.didYouMean(name, among: known))
    }
  }

  /// The cell's name, what stands in brackets behind it, and the words after it, none of them empty.
  private func split(_ path: String) throws(ResultFailure) -> (name: String, inside: String?, rest: [String]) {
    let name = path.prefix { $0 != "." && $0 != "[" }
    var tail = path[name.endIndex...]
    var inside: String?
    if tail.first == "[", let close = tail.lastIndex(of: "]") {
      inside = String(tail[..<close].dropFirst())
      tail = tail[close...].dropFirst()
    }
    let rest = tail.split(separator: ".", omittingEmptySubsequences: false).dropFirst().map(String.init)
    guard tail.isEmpty || tail.first == ".", !rest.contains("") else {
      throw ResultFailure(
        reason: "it has two dots together, or one at an end", help: "write `{cell.accuracy}` with the name of a cell")
    }
    guard !rest.isEmpty else {
      throw ResultFailure(
        reason: "it does not say what of \(Wording.code(path)) it stands for",
        help: "write `{\(Wording.shortened(path, to: 60)).accuracy}`")
    }
    return (String(name), inside, rest)
  }

  private func data(_ rest: [String]) throws(ResultFailure) -> ResultReference {
    let facts = ResultReference.DataFact.allCases.map(\.rawValue)
    guard rest.count == 1, let fact = ResultReference.DataFact(rawValue: rest[0]) else {
      throw ResultFailure(
        reason: "nothing is known of the data under \(Wording.code(rest.joined(separator: ".")))",
        explanation: "Known are \(Wording.list(facts)).",
        help: Wording.didYouMean(rest.joined(separator: "."), among: facts))
    }
    return .data(fact)
  }

  private func claim(_ name: String, _ rest: [String]) throws(ResultFailure) -> ResultReference {
    let facts = ResultReference.ClaimFact.allCases.map(\.rawValue)
    let word = rest.joined(separator: ".")
    if word == ResultReference.ClaimFact.label.rawValue, let setting = checker.claimSettings[name],
      setting["label"] == nil
    {
      throw ResultFailure(
        reason: "the claim \(Wording.code(name)) has no label", help: "write `label: …` in the claim, a few words")
    }
    if let fact = ResultReference.ClaimFact(rawValue: word) { return .claim(name, fact) }
    throw ResultFailure(
      reason: "a claim has no \(Wording.code(word))", explanation: "It has \(Wording.list(facts)).",
      help: Wording.didYouMean(word, among: facts))
  }

  /// `reproduced`, or `table-1.reproduced` of a family.
  private func claimCount(_ rest: [String]) throws(ResultFailure) -> ResultReference {
    guard rest.count > 1 else { return .claimCount(try verdict(rest), of: .all) }
    let families = checker.claimFamilies
    let family = rest.dropLast().joined(separator: ".")
    guard families.contains(family) else {
      throw ResultFailure(
        reason: "there is no family of claims \(Wording.code(family))",
        explanation: families.isEmpty
          ? nil : "There \(families.count == 1 ? "is" : "are") \(Wording.shortList(families)).",
        help: Wording.didYouMean(family, among: families))
    }
    return .claimCount(try verdict(rest.suffix(1)), of: .family(family))
  }

  /// Of the `claims:` of a sweep or a table.
  private func claimCount(_ rest: [String], of name: String) throws(ResultFailure) -> ResultReference {
    let groups = checker.claimGroups
    guard groups.contains(name) else {
      let isKnown = checker.labels.kind(of: name) != nil
      throw ResultFailure(
        reason: isKnown
          ? "the cell \(Wording.code(name)) has no key `claims`" : "there is no cell \(Wording.code(name))",
        explanation: groups.isEmpty ? nil : "Those with `claims:` are \(Wording.shortList(groups)).",
        help: isKnown ? nil : Wording.didYouMean(name, among: groups))
    }
    return .claimCount(try verdict(rest), of: .group(name))
  }

  /// Nil counts all.
  private func verdict(_ rest: some Collection<String>) throws(ResultFailure) -> Verdict? {
    let word = rest.joined(separator: ".")
    if word == "count" { return nil }
    if let verdict = Verdict.allCases.first(where: { $0.word == word }) { return verdict }
    let known = ["count"] + Verdict.allCases.map(\.word)
    throw ResultFailure(
      reason: "claims are not counted by \(Wording.code(word))", explanation: "There are \(Wording.list(known)).",
      help: Wording.didYouMean(word, among: known))
  }
}
