import OffprintCore

/// How diagnostics name things. What comes from the file is cut short, so that no message is longer than a person reads.
enum Wording {
  /// ‘text’, at most 40 characters of it, on one line.
  static func quoted(_ text: String) -> String { "‘\(shortened(text))’" }

  /// A key or a name in backticks.
  static func code(_ text: String) -> String { "`\(shortened(text))`" }

  static func shortened(_ text: String, to limit: Int = 40) -> String {
    // Scalars, since a hostile text may be one grapheme of ten million marks.
    let kept = text.unicodeScalars.prefix(limit)
    var result = ""
    for scalar in kept {
      result.unicodeScalars.append(scalar == "\n" || scalar == "\r" || scalar == "\t" ? " " : scalar)
    }
    return kept.endIndex == text.unicodeScalars.endIndex ? result : result + "…"
  }

  /// `a`, `b` and `c`.
  static func list(_ words: [String], conjunction: String = "and") -> String {
    let words = words.map { "`\($0)`" }
    guard words.count > 1, let last = words.last else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(conjunction) \(last)"
  }

  /// At most a dozen of `words`, then how many more there are.
  static func shortList(_ words: [String], conjunction: String = "and") -> String {
    words.count <= 14
      ? list(words, conjunction: conjunction)
      : words.prefix(12).map { "`\($0)`" }.joined(separator: ", ") + " and \(words.count - 12) more"
  }

  /// "a `train` cell", "an …".
  static func article(_ word: String) -> String {
    "aeiou".contains(word.prefix(1)) ? "an" : "a"
  }

  /// "did you mean `loss`?" where something is near, else nil. Only the first thousand are compared: a hostile file can have
  /// a hundred thousand.
  static func didYouMean(_ word: String, among candidates: [String]) -> String? {
    Suggestion.closest(to: word, among: candidates.prefix(1000)).map { "did you mean `\($0)`?" }
  }

  /// What a YAML value is, for "…, not the text ‘twenty’".
  static func kind(of tree: YAMLTree) -> String {
    switch tree.content {
    case .null, .invalid: "nothing"
    case .boolean(let value): value ? "true" : "false"
    case .number(_, let text): shortened(text)
    case .string(let text): "the text \(quoted(text))"
    case .sequence: "a list"
    case .mapping: "a map"
    }
  }

  /// A number as one would write it.
  static func number(_ value: Double) -> String { Setting.canonicalNumber(value) }
}
