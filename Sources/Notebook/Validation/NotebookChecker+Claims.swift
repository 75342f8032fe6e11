import Experiment
import OffprintCore

/// Claims, once the plan is known that their arms are of.
extension NotebookChecker {
  mutating func claims(_ plan: Plan, _ frontMatter: FrontMatter) -> [NotebookClaim] {
    let arms = ArmResolver(plan: plan, labels: labels)
    var claims: [NotebookClaim] = []
    for cell in document.cells {
      switch cell.kind {
      case .claim:
        guard let setting = claimSettings[cell.name], let entries = entries(of: cell) else { continue }
        if let claim = claim(cell, setting, entries, arms, frontMatter) { claims.append(claim) }
      case .sweep, .table: claims += self.claims(of: cell, plan, frontMatter)
      default: continue
      }
    }
    return claims
  }

  /// Validates the keys of a claim; its arms wait for the plan.
  mutating func checkedClaim(_ cell: Cell) -> CheckedCell {
    var checked = CheckedCell(kind: .claim, name: cell.name, label: cell.name, setting: .map([:]))
    guard let entries = entries(of: cell) else { return checked }
    let before = log.errorCount
    let declared = keys.keys(of: .claim)
    let (setting, _) = validated { validator in
      validator.entries(
        entries, keys: declared, owner: "the claim `\(cell.name)`", path: "", place: cell.nameRange)
    }
    guard log.errorCount == before, requireOneRelation(cell, entries) else { return checked }
    claimSettings[cell.name] = setting
    checked.setting = .map(setting)
    return checked
  }

  // MARK: - Relations

  private mutating func requireOneRelation(_ cell: Cell, _ entries: [YAMLTree.Entry]) -> Bool {
    let found = entries.filter { ClaimKeys.relations.contains($0.key) }
    guard let relation = found.first else {
      log.add(
        .invalidClaim, at: cell.nameRange, "the claim `\(cell.name)` does not say what would count",
        explanation: "A claim has one of the keys \(Wording.list(ClaimKeys.relations, conjunction: "or")).",
        help: "write `equals: \"98.84\"` for a number, or `above: …` for a comparison with another run")
      return false
    }
    if found.count > 1 {
      log.add(
        .invalidClaim, at: found[1].keyRange,
        "a claim has one of `\(relation.key)` and `\(found[1].key)`, not both", help: "write two claims")
      return false
    }
    let run = entries.first { $0.key == "run" }
    if relation.key == "order" {
      guard let run else { return true }
      log.add(
        .invalidClaim, at: run.keyRange, "with `order`, which names all of its runs, `run` says nothing",
        help: "leave `run` out")
      return false
    }
    if run == nil {
      log.add(
        .missingKey, at: cell.nameRange, "the claim `\(cell.name)` needs the key `run`",
        explanation: "It says of what `\(relation.key)` is claimed.", help: "write `run: arcface`")
      return false
    }
    return true
  }

  private mutating func claim(
    _ cell: Cell, _ setting: [String: Setting], _ entries: [YAMLTree.Entry], _ arms: ArmResolver,
    _ frontMatter: FrontMatter
  ) -> NotebookClaim? {
    guard let assertion = assertion(setting, entries, arms), let data = claimedData(setting, entries, frontMatter)
    else { return nil }
    return NotebookClaim(
      name: cell.name, family: text(setting["family"]) ?? "claims", quote: text(setting["quote"]),
      source: text(setting["source"]),
      metric: text(setting["metric"]).flatMap(ResultReference.Metric.init(rawValue:)) ?? .accuracy, data: data,
      assertion: assertion, label: text(setting["label"]))
  }

  private mutating func assertion(
    _ setting: [String: Setting], _ entries: [YAMLTree.Entry], _ arms: ArmResolver
  ) -> ClaimAssertion? {
    func value(_ key: String) -> YAMLTree? { entries.first { $0.key == key }?.value }
    let margin = number(setting["margin"])
    if case .sequence(let trees)? = value("order")?.content {
      let resolved = trees.compactMap { arm($0, arms) }
      return resolved.count == trees.count ? .order(resolved, margin: margin ?? 0) : nil
    }
    guard let run = value("run"), let first = arm(run, arms) else { return nil }
    if let tree = value("above") { return arm(tree, arms).map { .above(first, $0, margin: margin ?? 0) } }
    if let tree = value("same-as") {
      guard let margin = requireMargin(margin, for: tree, "same-as") else { return nil }
      return arm(tree, arms).map { .sameAs(first, $0, margin: margin) }
    }
    if let tree = value("best-of") { return best(first, run, tree, margin ?? 0) }
    guard let tree = value("equals"), let number = claimedNumber(tree),
      let margin = requireMargin(margin, for: tree, "equals")
    else { return nil }
    return .equals(first, number, margin: margin)
  }

  private mutating func best(
    _ arm: ArmReference, _ run: YAMLTree, _ tree: YAMLTree, _ margin: Double
  ) -> ClaimAssertion? {
    guard case .string(let sweep) = tree.content else { return nil }
    guard case .configuration(let name) = arm, name.hasPrefix(sweep + "[") else {
      log.add(
        .invalidClaim, at: run.range,
        "\(Wording.code(arm.text)) is no configuration of \(Wording.code(sweep)), so it cannot be its best",
        help: "write `run: \(sweep)[path=value]` with the values that are claimed to be the best")
      return nil
    }
    return .bestOf(arm, sweep: sweep, margin: margin)
  }

  // MARK: - Values

  private mutating func arm(_ tree: YAMLTree, _ arms: ArmResolver) -> ArmReference? {
    guard case .string(let text) = tree.content else { return nil }
    do throws(ArmResolver.Failure) {
      return try arms.resolve(text)
    } catch {
      log.add(
        .unknownReference, at: tree.range, error.reason, explanation: error.explanation, help: error.help)
      return nil
    }
  }

  /// The number as it is printed: its digits say how exact it is, so `98.70` must not become 98.7.
  private mutating func claimedNumber(_ tree: YAMLTree) -> ClaimedNumber? {
    let text: String
    switch tree.content {
    case .string(let string): text = string
    case .number(_, let spelling): text = spelling
    default: text = ""
    }
    if let number = ClaimedNumber(text) { return number }
    log.add(
      .invalidClaim, at: tree.range,
      "`equals` should be a number as the paper prints it, not \(Wording.kind(of: tree))",
      explanation: "Its last digit says how exactly it is known: 98.84 is anything from 98.835 to 98.845.",
      help: "write `equals: \"98.84\"`")
    return nil
  }

  private mutating func requireMargin(_ margin: Double?, for tree: YAMLTree, _ key: String) -> Double? {
    if let margin, margin > 0 { return margin }
    log.add(
      .invalidClaim, at: tree.range, "`\(key)` needs a `margin` above 0",
      explanation: "Only with the smallest difference that would matter can runs speak for there being none.",
      help: "write `margin: 0.1`, in the unit of the metric")
    return nil
  }

  /// The data set that the claim is about: its own, else the first choice of the notebook.
  mutating func claimedData(
    _ setting: [String: Setting], _ entries: [YAMLTree.Entry], _ frontMatter: FrontMatter
  ) -> String? {
    let names = frontMatter.data.compactMap { text($0["name"]) }
    guard let name = text(setting["data"]) else { return names.first ?? "" }
    if keys.vocabulary.dataSets.contains(where: { $0.name == name }) { return name }
    let known = keys.vocabulary.dataSets.map(\.name)
    let range = entries.first { $0.key == "data" }?.value.range
    log.add(
      .unknownChoice, at: range, "there is no data set \(Wording.code(name))",
      explanation: "There are \(Wording.shortList(known)).", help: Wording.didYouMean(name, among: known))
    return nil
  }

  func text(_ setting: Setting?) -> String? {
    if case .string(let text)? = setting { text } else { nil }
  }

  func number(_ setting: Setting?) -> Double? {
    if case .number(let value)? = setting { value } else { nil }
  }
}
