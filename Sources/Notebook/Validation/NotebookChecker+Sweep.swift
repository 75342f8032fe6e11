import Experiment
import OffprintCore

/// A sweep whose values are known.
struct SweepCell {
  struct Axis {
    var path: String
    var keyRange: SourceRange
    var values: [Setting]
    /// How readers see each value.
    var labels: [String]

    /// Numbers of one axis with the digits of the one that needs most: 0.40 beside 0.41.
    var shownLabels: [String] {
      let isPlain = zip(values, labels).allSatisfy { value, label in
        if case .number = value { !label.contains("e") } else { false }
      }
      guard isPlain else { return labels }
      let decimals = labels.map { $0.split(separator: ".").dropFirst().first?.count ?? 0 }
      guard let most = decimals.max(), most > 0 else { return labels }
      return zip(labels, decimals).map { label, count in
        label + (count == 0 ? "." : "") + String(repeating: "0", count: most - count)
      }
    }
  }

  /// One of its configurations, without the seeds.
  struct Point {
    /// In the plan: `margins[loss.margin=0.4]`.
    var name: String
    var assignments: [Assignment]
    /// How readers see each value.
    var labels: [String]
  }

  var cell: Cell
  var label: String
  var base: String
  /// In the order in which they are written.
  var axes: [Axis]
  /// As written, nil for those of the base.
  var seeds: Setting?
  /// The keys of `claims:`.
  var claims: Setting?
}

extension NotebookChecker {
  mutating func readSweep(_ cell: Cell) {
    guard let entries = entries(of: cell), sweeps[cell.name] == nil else { return }
    let declared = keys.keys(of: .sweep)
    let before = log.errorCount
    let (setting, _) = validated { validator in
      validator.entries(
        entries, keys: declared, owner: "the sweep `\(cell.name)`", path: "", place: cell.nameRange)
    }
    requireDistinct("seeds", in: entries)
    guard log.errorCount == before, case .string(let base)? = setting["base"], let train = trains[base],
      let over = entries.first(where: { $0.key == "over" }), case .mapping(let paths) = over.value.content,
      requireDisjoint(paths)
    else { return }
    let seedCount = (seeds(setting["seeds"]) ?? seeds(train.setting["seeds"]) ?? frontSeeds).count
    guard requireModest(paths, seedCount, over), let spec = specSetting(of: train) else { return }
    var sweep = SweepCell(
      cell: cell, label: label(setting["label"], of: cell), base: base, axes: [], seeds: setting["seeds"],
      claims: setting["claims"])
    for entry in paths {
      guard let axis = axis(entry, spec) else { continue }
      sweep.axes.append(axis)
    }
    if sweep.axes.count == paths.count { sweeps[cell.name] = sweep }
  }

  // MARK: - Size

  /// Whether the grid is one that can be trained; told before anything of its size is made.
  private mutating func requireModest(
    _ paths: [YAMLTree.Entry], _ seeds: Int, _ over: YAMLTree.Entry
  ) -> Bool {
    var configurations = 1.0
    for path in paths {
      guard let count = valueCount(path.value) else { return false }
      configurations *= count
    }
    let runs = configurations * Double(seeds)
    guard runs > Double(NotebookKeys.maximumRunsOfSweep) else { return true }
    log.add(
      .sweepTooLarge, at: over.keyRange,
      "this sweep asks for \(NotebookChecker.count(runs)) runs, and at most \(NotebookKeys.maximumRunsOfSweep) are accepted",
      explanation:
        "They are \(NotebookChecker.count(configurations)) configurations with \(seeds) \(seeds == 1 ? "seed" : "seeds") each.",
      help: "take larger steps, fewer values or fewer seeds, or sweep one key after the other")
    return false
  }

  /// How many values a path has, about; nil, and told, where its steps give none.
  private mutating func valueCount(_ tree: YAMLTree) -> Double? {
    switch tree.content {
    case .sequence(let trees): return Double(trees.count)
    case .mapping(let entries):
      guard let from = number("from", entries)?.value, let to = number("to", entries)?.value,
        let step = number("step", entries)?.value
      else { return nil }
      guard from <= to else {
        log.add(
          .invalidSteps, at: tree.range,
          "the steps go up from \(Wording.number(from)), which is past \(Wording.number(to))",
          help: "write {from: \(Wording.number(to)), to: \(Wording.number(from)), step: …}")
        return nil
      }
      return ((to - from) / step).rounded(.down) + 1
    default: return nil
    }
  }

  private func number(_ key: String, _ entries: [YAMLTree.Entry]) -> (value: Double, text: String)? {
    guard case .number(let value, let text)? = entries.first(where: { $0.key == key })?.value.content else {
      return nil
    }
    return (value, text)
  }

  /// "12000", "about 10^30".
  static func count(_ value: Double) -> String {
    if value <= 0x1p53 { return Wording.number(value) }
    guard value.isFinite else { return "more than 10^308" }
    let text = value.description
    guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]) else {
      return "about \(text)"
    }
    return "about 10^\(exponent)"
  }

  // MARK: - Values

  private mutating func requireDisjoint(_ paths: [YAMLTree.Entry]) -> Bool {
    var seen: Set<String> = []
    // Each part that a path leads through, with the first path that does.
    var through: [String: String] = [:]
    for path in paths {
      let name = path.key
      let parts = name.indices.filter { name[$0] == "." }.map { String(name[..<$0]) }
      if let other = through[name] ?? parts.first(where: seen.contains) {
        log.add(
          .overlappingPaths, at: path.keyRange,
          "\(Wording.code(name)) and \(Wording.code(other)) cannot be swept together, since one is part of the other",
          help: "write two sweeps")
        return false
      }
      seen.insert(name)
      for part in parts { through[part] = through[part] ?? name }
    }
    return true
  }

  private mutating func axis(_ entry: YAMLTree.Entry, _ spec: Setting) -> SweepCell.Axis? {
    let resolver = PathResolver(models: keys.keys(of: .model), allowsNames: false)
    let sweepable = keys.keys(of: .train).filter { !["base", "label", "seeds"].contains($0.name) }
    let kind: ValueKind
    do throws(PathResolver.Failure) {
      kind = try resolver.resolve(entry.key, keys: sweepable, in: spec)
    } catch {
      log.add(
        .unknownPath, at: entry.keyRange, "the path \(Wording.code(entry.key)) cannot be swept: \(error.reason)",
        explanation: error.explanation, help: error.help)
      return nil
    }
    guard let trees = values(entry.value) else { return nil }
    var axis = SweepCell.Axis(path: entry.key, keyRange: entry.keyRange, values: [], labels: [])
    var seen: Set<Setting> = []
    for tree in trees {
      let subject = Wording.code(entry.key)
      let (value, _) = validated { $0.value(tree, as: kind, subject: subject, path: entry.key) }
      // One step outside the range is followed by others: they need not all be told.
      guard let value else { return nil }
      guard seen.insert(value).inserted else {
        log.add(
          .duplicateValue, at: tree.range, "this value of \(subject) stands in the list twice",
          help: "keep one of them")
        return nil
      }
      axis.values.append(value)
      axis.labels.append(NotebookChecker.label(of: tree))
    }
    return axis
  }

  /// The values of a path one by one.
  private mutating func values(_ tree: YAMLTree) -> [YAMLTree]? {
    guard case .mapping(let entries) = tree.content else {
      guard case .sequence(let trees) = tree.content else { return nil }
      return trees
    }
    guard let from = number("from", entries), let to = number("to", entries), let step = number("step", entries),
      let steps = DecimalSteps(from: from.text, to: to.text, step: step.text)
    else {
      log.add(
        .invalidSteps, at: tree.range, "these steps have more digits than can be counted exactly",
        help: "use decimals of at most 18 digits, or write the values as a list")
      return nil
    }
    if let last = steps.missedEnd {
      log.add(
        .stepMissesEnd, at: tree.range, "the steps end at \(Wording.number(last)) and never reach \(to.text)",
        help: "choose a `to` that is a whole number of steps from \(from.text)")
    }
    return steps.texts.compactMap { text in
      Double(text).map { YAMLTree(.number($0, text: Setting.canonicalNumber($0)), at: tree.range) }
    }
  }

  /// How readers see a swept value: a number or word as it is, a component by its name and the keys that were written.
  private static func label(of tree: YAMLTree) -> String {
    switch tree.content {
    case .null, .invalid: return ""
    case .boolean(let value): return value ? "true" : "false"
    case .number(let value, _): return Wording.number(value)
    case .string(let text): return text
    case .sequence(let trees): return "[" + trees.map { label(of: $0) }.joined(separator: ", ") + "]"
    case .mapping(let entries):
      let name = entries.first { $0.key == "name" }.map { label(of: $0.value) }
      let keys = entries.filter { $0.key != "name" }.map { "\($0.key) = \(label(of: $0.value))" }
      let inner = keys.joined(separator: ", ")
      guard let name else { return inner }
      return inner.isEmpty ? name : "\(name) (\(inner))"
    }
  }
}
