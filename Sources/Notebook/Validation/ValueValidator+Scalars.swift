import OffprintCore

extension ValueValidator {
  mutating func integer(_ tree: YAMLTree, _ range: ClosedRange<Int>, _ subject: String) -> Setting? {
    guard case .number(let value, let text) = tree.content, value == value.rounded() else {
      return mismatch(tree, .integer(range), subject)
    }
    // Past 2⁵³ a double no longer tells neighbours apart, and no key goes there.
    guard value.magnitude <= 0x1p53, range.contains(Int(value)) else {
      log.add(
        .outOfRange, at: tree.range,
        "\(subject) should be \(ValueKind.integer(range).phrase), not \(Wording.shortened(text))")
      return nil
    }
    return .number(value)
  }

  mutating func number(_ tree: YAMLTree, _ range: NumberRange, _ subject: String) -> Setting? {
    guard case .number(let value, let text) = tree.content else { return mismatch(tree, .number(range), subject) }
    guard range.contains(value) else {
      log.add(
        .outOfRange, at: tree.range,
        "\(subject) should be \(ValueKind.number(range).phrase), not \(Wording.shortened(text))")
      return nil
    }
    return .number(value == 0 ? 0 : value)
  }

  mutating func text(_ tree: YAMLTree, _ subject: String) -> Setting? {
    switch tree.content {
    case .string(let text): return .string(text)
    // `date: 2026` is text that looks like a number.
    case .number(_, let text): return .string(text)
    default: return mismatch(tree, .text, subject)
    }
  }

  /// For values that are checked later, where it is known what they should be.
  mutating func anything(_ tree: YAMLTree) -> Setting? {
    switch tree.content {
    case .null, .invalid: nil
    case .boolean(let value): .boolean(value)
    case .number(let value, _): .number(value == 0 ? 0 : value)
    case .string(let value): .string(value)
    case .sequence(let trees): .list(trees.compactMap { anything($0) })
    case .mapping(let entries):
      .map(
        Dictionary(entries.compactMap { entry in anything(entry.value).map { (entry.key, $0) } }) { first, _ in first })
    }
  }

  mutating func choice(_ tree: YAMLTree, _ words: [String], _ subject: String) -> Setting? {
    guard case .string(let word) = tree.content else { return mismatch(tree, .choice(words), subject) }
    guard words.contains(word) else {
      log.add(
        .unknownChoice, at: tree.range,
        "\(subject) should be \(ValueKind.choice(words).phrase), not \(Wording.quoted(word))",
        help: Wording.didYouMean(word, among: words))
      return nil
    }
    return .string(word)
  }

  mutating func reference(_ tree: YAMLTree, _ kinds: [String], _ subject: String) -> Setting? {
    guard case .string(let name) = tree.content else { return mismatch(tree, .reference(kinds: kinds), subject) }
    if let kind = labels.kind(of: name) {
      if kinds.contains(kind.rawValue) { return .string(name) }
      log.add(
        .wrongReferenceKind, at: tree.range,
        "\(subject) should be \(ValueKind.reference(kinds: kinds).phrase), and \(Wording.code(name)) is \(kind.phrase)",
        explanation: labels.available(kinds))
      return nil
    }
    if labels.isLost(name) { return nil }
    log.add(
      .unknownReference, at: tree.range,
      "\(subject) should be \(ValueKind.reference(kinds: kinds).phrase), and there is no cell \(Wording.code(name))",
      explanation: labels.available(kinds), help: Wording.didYouMean(name, among: labels.names(ofKinds: kinds)))
    return nil
  }
}
