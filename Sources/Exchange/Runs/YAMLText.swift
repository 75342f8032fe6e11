package import OffprintCore

/// Settings as YAML in block style, keys sorted, which YAML 1.1 and 1.2 read alike.
package enum YAMLText {
  package static func text(_ setting: Setting) -> String {
    switch setting {
    case .map(let entries) where !entries.isEmpty: map(ordered(entries), indent: 0)
    case .list(let elements) where !elements.isEmpty: list(elements, indent: 0)
    default: scalar(setting) + "\n"
    }
  }

  /// A map in an order of its own.
  static func text(_ entries: [(key: String, value: Setting)]) -> String { map(entries, indent: 0) }

  private static func ordered(_ entries: [String: Setting]) -> [(key: String, value: Setting)] {
    entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { ($0.key, $0.value) }
  }

  private static func map(_ entries: [(key: String, value: Setting)], indent: Int) -> String {
    let space = String(repeating: " ", count: indent)
    return entries.map { key, value in
      switch value {
      case .map(let inner) where !inner.isEmpty:
        "\(space)\(plain(key)):\n\(map(ordered(inner), indent: indent + 2))"
      case .list(let elements) where !elements.isEmpty:
        "\(space)\(plain(key)):\n\(list(elements, indent: indent + 2))"
      default: "\(space)\(plain(key)): \(scalar(value))\n"
      }
    }.joined()
  }

  private static func list(_ elements: [Setting], indent: Int) -> String {
    let space = String(repeating: " ", count: indent)
    return elements.map { element in
      switch element {
      case .map(let inner) where !inner.isEmpty:
        // The first key stands beside the dash.
        "\(space)- \(map(ordered(inner), indent: indent + 2).dropFirst(indent + 2))"
      case .list(let inner) where !inner.isEmpty:
        "\(space)- \(list(inner, indent: indent + 2).dropFirst(indent + 2))"
      default: "\(space)- \(scalar(element))\n"
      }
    }.joined()
  }

  private static func scalar(_ setting: Setting) -> String {
    switch setting {
    case .string(let text): plain(text)
    case .number(let number): YAMLText.number(number)
    case .boolean(let truth): truth ? "true" : "false"
    case .map: "{}"
    case .list: "[]"
    }
  }

  /// YAML 1.1 takes `1e-05` for text: its floats have a point.
  static func number(_ value: Double) -> String {
    let text = Setting.canonicalNumber(value)
    guard let exponent = text.firstIndex(of: "e"), !text.contains(".") else { return text }
    return text[..<exponent] + ".0" + text[exponent...]
  }

  private static let words: Set<String> = ["true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan", "inf"]

  /// As it is where nothing could be read into it, else in quotation marks, where YAML escapes as JSON does.
  static func plain(_ text: String) -> String {
    let isWord =
      text.first.map { $0.isASCII && $0.isLetter } ?? false
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_./-".contains($0)) }
    return isWord && !words.contains(text.lowercased()) ? text : Setting.quoted(text)
  }
}
