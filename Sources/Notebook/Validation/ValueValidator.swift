import OffprintCore

/// YAML values against what is declared of them. Everything that is wrong is told; a value that is wrong gives nil.
struct ValueValidator {
  let labels: LabelTable
  var log: ProblemLog
  /// The places of values by their dotted paths, for checks that come later.
  private(set) var ranges: [String: SourceRange] = [:]

  /// Adds what it finds to `log`.
  init(labels: LabelTable, log: ProblemLog = ProblemLog()) {
    self.labels = labels
    self.log = log
  }

  /// `subject` names the value in messages ("`epochs`"); `path` is where it stands in its cell.
  mutating func value(
    _ tree: YAMLTree, as kind: ValueKind, subject: String, path: String
  ) -> Setting? {
    ranges[path] = tree.range
    if case .invalid = tree.content { return nil }
    switch kind {
    case .boolean:
      if case .boolean(let value) = tree.content { return .boolean(value) }
      return mismatch(tree, kind, subject)
    case .integer(let range): return integer(tree, range, subject)
    case .number(let range): return number(tree, range, subject)
    case .text: return text(tree, subject)
    // Whether the runs have such a setting is the figure's to check.
    case .quantity:
      if case .string(let text) = tree.content { return .string(text) }
      return mismatch(tree, kind, subject)
    case .anything: return anything(tree)
    case .choice(let words): return choice(tree, words, subject)
    case .reference(let kinds): return reference(tree, kinds, subject)
    case .list(let element, let count): return list(tree, element, count, subject, path)
    case .group(let keys): return group(tree, keys, kind, subject, path)
    case .component(let components): return component(tree, components, subject, path)
    case .element(let components): return element(tree, components, subject, path)
    case .paths(let valueKind): return paths(tree, valueKind, subject, path, of: kind)
    case .entries(_, let valueKind): return paths(tree, valueKind, subject, path, of: kind)
    case .either(let kinds, _): return either(tree, kinds, kind, subject, path)
    }
  }

  /// The entries of a map against its keys. With `fillsDefaults` off, nothing is missing and nothing is filled in.
  mutating func entries(
    _ entries: [YAMLTree.Entry], keys: [KeyDeclaration], owner: String, path: String, place: SourceRange,
    fillsDefaults: Bool = true
  ) -> [String: Setting] {
    var result: [String: Setting] = [:]
    var present: Set<String> = []
    for entry in entries {
      guard let key = keys.first(where: { $0.name == entry.key }) else {
        unknownKey(entry, keys.map(\.name), owner)
        continue
      }
      present.insert(key.name)
      let inner = path.isEmpty ? key.name : "\(path).\(key.name)"
      result[key.name] = value(entry.value, as: key.kind, subject: Wording.code(key.name), path: inner)
    }
    guard fillsDefaults else { return result }
    for key in keys where !present.contains(key.name) {
      switch key.presence {
      case .optional: break
      case .defaulted(let setting): result[key.name] = ValueValidator.normalized(setting, as: key.kind)
      case .required: missing(key, owner: owner, place: place)
      }
    }
    return result
  }

  // MARK: - Saying what is wrong

  mutating func mismatch(_ tree: YAMLTree, _ kind: ValueKind, _ subject: String) -> Setting? {
    let help: String? =
      switch (kind, tree.content) {
      case (.boolean, .string(let word)): ValueValidator.truthHelp(word)
      case (_, .null): "write a value, or leave the key out"
      case (.integer, .string(let word)), (.number, .string(let word)):
        DecimalText.isNumber(word) ? "leave the quotation marks out: \(word)" : nil
      default: nil
      }
    log.add(
      .wrongType, at: tree.range, "\(subject) should be \(kind.phrase), not \(Wording.kind(of: tree))", help: help)
    return nil
  }

  private static func truthHelp(_ word: String) -> String? {
    switch word.lowercased() {
    case "yes", "on", "true": "write true"
    case "no", "off", "false": "write false"
    default: nil
    }
  }

  mutating func missing(_ key: KeyDeclaration, owner: String, place: SourceRange) {
    log.add(
      .missingKey, at: place, "\(owner) needs the key `\(key.name)`", explanation: key.summary,
      help: key.example.map { "write `\(key.name): \($0)`" })
  }

  private mutating func unknownKey(_ entry: YAMLTree.Entry, _ known: [String], _ owner: String) {
    log.add(
      .unknownKey, at: entry.keyRange, "\(owner) has no key \(Wording.code(entry.key))",
      explanation: known.isEmpty ? "It has no keys at all." : "Its keys are \(Wording.list(known)).",
      help: Wording.didYouMean(entry.key, among: known))
  }

  // MARK: - Defaults

  /// A default as the normalised setting holds it: a component that is given by name gets its own defaults too.
  static func normalized(_ setting: Setting, as kind: ValueKind) -> Setting {
    switch (kind, setting) {
    case (.component, _), (.group, _), (.list(.component, _), _), (.either, _):
      var log = ProblemLog()
      var validator = ValueValidator(labels: LabelTable(.empty, log: &log))
      let result = validator.value(YAMLTree(setting), as: kind, subject: "", path: "")
      return validator.log.hasErrors ? setting : result ?? setting
    default: return setting
    }
  }
}

extension NotebookDocument {
  fileprivate static let empty = NotebookDocument(
    source: SourceText(name: "", text: ""), frontMatter: nil, blocks: [])
}

extension YAMLTree {
  /// A setting as if it had been written, without a place.
  init(_ setting: Setting) {
    let nowhere = SourceRange(at: SourcePosition(line: 1, column: 1))
    let content: Content =
      switch setting {
      case .boolean(let value): .boolean(value)
      case .number(let value): .number(value, text: Setting.canonicalNumber(value))
      case .string(let value): .string(value)
      case .list(let elements): .sequence(elements.map { YAMLTree($0) })
      case .map(let entries):
        .mapping(
          entries.sorted { $0.key < $1.key }.map {
            Entry(key: $0.key, keyRange: nowhere, value: YAMLTree($0.value))
          })
      }
    self.init(content, at: nowhere)
  }
}
