import OffprintCore

/// Text that no notebook can turn into markup.
package enum HTMLText {
  /// `text` for an element's content or a quoted attribute.
  package static func escaped(_ text: String) -> String { MarkupText.escaped(text, apostrophes: true) }

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
