package import Interop
import Mathematics

/// Turns the report's inlines into styled text.
package struct InlineSetting {
  package var style: PageStyle
  /// Anchors that are on paper; references to others are set without a link.
  package var anchors: Set<String>
  let formulas: FormulaSetter

  /// `inlines` in `base` and its variants.
  package func rich(_ inlines: [ReportInline], _ base: TextStyle) -> RichText {
    var text = RichText()
    append(inlines, base, nil, to: &text)
    return text
  }

  /// Words of the report itself.
  package func plain(_ words: String, _ base: TextStyle) -> RichText {
    var text = RichText()
    append(words, base, nil, to: &text)
    return text
  }

  private func append(
    _ inlines: [ReportInline], _ base: TextStyle, _ link: Canvas.LinkTarget?, to text: inout RichText
  ) {
    for inline in inlines {
      switch inline {
      case .text(let words): append(words, base, link, to: &text)
      case .emphasis(let inner): append(inner, base.toggledItalic, link, to: &text)
      case .strong(let inner): append(inner, base.bold, link, to: &text)
      case .strikethrough(let inner): append(inner, base.colored(style.mutedColor), link, to: &text)
      case .math(let formula): append(formula, base, link, to: &text)
      case .code(let code): text.append(Self.singleLine(code), codeStyle(base), link: link, isVerbatim: true)
      case .link(let destination, let inner):
        let target = target(destination)
        let face = target == nil ? base : base.colored(style.linkColor)
        if case .text(let words)? = inner.first, inner.count == 1, Self.isAddress(words) {
          text.append(Self.singleLine(words), face, link: target, isVerbatim: true)
        } else {
          append(inner, face, target, to: &text)
        }
      case .value(let value):
        append(value.text, base, link, to: &text)
        if let note = value.note { append(" (\(note))", base, link, to: &text) }
      case .reference(let reference):
        let target = target("#" + reference.anchor)
        // "Table 2" is never divided.
        text.append(
          Self.singleLine(reference.text), target == nil ? base : base.colored(style.linkColor), link: target,
          isVerbatim: true)
      case .citation(let citation): append(citation, base, link, to: &text)
      case .footnote(let mark):
        let piece = ScriptCharacters.Piece(position: .superscript, text: String(mark.number))
        text.append(
          RichText.Span(
            text: piece.text, style: shifted(base, piece), link: target("#" + mark.note), footnote: mark.number))
      case .lineBreak: text.append("\n", base)
      }
    }
  }

  /// In pieces between which a line may end; in words where there is no math font.
  func append(_ formula: Formula, _ base: TextStyle, _ link: Canvas.LinkTarget?, to text: inout RichText) {
    guard let pieces = formulas.pieces(formula, base) else {
      append(formula.plainText, base.toggledItalic, link, to: &text)
      return
    }
    for piece in pieces { text.append(piece.object, base, link: link, breakAfter: piece.breakAfter) }
  }

  private func append(
    _ citation: ReportCitation, _ base: TextStyle, _ link: Canvas.LinkTarget?, to text: inout RichText
  ) {
    for piece in citation.pieces {
      let place = piece.reference.flatMap { self.target("#" + $0) }
      append(piece.content, place == nil ? base : base.colored(style.linkColor), place ?? link, to: &text)
    }
  }

  private func append(_ words: String, _ base: TextStyle, _ link: Canvas.LinkTarget?, to text: inout RichText) {
    for piece in ScriptCharacters.pieces(of: Self.singleLine(words)) {
      text.append(piece.text, shifted(base, piece), link: link)
    }
  }

  private func shifted(_ base: TextStyle, _ piece: ScriptCharacters.Piece) -> TextStyle {
    guard piece.position != .normal else { return base }
    var small = base
    small.size *= 0.7
    small.rise = base.rise + base.size * (piece.position == .superscript ? 0.34 : -0.17)
    small.italic = piece.isVariable
    return small
  }

  private func codeStyle(_ base: TextStyle) -> TextStyle {
    var code = base
    code.families = style.codeFamilies
    code.size *= 0.84
    code.italic = false
    code.ligatures = false
    return code
  }

  /// Whether a link shows where it leads, which is divided as addresses are.
  private static func isAddress(_ words: String) -> Bool {
    !words.contains(" ") && (words.contains("://") || words.contains("/") || words.hasPrefix("www."))
  }

  /// Nil for an anchor that is not on paper.
  private func target(_ destination: String) -> Canvas.LinkTarget? {
    guard destination.hasPrefix("#") else { return .uri(destination) }
    let anchor = String(destination.dropFirst())
    return anchors.contains(anchor) ? .destination(anchor) : nil
  }

  /// Separators of lines and tabs as spaces: only `lineBreak` ends a line.
  static func singleLine(_ text: String) -> String {
    let separators: Set<Unicode.Scalar> = [
      "\n", "\r", "\t", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}", "\0",
    ]
    guard text.unicodeScalars.contains(where: separators.contains) else { return text }
    var result = ""
    for scalar in text.unicodeScalars { result.unicodeScalars.append(separators.contains(scalar) ? " " : scalar) }
    return result
  }
}

extension TextStyle {
  var bold: TextStyle { with { $0.weight = 700 } }
  var toggledItalic: TextStyle { with { $0.italic.toggle() } }

  func colored(_ color: Color) -> TextStyle { with { $0.color = color } }

  func with(_ change: (inout TextStyle) -> Void) -> TextStyle {
    var copy = self
    change(&copy)
    return copy
  }
}
