import Experiment
import Notebook
import OffprintCore
import RunStore

/// The reasons as lines of text: a paragraph for each configuration, seeds with the same reason together.
struct WhyPage {
  let reasons: RunReasons
  let loaded: LoadedNotebook
  /// Whether runs that are reused are listed one by one; else they are counted.
  let listsReused: Bool
  /// What runs that are no more were held against.
  let former: FormerRuns

  var lines: [String] {
    var lines: [String] = []
    var start = 0
    let all = reasons.reasons
    while start < all.count {
      let cell = all[start].configuration.cell
      let end = all[start...].firstIndex { $0.configuration.cell != cell } ?? all.count
      lines += self.lines(ofCell: cell, all[start..<end])
      start = end
    }
    return lines + [total]
  }

  private func lines(ofCell cell: String, _ reasons: ArraySlice<RunReasons.Reason>) -> [String] {
    guard listsReused || reasons.contains(where: { !$0.verdict.isReused }) else {
      return [
        reasons.count == 1
          ? "\(header(cell)): its run is reused"
          : "\(header(cell)): its \(Quantities.count(reasons.count, "run")) are reused"
      ]
    }
    var lines: [String] = []
    var reused = 0
    for configuration in WhyPage.distinct(reasons.map(\.configuration)) {
      let own = reasons.filter { $0.configuration == configuration }
      if !listsReused, own.allSatisfy({ $0.verdict.isReused }) {
        reused += own.count
        continue
      }
      lines.append(header(cell, configuration))
      lines += paragraphs(own)
    }
    if reused > 0 { lines.append("\(header(cell)): \(Quantities.count(reused, "other run")) reused") }
    return lines
  }

  /// `arcface (small.md:33)`.
  private func header(_ cell: String, _ configuration: Configuration? = nil) -> String {
    let place = loaded.notebook.place(ofCell: cell).map { " (\(loaded.path):\($0.start.line))" } ?? ""
    return (configuration?.name ?? cell) + place
  }

  private func paragraphs(_ reasons: [RunReasons.Reason]) -> [String] {
    var groups: [(seeds: [Int], text: [String], neighbors: [RunID], isFormer: Bool)] = []
    for reason in reasons {
      let text = text(reason)
      var neighbor: [RunID] = []
      var isFormer = false
      if case .new(let found?, let wasReported) = reason.verdict {
        (neighbor, isFormer) = ([found.record.id], wasReported)
      }
      if let last = groups.last, last.text == text, last.isFormer == isFormer {
        groups[groups.count - 1].seeds.append(reason.seed)
        groups[groups.count - 1].neighbors += neighbor
      } else {
        groups.append(([reason.seed], text, neighbor, isFormer))
      }
    }
    return groups.flatMap { group in
      let seeds = "\(group.seeds.count == 1 ? "seed" : "seeds") \(Quantities.list(group.seeds.map(String.init)))"
      let lines = group.text.dropFirst() + against(group.neighbors, isFormer: group.isFormer)
      return ["  \(seeds): \(group.text[0])"] + lines.map { "    \($0)" }
    }
  }

  private func against(_ neighbors: [RunID], isFormer: Bool) -> [String] {
    guard !neighbors.isEmpty else { return [] }
    let names = neighbors.enumerated().filter { !neighbors[..<$0.offset].contains($0.element) }.map(\.element.short)
    let shown = names.count <= 5 ? Quantities.list(names) : names.prefix(4).joined(separator: ", ") + ", …"
    let runs = names.count == 1 ? "run" : "runs"
    return [
      isFormer ? "against \(shown), its \(runs) in \(former.folder)" : "against \(shown), the nearest stored \(runs)"
    ]
  }

  // MARK: - One run

  /// The verdict after "seed 1: ", and the lines below it.
  private func text(_ reason: RunReasons.Reason) -> [String] {
    let begun = reason.checkpoint.map { ", from its checkpoint (\(Int(($0 * 100).rounded(.down))) % is done)" } ?? ""
    switch reason.verdict {
    case .reused(let record):
      let result = record.accuracy.map { Quantities.percent($0) } ?? "it failed, and would fail again"
      return ["reused, \(record.id.short), \(result)"]
    case .completed(let record):
      let epochs = Quantities.list(reason.run.lacking.map(String.init))
      let figures = Quantities.list(reason.run.figures.map { "‘\($0)’" })
      return [
        "trained again to the same weights\(begun)",
        "\(record.id.short) is stored without the test features after "
          + "\(reason.run.lacking.count == 1 ? "epoch" : "epochs") \(epochs), which \(figures) "
          + (reason.run.figures.count == 1 ? "shows" : "show"),
      ]
    case .damaged(let error): return ["to be trained again\(begun)", error.description]
    case .new(nil, _): return ["to be trained\(begun)", "the store has no runs yet"]
    case .new(let neighbor?, _): return ["to be trained\(begun)"] + lines(neighbor, reason)
    }
  }

  /// More keys than these say only that nothing like the run is stored.
  private static let mostChanges = 12

  private func lines(_ neighbor: NearestRun.Neighbor, _ reason: RunReasons.Reason) -> [String] {
    let changes = neighbor.changes
    let shown = changes.prefix(WhyPage.mostChanges)
    let names = shown.map(\.path)
    let width = names.map { TerminalText.columns(of: $0) }.max() ?? 0
    var lines = shown.map { change in
      let place =
        WhyText.place(of: change, reason.configuration, loaded).map { "  (\(loaded.path):\($0.start.line))" } ?? ""
      let values = "\(WhyText.value(change.old, other: change.new)) → \(WhyText.value(change.new, other: change.old))"
      return "\(Quantities.fitted(change.path, columns: width))  \(values)\(place)"
    }
    if changes.count > shown.count { lines.append("and \(changes.count - shown.count) more keys") }
    return lines
  }

  // MARK: - All runs

  private var total: String {
    var verdicts: [RunID: Bool] = [:]
    for reason in reasons.reasons { verdicts[reason.run.id] = reason.verdict.isReused }
    let reused = verdicts.values.count { $0 }
    let count = Quantities.count(verdicts.count, "distinct run")
    if verdicts.isEmpty { return "the notebook asks for no runs" }
    if reused == verdicts.count { return "\(count) on \(reasons.data.name): nothing to train, all are stored" }
    return "\(count) on \(reasons.data.name): \(Quantities.grouped(reused)) reused, "
      + "\(Quantities.grouped(verdicts.count - reused)) to be trained"
  }

  private static func distinct(_ configurations: [Configuration]) -> [Configuration] {
    var seen: Set<String> = []
    return configurations.filter { seen.insert($0.name).inserted }
  }
}

/// Words for changed keys.
enum WhyText {
  /// A value for people. Data sets are told apart by their sizes, or, where these agree too, by their digests.
  static func value(_ setting: Setting?, other: Setting?) -> String {
    guard let setting else { return "nothing" }
    if case .map = setting, setting["digest"] == nil { return RunSummary.component(setting) }
    guard let digest = setting["digest"], case .string(let hexadecimal) = digest else {
      return RunSummary.text(of: setting)
    }
    let name = setting["name"].map(RunSummary.text(of:)) ?? ""
    let keys = ["name", "train", "test"]
    let isToldApart = keys.contains { setting[$0] != other?[$0] }
    guard case .number(let train)? = setting["train"], case .number(let test)? = setting["test"], isToldApart else {
      return "\(name) (\(hexadecimal.prefix(12))…)"
    }
    return setting["name"] != other?["name"]
      ? name : "\(name) (\(Quantities.grouped(Int(train))) + \(Quantities.grouped(Int(test))) images)"
  }

  /// Where the notebook says the new value. What was taken away has no place of its own, and neither have seeds that the command
  /// line gives.
  static func place(
    of change: SettingChange, _ configuration: Configuration, _ loaded: LoadedNotebook
  ) -> SourceRange? {
    if change.path == "seed", loaded.seeds != nil { return nil }
    var path = change.path
    if change.new == nil, let dot = path.lastIndex(of: ".") { path = String(path[..<dot]) }
    return loaded.notebook.place(of: path, in: configuration)
  }
}
