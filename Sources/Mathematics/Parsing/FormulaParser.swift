/// Reads a formula, from left to right, into a `MathNode`.
struct FormulaParser {
  /// Groups, arguments and environments within each other; more are an error, so that no input can exhaust the stack.
  static let deepest = 64

  var lexer: FormulaLexer
  let style: Formula.Style
  /// What `\mathbf` and its kin ask of letters; nil for the usual forms.
  var alphabet: MathAlphabet?
  /// Within `\boldsymbol`: each letter bold in the form that it has.
  var isBold = false
  /// What `\tag` said.
  var tag: String?
  private var depth = 0

  init(_ source: String, style: Formula.Style) {
    lexer = FormulaLexer(source)
    self.style = style
  }

  /// The whole formula.
  mutating func parseFormula() throws(FormulaError) -> MathNode {
    let nodes = try parseRow()
    let token = try lexer.next()
    guard token.kind == .end else { throw unexpected(token) }
    guard !nodes.isEmpty else {
      throw FormulaError(0..<lexer.source.utf8.count, "the formula is empty", help: "write something between the signs")
    }
    return node(of: nodes)
  }

  /// One node for a row: the node itself where there is one only.
  func node(of nodes: [MathNode]) -> MathNode { nodes.count == 1 ? nodes[0] : .row(nodes) }

  /// Atoms with their scripts, up to a token that ends the row, which is not taken.
  mutating func parseRow() throws(FormulaError) -> [MathNode] {
    var nodes: [MathNode] = []
    while true {
      let token = try lexer.peek()
      if endsRow(token) { return nodes }
      if case .command(let name) = token.kind, let style = CommandTable.styles[name] {
        _ = try lexer.next()
        // To the end of the group: the rest of the row is one level deeper.
        let rest = try nested(token) { (parser) throws(FormulaError) in try parser.parseRow() }
        return nodes + [.styled(style, .row(rest))]
      }
      if let node = try parseAtomWithScripts() { nodes.append(node) }
    }
  }

  private func endsRow(_ token: FormulaToken) -> Bool {
    switch token.kind {
    case .end, .closeBrace, .cellEnd, .rowEnd: true
    case .command(let name): name == "right" || name == "middle" || name == "end" || name == "hline"
    case .character(let character): character == "]" && closesBracket
    case .openBrace, .superscript, .lower: false
    }
  }

  /// Whether `]` ends the row: within the optional argument of `\sqrt`.
  var closesBracket = false

  /// Runs `body` one level deeper.
  mutating func nested<Result>(
    _ token: FormulaToken, _ body: (inout FormulaParser) throws(FormulaError) -> Result
  ) throws(FormulaError) -> Result {
    guard depth < Self.deepest else {
      throw FormulaError(
        token.range, "more than \(Self.deepest) levels of groups are within each other here",
        help: "write it as several formulas")
    }
    depth += 1
    defer { depth -= 1 }
    return try body(&self)
  }

  /// What a token that nobody wanted means.
  func unexpected(_ token: FormulaToken) -> FormulaError {
    switch token.kind {
    case .closeBrace:
      FormulaError(token.range, "this `}` has no `{` before it", help: "leave it out, or write `\\}` for the sign")
    case .cellEnd:
      FormulaError(
        token.range, "`&` stands outside of a table",
        help: "put the lines between `\\begin{aligned}` and `\\end{aligned}`, or write `\\&` for the sign")
    case .rowEnd:
      FormulaError(
        token.range, "`\\\\` stands outside of a table",
        help: "put the lines between `\\begin{aligned}` and `\\end{aligned}`")
    case .command("right"):
      FormulaError(token.range, "this `\\right` has no `\\left` before it", help: "write `\\left` where it opens")
    case .command("middle"):
      FormulaError(token.range, "`\\middle` stands outside of `\\left … \\right`", help: "write `\\mid`")
    case .command("end"):
      FormulaError(token.range, "this `\\end` has no `\\begin` before it", help: "leave it out")
    case .command("hline"):
      FormulaError(token.range, "`\\hline` stands outside of the rows of an array", help: "leave it out")
    case .command(let name):
      FormulaError(
        token.range, "`\\\(name)` is not a command that formulas know", help: CommandTable.help(for: name))
    case .character(let character):
      FormulaError(
        token.range, "`\(character)` is not a sign that formulas know", help: "put words into `\\text{…}`")
    case .openBrace, .superscript, .lower, .end:
      FormulaError(token.range, "the formula ends too early")
    }
  }
}
