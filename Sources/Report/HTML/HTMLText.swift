/// Text that no notebook can turn into markup.
package enum HTMLText {
  /// `text` for an element's content or a quoted attribute. Control characters that HTML forbids become U+FFFD.
  package static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n": result.unicodeScalars.append(scalar)
      case "\r": result += "\n"
      case "\u{0}"..<" ", "\u{7F}"..."\u{9F}": result += "\u{FFFD}"
      // Overrides of the direction of writing could make text read as what it is not.
      case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar.properties.isNoncharacterCodePoint ? "\u{FFFD}" : scalar)
      }
    }
    return result
  }

  /// `text` as running text: superscripts and subscripts of Unicode, which few faces draw legibly, become elements.
  static func prose(_ text: String) -> String {
    ScriptCharacters.pieces(of: text, keepsCommon: false).map { piece in
      let words = escaped(piece.text)
      let tag: String
      switch piece.position {
      case .normal: return words
      case .superscript: tag = "sup"
      case .subscript: tag = "sub"
      }
      return "<\(tag)>\(piece.isVariable ? "<i>\(words)</i>" : words)</\(tag)>"
    }.joined()
  }

  /// ` name="value"`, the value escaped.
  static func attribute(_ name: String, _ value: String) -> String {
    " \(name)=\"\(escaped(value))\""
  }
}
