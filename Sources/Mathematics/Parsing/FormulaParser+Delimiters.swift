extension FormulaParser {
  /// What may stand after `\left`, `\middle`, `\right` and `\big`, beside characters.
  private static let named: [String: String] = [
    "{": "{", "lbrace": "{", "}": "}", "rbrace": "}", "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋",
    "lceil": "⌈", "rceil": "⌉", "lbrack": "[", "rbrack": "]", "|": "‖", "Vert": "‖", "lVert": "‖", "rVert": "‖",
    "vert": "|", "lvert": "|", "rvert": "|", "mid": "|", "parallel": "‖", "backslash": "\\", "llbracket": "⟦",
    "rrbracket": "⟧", "uparrow": "↑", "downarrow": "↓", "updownarrow": "↕", "Uparrow": "⇑", "Downarrow": "⇓",
    "Updownarrow": "⇕",
  ]
  private static let typed: [Character: String] = [
    "(": "(", ")": ")", "[": "[", "]": "]", "|": "|", "/": "/", "<": "⟨", ">": "⟩", "⟨": "⟨", "⟩": "⟩", "‖": "‖",
    "⌊": "⌊",
    "⌋": "⌋", "⌈": "⌈", "⌉": "⌉",
  ]

  /// The delimiter after a command; nil for the dot that stands for none.
  mutating func parseDelimiter(after name: String, _ token: FormulaToken) throws(FormulaError) -> String? {
    let next = try lexer.next()
    switch next.kind {
    case .character("."): return nil
    case .character(let character):
      if let delimiter = Self.typed[character] { return delimiter }
    case .command(let command):
      if let delimiter = Self.named[command] { return delimiter }
    case .openBrace, .closeBrace:
      throw FormulaError(
        next.range, "a brace after `\\\(name)` must be written as a sign",
        help: "write `\\\(name)\(next.kind == .openBrace ? "\\{" : "\\}")`")
    case .superscript, .lower, .cellEnd, .rowEnd, .end: break
    }
    throw FormulaError(
      next.kind == .end ? token.range : next.range, "no delimiter stands after `\\\(name)`",
      help: "write `(`, `[`, `\\{`, `|`, `\\|`, `\\langle` or their like, or `.` for none")
  }

  /// `\left( … \middle| … \right)`, from after `\left`.
  mutating func parseFenced(_ token: FormulaToken) throws(FormulaError) -> MathNode {
    var fenced = MathFenced(
      open: try parseDelimiter(after: "left", token), close: nil, parts: [], middles: [])
    let outer = closesBracket
    closesBracket = false
    defer { closesBracket = outer }
    while true {
      let row = try nested(token) { (parser) throws(FormulaError) in try parser.parseRow() }
      fenced.parts.append(node(of: row))
      let end = try lexer.next()
      switch end.kind {
      case .command("middle"):
        fenced.middles.append(try parseDelimiter(after: "middle", end) ?? "")
      case .command("right"):
        fenced.close = try parseDelimiter(after: "right", end)
        return .fenced(fenced)
      case .end, .closeBrace, .cellEnd, .rowEnd, .command("end"):
        throw FormulaError(
          token.range, "this `\\left` is never closed in its group or cell",
          help: "write `\\right` with a delimiter, or `\\right.` for none")
      default: throw unexpected(end)
      }
    }
  }
}
