import OffprintCore

extension ValueValidator {
  mutating func list(
    _ tree: YAMLTree, _ element: ValueKind, _ count: ClosedRange<Int>, _ subject: String, _ path: String
  ) -> Setting? {
    guard case .sequence(let trees) = tree.content else {
      return mismatch(tree, .list(of: element, count: count), subject)
    }
    guard count.contains(trees.count) else {
      let wanted =
        count.lowerBound == count.upperBound
        ? "\(count.lowerBound)"
        : trees.count < count.lowerBound ? "at least \(count.lowerBound)" : "at most \(count.upperBound)"
      log.add(
        .wrongCount, at: tree.range,
        "\(subject) should have \(wanted) \(wanted.hasSuffix(" 1") || wanted == "1" ? "value" : "values"), not \(trees.count)"
      )
      return nil
    }
    var isWhole = true
    var elements: [Setting] = []
    for (index, tree) in trees.enumerated() {
      if let setting = value(tree, as: element, subject: "value \(index + 1) of \(subject)", path: "\(path).\(index)") {
        elements.append(setting)
      } else {
        isWhole = false
      }
    }
    return isWhole ? .list(elements) : nil
  }

  mutating func group(
    _ tree: YAMLTree, _ keys: [KeyDeclaration], _ kind: ValueKind, _ subject: String, _ path: String
  ) -> Setting? {
    guard case .mapping(let entries) = tree.content else { return mismatch(tree, kind, subject) }
    return .map(self.entries(entries, keys: keys, owner: subject, path: path, place: tree.range))
  }

  /// A map with keys of the author's choice, each to a value of `kind`; `whole` is what the map is.
  mutating func paths(
    _ tree: YAMLTree, _ kind: ValueKind, _ subject: String, _ path: String, of whole: ValueKind
  ) -> Setting? {
    guard case .mapping(let entries) = tree.content else { return mismatch(tree, whole, subject) }
    guard !entries.isEmpty else {
      let wanted =
        if case .entries = whole { "have at least one entry" } else { "name at least one path, such as `loss.margin`" }
      log.add(.wrongCount, at: tree.range, "\(subject) should \(wanted)")
      return nil
    }
    var result: [String: Setting] = [:]
    for entry in entries {
      result[entry.key] = value(
        entry.value, as: kind, subject: Wording.code(entry.key), path: "\(path).\(entry.key)")
    }
    return result.count == entries.count ? .map(result) : nil
  }

  mutating func either(
    _ tree: YAMLTree, _ kinds: [ValueKind], _ kind: ValueKind, _ subject: String, _ path: String
  ) -> Setting? {
    // The one whose shape fits tells what is wrong inside; only where none fits is the whole choice named.
    guard let fitting = kinds.first(where: { $0.accepts(tree) }) else { return mismatch(tree, kind, subject) }
    return value(tree, as: fitting, subject: subject, path: path)
  }

  // MARK: - Components

  /// `{name: arcface, scale: 30}` or `arcface`.
  mutating func component(
    _ tree: YAMLTree, _ components: [ComponentDeclaration], _ subject: String, _ path: String
  ) -> Setting? {
    switch tree.content {
    case .string(let name):
      guard let component = find(name, in: components, at: tree.range, subject) else { return nil }
      return keys(of: component, [], path, place: tree.range)
    case .mapping(let entries):
      guard let entry = entries.first(where: { $0.key == "name" }) else {
        nameMissing(entries, components, subject, tree.range)
        return nil
      }
      guard case .string(let name) = entry.value.content else {
        return mismatch(entry.value, .choice(components.map(\.name)), "`name`")
      }
      guard let component = find(name, in: components, at: entry.value.range, subject) else { return nil }
      return keys(of: component, entries.filter { $0.key != "name" }, path, place: tree.range)
    default: return mismatch(tree, .component(components), subject)
    }
  }

  /// `conv: {channels: 8}`, `embedding: 64` or `relu`.
  mutating func element(
    _ tree: YAMLTree, _ components: [ComponentDeclaration], _ subject: String, _ path: String
  ) -> Setting? {
    switch tree.content {
    case .string(let name):
      guard let component = find(name, in: components, at: tree.range, subject) else { return nil }
      return keys(of: component, [], path, place: tree.range)
    case .mapping(let entries):
      guard let entry = entries.first, entries.count == 1 else {
        log.add(
          .wrongType, at: tree.range, "\(subject) should be a map of one key, not of \(entries.count)",
          explanation: "Each value of the list is one element.",
          help: "begin each with a hyphen, and put its keys in braces: `- conv: {channels: 8}`")
        return nil
      }
      guard let component = find(entry.key, in: components, at: entry.keyRange, subject) else { return nil }
      return elementKeys(of: component, entry, path)
    default: return mismatch(tree, .element(components), subject)
    }
  }

  private mutating func elementKeys(
    of component: ComponentDeclaration, _ entry: YAMLTree.Entry, _ path: String
  ) -> Setting? {
    switch entry.value.content {
    case .invalid: return nil
    case .null: return keys(of: component, [], path, place: entry.keyRange)
    case .mapping(let entries): return keys(of: component, entries, path, place: entry.keyRange)
    default:
      guard let primary = component.primaryKey else {
        return mismatch(entry.value, .group(component.keys), Wording.code(component.name))
      }
      let inner = YAMLTree.Entry(key: primary, keyRange: entry.keyRange, value: entry.value)
      return keys(of: component, [inner], path, place: entry.keyRange)
    }
  }

  private mutating func keys(
    of component: ComponentDeclaration, _ entries: [YAMLTree.Entry], _ path: String, place: SourceRange
  ) -> Setting? {
    var result = self.entries(
      entries, keys: component.keys, owner: "`\(component.name)`", path: path, place: place)
    result["name"] = .string(component.name)
    return .map(result)
  }

  private mutating func find(
    _ name: String, in components: [ComponentDeclaration], at range: SourceRange, _ subject: String
  ) -> ComponentDeclaration? {
    if let component = components.first(where: { $0.name == name }) { return component }
    let names = components.map(\.name)
    log.add(
      .unknownComponent, at: range, "\(subject) cannot be \(Wording.quoted(name))",
      explanation: "There \(names.count == 1 ? "is" : "are") \(Wording.list(names)).",
      help: Wording.didYouMean(name, among: names))
    return nil
  }

  private mutating func nameMissing(
    _ entries: [YAMLTree.Entry], _ components: [ComponentDeclaration], _ subject: String, _ range: SourceRange
  ) {
    let named = entries.count == 1 ? components.first { $0.name == entries[0].key } : nil
    log.add(
      .missingKey, at: range, "\(subject) needs the key `name`",
      explanation: "It says which: \(Wording.shortList(components.map(\.name), conjunction: "or")).",
      help: named.map { "write {name: \($0.name), …}, its keys beside the name" })
  }
}

extension ValueKind {
  /// Whether a value has the outer shape of this kind, whatever is wrong inside it.
  func accepts(_ tree: YAMLTree) -> Bool {
    switch (self, tree.content) {
    case (.boolean, .boolean), (.integer, .number), (.number, .number), (.text, .string), (.text, .number),
      (.choice, .string), (.quantity, .string), (.reference, .string), (.list, .sequence), (.group, .mapping),
      (.paths, .mapping), (.entries, .mapping),
      (.component, .string), (.component, .mapping), (.element, .string), (.element, .mapping), (.anything, _):
      true
    case (.either(let kinds, _), _): kinds.contains { $0.accepts(tree) }
    default: false
    }
  }
}
