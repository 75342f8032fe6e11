package import Experiment
import OffprintCore

/// Two sides held against each other: all that differs, and what the gates say of it.
package struct ReportComparison: Hashable, Sendable {
  /// A setting of runs that changed alike in some configurations.
  package struct SettingGroup: Hashable, Sendable {
    package var change: SettingChange
    package var configurations: [String]
  }

  /// What the shell is told.
  package enum Outcome: String, Hashable, Sendable {
    case passed
    case failed
    /// Too few seeds, or other data.
    case undecided
  }

  package var before: String
  package var after: String
  package var title: String
  /// Of the whole report: title, data, versions, gates.
  package private(set) var facts: [SettingChange] = []
  package private(set) var settings: [SettingGroup] = []
  /// Configurations that both sides have.
  package private(set) var commonConfigurations = 0
  package private(set) var runs: RunComparison
  package private(set) var metrics: [MetricComparison] = []
  package private(set) var claims: ClaimComparison
  package private(set) var tables: [TableComparison] = []
  package private(set) var figures: [FigureComparison] = []
  /// Nil where a side has no text.
  package private(set) var prose: ProseComparison?
  package private(set) var gates: [GateFinding] = []
  /// What was not compared, and why: whole sentences.
  package private(set) var omissions: [String] = []
  /// Whether both are on the same data, so that their numbers can be compared.
  package private(set) var isComparable: Bool

  /// - Parameter gates: nil for those of the second side's notebook, else the first's, else the standard ones.
  package init(
    _ before: ReportSnapshot, _ after: ReportSnapshot, gates: [Gate]? = nil, options: GateOptions = GateOptions()
  ) {
    let after = ReportComparison.aligned(before, after)
    self.before = before.name
    self.after = after.name
    title = after.title.isEmpty ? before.title : after.title
    let pairing = Pairing(before, after)
    let (old, new) = (RunTable(before), RunTable(after))
    isComparable = ReportComparison.isComparable(before, after)
    runs = RunComparison(before, after, pairing, old, new)
    claims = ClaimComparison(before.claims, after.claims)
    commonConfigurations = pairing.pairs.count
    var comparer = MetricComparer(before, after, pairing, old, new)
    metrics = isComparable ? comparer.all() : []
    let chosen = gates ?? after.gates ?? before.gates ?? Gate.standard
    var judge = GateJudge(comparer, options: options, isComparable: isComparable)
    self.gates = judge.findings(chosen, runs: runs, claims: claims)
    compareFacts(before, after)
    compareSettings(pairing)
    compareDocument(before, after)
    noteOmissions(before, after)
  }

  /// Two single runs are held against each other whatever their seeds.
  private static func aligned(_ before: ReportSnapshot, _ after: ReportSnapshot) -> ReportSnapshot {
    guard before.origin == .run, after.origin == .run, before.runs.count == 1, after.runs.count == 1 else {
      return after
    }
    var aligned = after
    aligned.runs[0].seed = before.runs[0].seed
    return aligned
  }

  private static func isComparable(_ before: ReportSnapshot, _ after: ReportSnapshot) -> Bool {
    guard let old = before.data, let new = after.data else { return true }
    if let first = old.digest, let second = new.digest { return first == second }
    return old.name == new.name
  }

  package var outcome: Outcome {
    let verdicts = gates.map(\.verdict)
    if verdicts.contains(.failed) { return .failed }
    return verdicts.contains { $0 == .tooFewSeeds || $0 == .notComparable } || hasNothingInCommon ? .undecided : .passed
  }

  /// Both sides have runs and none that could be compared.
  package var hasNothingInCommon: Bool { runs.counts.before > 0 && runs.counts.after > 0 && commonConfigurations == 0 }

  /// Whether the two sides say the same.
  package var isEmpty: Bool {
    facts.isEmpty && settings.isEmpty && runs.isEmpty && metrics.allSatisfy { $0.isIdentical || $0.difference == 0 }
      && claims.isEmpty && tables.isEmpty && figures.isEmpty && prose?.isEmpty ?? true
  }

  // MARK: - Parts

  private mutating func compareFacts(_ before: ReportSnapshot, _ after: ReportSnapshot) {
    for key in Set(before.facts.keys).intersection(after.facts.keys).sorted() {
      guard let old = before.facts[key], let new = after.facts[key], old != new else { continue }
      let isDigest = key.hasSuffix("digest")
      facts.append(
        SettingChange(
          path: key, before: isDigest ? String(old.prefix(12)) : old, after: isDigest ? String(new.prefix(12)) : new))
    }
    let (old, new) = (before.gates.map(Self.text), after.gates.map(Self.text))
    // A loosened gate must be seen.
    if old != new, before.origin != .page, after.origin != .page, before.origin != .run, after.origin != .run {
      facts.append(SettingChange(path: "gate", before: old, after: new))
    }
  }

  private static func text(_ gates: [Gate]) -> String {
    gates.map { gate in
      var parts = [gate.name]
      if !gate.runs.isEmpty { parts.append("of " + gate.runs.joined(separator: ", ")) }
      if gate.margin > 0 { parts.append("margin \(Setting.canonicalNumber(gate.margin))") }
      if let detect = gate.detect { parts.append("detect \(Setting.canonicalNumber(detect))") }
      return parts.joined(separator: " ")
    }.joined(separator: "; ")
  }

  private mutating func compareSettings(_ pairing: Pairing) {
    var order: [SettingChange] = []
    var groups: [SettingChange: [String]] = [:]
    for pair in pairing.pairs {
      for change in Self.changes(pair) {
        if groups[change] == nil { order.append(change) }
        groups[change, default: []].append(pair.name)
      }
    }
    settings = order.map { SettingGroup(change: $0, configurations: groups[$0] ?? []) }
  }

  private static func changes(_ pair: Pairing.Pair) -> [SettingChange] {
    var changes: [SettingChange] = []
    if pair.before.label != pair.after.label, !pair.isRenamed {
      changes.append(SettingChange(path: "label", before: pair.before.label, after: pair.after.label))
    }
    if let old = pair.before.settings, let new = pair.after.settings {
      return changes + SettingDifference.changes(old, new)
    }
    guard let old = pair.before.settingsText, let new = pair.after.settingsText else { return changes }
    for key in Set(old.keys).union(new.keys).sorted() where old[key] != new[key] {
      changes.append(SettingChange(path: key, before: old[key], after: new[key]))
    }
    return changes
  }

  private mutating func compareDocument(_ before: ReportSnapshot, _ after: ReportSnapshot) {
    guard before.origin != .run, after.origin != .run else { return }
    tables = TableComparison.all(before.tables, after.tables)
    figures = FigureComparison.all(before, after)
    if let old = before.prose, let new = after.prose { prose = ProseComparison(old, new) }
  }

  private mutating func noteOmissions(_ before: ReportSnapshot, _ after: ReportSnapshot) {
    if !isComparable {
      omissions.append("The two sides are on different data, so no number of one can be held against the other.")
    }
    if hasNothingInCommon { omissions.append("No run of one side has its like on the other.") }
    for side in [before, after] where side.origin == .page {
      omissions.append(
        "‘\(side.name)’ is a page by itself: accuracies are as printed, other metrics and pictures are not compared.")
    }
    guard before.origin != .run, after.origin != .run else { return }
    for side in [before, after] where side.prose == nil {
      omissions.append("‘\(side.name)’ has no page, so the text is not compared.")
    }
    let lacking = zip([before, after], [after, before]).filter { side, other in
      side.figures.contains { $0.data == nil } && other.figures.contains { $0.data != nil }
    }
    for (side, _) in lacking {
      omissions.append(
        "‘\(side.name)’ does not have the data of all figures, so not all are compared by what they draw.")
    }
  }
}
