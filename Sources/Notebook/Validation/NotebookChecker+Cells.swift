import OffprintCore

extension NotebookChecker {
  /// A cell as the report sees it; figures and tables are validated here. Of no use where the log has errors.
  mutating func checkedCell(_ cell: Cell) -> CheckedCell {
    switch cell.kind {
    case .model:
      return CheckedCell(
        kind: .model, name: cell.name, label: cell.name, setting: models[cell.name] ?? .map([:]))
    case .train:
      let train = trains[cell.name]
      var setting = train?.setting ?? [:]
      setting["seeds"] = seedList(seeds(setting["seeds"]) ?? frontSeeds)
      return CheckedCell(kind: .train, name: cell.name, label: train?.label ?? cell.name, setting: .map(setting))
    case .sweep: return checkedSweep(cell)
    case .figure: return checkedFigure(cell)
    case .table: return checkedTable(cell)
    case .claim: return checkedClaim(cell)
    }
  }

  private func seedList(_ seeds: [Int]) -> Setting { .list(seeds.map { .number(Double($0)) }) }

  /// The seeds of a sweep: its own, else its base's, else the front matter's.
  func seeds(of sweep: SweepCell) -> [Int] {
    seeds(sweep.seeds) ?? seeds(trains[sweep.base]?.setting["seeds"]) ?? frontSeeds
  }

  private func checkedSweep(_ cell: Cell) -> CheckedCell {
    guard let sweep = sweeps[cell.name] else {
      return CheckedCell(kind: .sweep, name: cell.name, label: cell.name, setting: .map([:]))
    }
    let over = Dictionary(sweep.axes.map { ($0.path, Setting.list($0.values)) }) { first, _ in first }
    let setting: Setting = .map([
      "base": .string(sweep.base), "over": .map(over), "seeds": seedList(seeds(of: sweep)),
    ])
    return CheckedCell(kind: .sweep, name: cell.name, label: sweep.label, setting: setting)
  }

  // MARK: - Figures and tables

  private mutating func checkedFigure(_ cell: Cell) -> CheckedCell {
    guard let entries = entries(of: cell) else {
      return CheckedCell(kind: .figure, name: cell.name, label: cell.name, setting: .map([:]))
    }
    let own = keys.keys(of: .figure)
    let plot = plot(entries)
    let declared = own + (plot?.keys ?? [])
    // While it is not known what is drawn, it is not known which other keys there are.
    let known = plot == nil ? entries.filter { entry in own.contains { $0.name == entry.key } } : entries
    let (setting, ranges) = validated { validator in
      validator.entries(
        known, keys: declared, owner: plot.map { "a figure of `\($0.name)`" } ?? "the figure `\(cell.name)`",
        path: "", place: cell.nameRange)
    }
    requireDistinct("runs", in: entries)
    requireQuantities(plot?.keys ?? [], in: .map(setting), of: specSettings(of: setting["runs"]), ranges)
    var figure: [String: Setting] = [:]
    var drawn: [String: Setting] = ["name": setting["plot"] ?? ""]
    for key in plot?.keys ?? [] { drawn[key.name] = setting[key.name] }
    figure["plot"] = .map(drawn)
    figure["width"] = setting["width"]
    figure["letters"] = setting["letters"]
    if setting["alt"] == nil {
      log.add(
        .missingAlternativeText, at: cell.nameRange,
        "the figure \(Wording.code(cell.name)) has no description for readers who cannot see it",
        explanation: "One is made from its data, which cannot say what the figure is meant to show.",
        help: "add `alt:` with a sentence or two on what there is to see")
    }
    return CheckedCell(
      kind: .figure, name: cell.name, label: cell.name, setting: .map(figure), caption: caption(entries),
      alternativeText: alternativeText(setting["alt"]))
  }

  private func alternativeText(_ setting: Setting?) -> String? {
    guard case .string(let text)? = setting else { return nil }
    return text
  }

  /// The plot that a figure names. Only an unknown name is told here; the rest is the validator's.
  private mutating func plot(_ entries: [YAMLTree.Entry]) -> ComponentDeclaration? {
    guard case .string(let name)? = entries.first(where: { $0.key == "plot" })?.value.content else { return nil }
    return keys.vocabulary.plots.first { $0.name == name }
  }

  private mutating func checkedTable(_ cell: Cell) -> CheckedCell {
    guard let entries = entries(of: cell) else {
      return CheckedCell(kind: .table, name: cell.name, label: cell.name, setting: .map([:]))
    }
    let declared = keys.keys(of: .table)
    var (setting, _) = validated { validator in
      validator.entries(
        entries, keys: declared, owner: "the table `\(cell.name)`", path: "", place: cell.nameRange)
    }
    requireDistinct("runs", in: entries)
    requireDistinct("columns", in: entries)
    setting["caption"] = nil
    tableClaims[cell.name] = setting["claims"]
    return CheckedCell(
      kind: .table, name: cell.name, label: cell.name, setting: .map(setting), caption: caption(entries))
  }

  private mutating func caption(_ entries: [YAMLTree.Entry]) -> [Inline] {
    guard let entry = entries.first(where: { $0.key == "caption" }), case .string(let text) = entry.value.content else {
      return []
    }
    let caption = runningText(text, at: entry.value.range, subject: "a caption", isOneParagraph: true).first ?? []
    check(caption)
    for inline in caption where BlockConverter.isDisplay(inline) {
      log.add(
        .misplacedFormula, at: inline.range, "a displayed formula cannot stand in a caption",
        help: "write it with one dollar sign at each end")
    }
    return caption
  }
}
