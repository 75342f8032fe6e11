extension MathMLWriter {
  /// Whether MathML has `symbol` as an operator rather than an identifier.
  static func isOperator(_ symbol: MathSymbol) -> Bool {
    symbol.alphabet == nil && (symbol.atomClass != .ordinary || ordinaryOperators.contains(symbol.text))
  }

  private static let ordinaryOperators: Set<String> = ["/", "|", "‖", "\\", "′", "″", "‴", "⁗", "⋮", "¬"]

  mutating func symbol(_ symbol: MathSymbol, _ place: OperatorPlace?, extra: String = "") -> String {
    if Self.isOperator(symbol) { return sign(symbol, place, extra: extra) }
    switch symbol.alphabet {
    case .upright?: return Self.identifier(symbol.text)
    // Letters that stand alone slant by themselves.
    case .italic? where symbol.text.unicodeScalars.count == 1: return "<mi>\(Self.escaped(symbol.text))</mi>"
    case nil where symbol.text == "∇": return Self.identifier(symbol.text)
    default: return "<mi>\(Self.escaped(symbol.styledText))</mi>"
    }
  }

  private func sign(_ symbol: MathSymbol, _ place: OperatorPlace?, extra: String) -> String {
    var attributes = extra
    if Self.fences.contains(symbol.text) { attributes += " stretchy=\"false\"" }
    if symbol.text == "|" || symbol.text == "‖" { attributes += Self.form(of: symbol.atomClass) }
    attributes += Self.spaces(of: symbol, place)
    return "<mo\(attributes)>\(Self.escaped(symbol.text))</mo>"
  }

  /// The attributes for spaces that are other than a browser's own.
  static func spaces(of symbol: MathSymbol, _ place: OperatorPlace?) -> String {
    guard let place else { return "" }
    let known = OperatorDictionary.spaces(of: symbol.text, as: place.mathClass, atEdge: place.atEdge)
    var attributes = ""
    if known.map({ abs($0.left - place.left) > 0.001 }) ?? true { attributes += " lspace=\"\(length(place.left))\"" }
    if known.map({ abs($0.right - place.right) > 0.001 }) ?? true { attributes += " rspace=\"\(length(place.right))\"" }
    return attributes
  }

  /// Signs that grow with their row unless told not to.
  private static let fences: Set<String> = [
    "(", ")", "[", "]", "{", "}", "⟨", "⟩", "⌊", "⌋", "⌈", "⌉", "|", "‖", "⟦", "⟧", "∣", "∥", "↑", "↓", "↕", "⇑", "⇓",
    "⇕",
  ]

  private static func form(of mathClass: MathClass) -> String {
    switch mathClass {
    case .opening: " form=\"prefix\""
    case .closing: " form=\"postfix\""
    default: ""
    }
  }

  mutating func fenced(_ fenced: MathFenced) -> String {
    var text = "<mrow>" + Self.fence(fenced.open, .opening)
    for (index, part) in fenced.parts.enumerated() {
      if index > 0 { text += Self.fence(fenced.middles[index - 1], .inner) }
      if case .row(let nodes) = part { text += row(nodes) } else { text += group(part) }
    }
    return text + Self.fence(fenced.close, .closing) + "</mrow>"
  }

  private static func fence(_ sign: String?, _ mathClass: MathClass) -> String {
    guard let sign, !sign.isEmpty else { return "" }
    // What is in the dictionary as a fence has no spaces around it and grows about the axis.
    let isBracket = OperatorDictionary.spaces(of: sign, as: .opening, atEdge: true) != nil && mathClass != .inner
    let more = isBracket ? "" : " symmetric=\"true\" lspace=\"0\" rspace=\"0\""
    return "<mo\(form(of: mathClass)) stretchy=\"true\"\(more)>\(escaped(sign))</mo>"
  }

  mutating func bigDelimiter(_ symbol: MathSymbol, _ size: Int, _ place: OperatorPlace?) -> String {
    guard symbol.text != "." else { return "<mrow></mrow>" }
    // As the sizes in print.
    let height = Self.length(FormulaLayout.bigHeight(size))
    let attributes = Self.form(of: symbol.atomClass) + Self.spaces(of: symbol, place)
    return """
      <mo stretchy="true" symmetric="true" minsize="\(height)" maxsize="\(height)"\(attributes)>\
      \(Self.escaped(symbol.text))</mo>
      """
  }
}
