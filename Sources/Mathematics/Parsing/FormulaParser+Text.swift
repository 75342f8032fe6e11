extension FormulaParser {
  /// `\text{…}`: words, with formulas between dollar signs.
  mutating func parseText(
    _ face: MathAlphabet, _ name: String, _ token: FormulaToken
  ) throws(FormulaError) -> MathNode {
    try expectBrace(after: name, token)
    var nodes: [MathNode] = []
    var words = ""
    let open = lexer.offset - 1
    while let character = lexer.upcomingCharacter, character != "}" {
      if character == "$" {
        if !words.isEmpty { nodes.append(.text(words, face)) }
        words = ""
        nodes += try parseFormulaInText(token)
      } else {
        words += try textCharacter()
      }
    }
    guard lexer.nextCharacter() != nil else { throw neverClosed(open) }
    if !words.isEmpty || nodes.isEmpty { nodes.append(.text(words, face)) }
    return node(of: nodes)
  }

  /// The words in braces after a command: `\tag{3.1}`, `\operatorname{sg\,n}`.
  mutating func parseWords(after name: String, _ token: FormulaToken) throws(FormulaError) -> String {
    try expectBrace(after: name, token)
    let open = lexer.offset - 1
    var words = ""
    while let character = lexer.upcomingCharacter, character != "}" {
      if character == "$" {
        throw FormulaError(
          lexer.offset..<lexer.offset + 1, "`\\\(name)` has words only", help: "leave the formula out")
      }
      words += try textCharacter()
    }
    guard lexer.nextCharacter() != nil else { throw neverClosed(open) }
    return words
  }

  private mutating func expectBrace(after name: String, _ token: FormulaToken) throws(FormulaError) {
    guard try lexer.next().kind == .openBrace else {
      throw FormulaError(token.range, "`\\\(name)` has no words in braces after it", help: "write `\\\(name){…}`")
    }
  }

  private func neverClosed(_ open: Int) -> FormulaError {
    FormulaError(open..<open + 1, "this `{` is never closed", help: "write the `}` where the words end")
  }

  /// A formula between dollar signs within words.
  private mutating func parseFormulaInText(_ token: FormulaToken) throws(FormulaError) -> [MathNode] {
    let start = lexer.offset
    _ = lexer.nextCharacter()
    var inner = ""
    while let character = lexer.upcomingCharacter, character != "$", character != "}" || !isBalanced(inner) {
      if character == "\\" {
        inner.append(character)
        _ = lexer.nextCharacter()
      }
      if let next = lexer.nextCharacter() { inner.append(next) }
    }
    guard lexer.upcomingCharacter == "$" else {
      throw FormulaError(start..<start + 1, "this `$` is never closed", help: "write a `$` where the formula ends")
    }
    _ = lexer.nextCharacter()
    return try nested(token) { (parser) throws(FormulaError) in
      var within = parser
      within.lexer = FormulaLexer(inner)
      (within.alphabet, within.isBold) = (nil, false)
      do throws(FormulaError) {
        let nodes = try within.parseRow()
        let end = try within.lexer.next()
        guard end.kind == .end else { throw within.unexpected(end) }
        return nodes
      } catch {
        let moved = error.range.lowerBound + start + 1..<error.range.upperBound + start + 1
        throw FormulaError(moved, error.summary, help: error.help)
      }
    }
  }

  /// Whether every brace in `text` has its partner.
  private func isBalanced(_ text: String) -> Bool {
    var open = 0
    for character in text where open >= 0 { open += character == "{" ? 1 : character == "}" ? -1 : 0 }
    return open <= 0
  }

  /// One character of words, TeX's escapes resolved.
  private mutating func textCharacter() throws(FormulaError) -> String {
    let start = lexer.offset
    guard let character = lexer.nextCharacter() else { return "" }
    switch character {
    case "\\":
      guard let next = lexer.nextCharacter() else {
        throw FormulaError(start..<lexer.offset, "a backslash with no command after it")
      }
      switch next {
      case ",", ";", ":": return "\u{2009}"
      case " ", "%", "&", "_", "#", "$", "{", "}": return String(next)
      default:
        throw FormulaError(
          start..<lexer.offset, "`\\\(next)` begins a command within words",
          help: "write words only, and formulas between dollar signs: `\\text{if $x > 0$}`")
      }
    case "{":
      throw FormulaError(start..<lexer.offset, "a brace within words", help: "write `\\{` for the sign")
    case "~": return "\u{A0}"
    case _ where character.isWhitespace: return " "
    default: return String(character)
    }
  }
}
