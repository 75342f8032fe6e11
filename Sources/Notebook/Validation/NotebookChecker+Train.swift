import OffprintCore

/// A training cell with all that it inherits.
struct TrainCell {
  var cell: Cell
  /// Normalised, `model` by name, defaults filled in. `seeds` is absent where the front matter's are meant.
  var setting: [String: Setting]
  var label: String
  /// Whether something in it or in what it inherits from is wrong, so that a missing key says nothing.
  var isBroken: Bool
}

extension NotebookChecker {
  /// What the cell itself says, before inheritance.
  private struct Draft {
    var cell: Cell
    var entries: [YAMLTree.Entry]
    var setting: [String: Setting]
    var isBroken: Bool

    var base: YAMLTree.Entry? { entries.first { $0.key == "base" } }
  }

  mutating func readTrains() {
    var drafts: [String: Draft] = [:]
    var order: [String] = []
    for cell in document.cells where cell.kind == .train {
      let draft = draft(cell)
      guard drafts[cell.name] == nil else { continue }
      drafts[cell.name] = draft
      order.append(cell.name)
    }
    for name in order { resolve(name, drafts) }
  }

  private mutating func draft(_ cell: Cell) -> Draft {
    guard let entries = entries(of: cell) else {
      return Draft(cell: cell, entries: [], setting: [:], isBroken: true)
    }
    let before = log.errorCount
    let declared = keys.keys(of: .train)
    let (setting, _) = validated { validator in
      validator.entries(
        entries, keys: declared, owner: "the cell `\(cell.name)`", path: "", place: cell.nameRange,
        fillsDefaults: false)
    }
    requireDistinct("seeds", in: entries)
    if let entry = entries.first(where: { $0.key == "loss" }), let loss = setting["loss"], log.errorCount == before,
      let problem = checkLoss(loss)
    {
      log.add(.invalidLoss, at: entry.value.range, problem)
    }
    return Draft(cell: cell, entries: entries, setting: setting, isBroken: log.errorCount > before)
  }

  /// Walks up from `name` to what is resolved already or inherits from nothing, then down again: no recursion, so that a
  /// chain of any length is as good as a short one.
  private mutating func resolve(_ name: String, _ drafts: [String: Draft]) {
    var chain: [String] = []
    var seen: Set<String> = []
    var next: String? = name
    while let current = next, trains[current] == nil, let draft = drafts[current] {
      guard seen.insert(current).inserted else {
        reportCircle(chain, from: current, drafts)
        break
      }
      chain.append(current)
      next = baseName(draft)
    }
    for current in chain.reversed() {
      guard trains[current] == nil, let draft = drafts[current] else { continue }
      let base = baseName(draft).map { trains[$0] }
      trains[current] = merge(draft, base: base ?? nil, hasLostBase: draft.base != nil && base.flatMap { $0 } == nil)
    }
  }

  private func baseName(_ draft: Draft) -> String? {
    guard case .string(let name)? = draft.setting["base"] else { return nil }
    return name
  }

  private mutating func reportCircle(_ chain: [String], from start: String, _ drafts: [String: Draft]) {
    let circle = chain.drop { $0 != start }
    guard let last = circle.last, let draft = drafts[last], let base = draft.base else { return }
    let names = circle.count <= 8 ? Array(circle) : Array(circle.prefix(7)) + ["…"]
    log.add(
      .circularBase, at: base.value.range, "\(Wording.code(start)) inherits from itself",
      explanation: "It goes round: \((names + [start]).map { $0 == "…" ? $0 : "`\($0)`" }.joined(separator: " → ")).",
      help: "let one of them stand without `base:`")
  }

  private mutating func merge(_ draft: Draft, base: TrainCell?, hasLostBase: Bool) -> TrainCell {
    var setting = base?.setting ?? [:]
    setting.merge(draft.setting) { $1 }
    setting["base"] = nil
    setting["label"] = nil
    let isBroken = draft.isBroken || hasLostBase || base?.isBroken == true
    for key in keys.keys(of: .train) where setting[key.name] == nil {
      switch key.presence {
      case .optional: break
      case .defaulted(let value): setting[key.name] = ValueValidator.normalized(value, as: key.kind)
      case .required: if !isBroken { reportMissing(key, of: draft) }
      }
    }
    let isIncomplete = ["model", "loss", "optimizer", "epochs"].contains { setting[$0] == nil }
    return TrainCell(
      cell: draft.cell, setting: setting, label: label(draft.setting["label"], of: draft.cell),
      isBroken: isBroken || isIncomplete)
  }

  private mutating func reportMissing(_ key: KeyDeclaration, of draft: Draft) {
    let owner = "the cell `\(draft.cell.name)`" + (draft.base == nil ? "" : " or its base")
    _ = validated { $0.missing(key, owner: owner, place: draft.cell.nameRange) }
  }

  func label(_ setting: Setting?, of cell: Cell) -> String {
    guard case .string(let label)? = setting, !label.isEmpty else { return cell.name }
    return label
  }

  /// The setting that paths address: the cell's, with the model itself in place of its name. Nil where something is missing.
  func specSetting(of train: TrainCell) -> Setting? {
    guard !train.isBroken, case .string(let name)? = train.setting["model"], let model = models[name] else {
      return nil
    }
    var setting = train.setting
    setting["model"] = model
    setting["seeds"] = nil
    return .map(setting)
  }
}
