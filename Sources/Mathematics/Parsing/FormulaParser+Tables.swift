/// What `\begin{…}` may name.
struct MathEnvironment {
  var kind: MathArray.Kind
  var open: String?
  var close: String?
  /// Whether it stands by itself in TeX, in place of the signs around a displayed formula.
  var isDisplay = false

  /// By name; `array` has its columns after it, and `equation` has one cell.
  static let known: [String: MathEnvironment] = {
    var table: [String: MathEnvironment] = [
      "matrix": MathEnvironment(kind: .matrix), "array": MathEnvironment(kind: .matrix),
      "pmatrix": MathEnvironment(kind: .matrix, open: "(", close: ")"),
      "bmatrix": MathEnvironment(kind: .matrix, open: "[", close: "]"),
      "Bmatrix": MathEnvironment(kind: .matrix, open: "{", close: "}"),
      "vmatrix": MathEnvironment(kind: .matrix, open: "|", close: "|"),
      "Vmatrix": MathEnvironment(kind: .matrix, open: "‖", close: "‖"),
      "smallmatrix": MathEnvironment(kind: .small),
      "cases": MathEnvironment(kind: .cases, open: "{"), "dcases": MathEnvironment(kind: .displayCases, open: "{"),
      "rcases": MathEnvironment(kind: .cases, close: "}"),
      "aligned": MathEnvironment(kind: .aligned), "split": MathEnvironment(kind: .aligned),
      "gathered": MathEnvironment(kind: .gathered),
    ]
    for name in ["align", "align*"] { table[name] = MathEnvironment(kind: .aligned, isDisplay: true) }
    for name in ["gather", "gather*", "equation", "equation*"] {
      table[name] = MathEnvironment(kind: .gathered, isDisplay: true)
    }
    return table
  }()
}

extension FormulaParser {
  /// `\begin{name} … \end{name}`, from after `\begin`.
  mutating func parseEnvironment(_ token: FormulaToken) throws(FormulaError) -> MathNode {
    let nameStart = lexer.offset
    let name = try parseWords(after: "begin", token)
    let range = token.range.lowerBound..<max(lexer.offset, nameStart)
    guard let environment = MathEnvironment.known[name] else { throw unknownEnvironment(name, range) }
    guard !environment.isDisplay || style == .display else {
      throw FormulaError(
        range, "`\\begin{\(name)}` stands in a formula within a line",
        help: "write the formula between `$$` signs, or use `aligned` or `gathered`")
    }
    var array = MathArray(
      kind: environment.kind, rows: [], alignments: [], verticalRules: [], horizontalRules: [], gaps: [:])
    if name == "array" { try parseColumns(&array, token) }
    let outer = closesBracket
    closesBracket = false
    defer { closesBracket = outer }
    try parseCells(&array, FormulaToken(kind: token.kind, range: range))
    try parseEnd(of: name, from: range)
    let isPlain = environment.open == nil && environment.close == nil
    if name.hasPrefix("equation"), array.rows.count == 1, array.rows[0].count == 1 { return array.rows[0][0] }
    return isPlain
      ? .array(array)
      : .fenced(MathFenced(open: environment.open, close: environment.close, parts: [.array(array)], middles: []))
  }

  private func unknownEnvironment(_ name: String, _ range: Range<Int>) -> FormulaError {
    let near = CommandTable.nearest(to: name, among: MathEnvironment.known.keys.sorted())
    return FormulaError(
      range, "`\\begin{\(name)}` is not an environment that formulas know",
      help: near.map { "did you mean `\\begin{\($0)}`?" } ?? "write `aligned`, `cases`, `matrix` or `array`")
  }

  private mutating func parseEnd(of name: String, from begin: Range<Int>) throws(FormulaError) {
    let end = try lexer.next()
    guard end.kind == .command("end") else {
      if end.kind == .end {
        throw FormulaError(begin, "`\\begin{\(name)}` is never closed", help: "write `\\end{\(name)}`")
      }
      throw unexpected(end)
    }
    let closing = try parseWords(after: "end", end)
    guard closing == name else {
      throw FormulaError(
        end.range.lowerBound..<lexer.offset, "`\\end{\(closing)}` closes `\\begin{\(name)}`",
        help: "write `\\end{\(name)}`")
    }
  }

  /// Cells up to `\end`, which is not taken.
  private mutating func parseCells(_ array: inout MathArray, _ begin: FormulaToken) throws(FormulaError) {
    var row: [MathNode] = []
    while true {
      while row.isEmpty {
        guard try lexer.peek().kind == .command("hline") else { break }
        _ = try lexer.next()
        array.horizontalRules.append(array.rows.count)
      }
      let cell = try nested(begin) { (parser) throws(FormulaError) in try parser.parseRow() }
      let token = try lexer.peek()
      switch token.kind {
      case .cellEnd:
        _ = try lexer.next()
        row.append(node(of: cell))
      case .rowEnd:
        _ = try lexer.next()
        row.append(node(of: cell))
        if let gap = try parseGap() { array.gaps[array.rows.count] = gap }
        array.rows.append(row)
        row = []
      default:
        // Nothing after the last line break is no row.
        if !(row.isEmpty && cell.isEmpty) { array.rows.append(row + [node(of: cell)]) }
        return
      }
    }
  }

  /// The further space in `\\[1em]`, in ems.
  private mutating func parseGap() throws(FormulaError) -> Double? {
    guard lexer.upcomingCharacter == "[" else { return nil }
    let start = lexer.offset
    var words = ""
    _ = lexer.nextCharacter()
    while let character = lexer.nextCharacter(), character != "]" { words.append(character) }
    let units: [(String, Double)] = [("pt", 0.1), ("em", 1), ("ex", 0.43), ("mm", 0.2845)]
    let dimension = words.filter { !$0.isWhitespace }
    for (unit, ems) in units where dimension.hasSuffix(unit) {
      if let value = Double(dimension.dropLast(2)), abs(value * ems) <= 100 { return value * ems }
    }
    throw FormulaError(
      start..<lexer.offset, "`[\(words)]` after a line break is not a length", help: "write `[2pt]`, `[1ex]` or `[1em]`"
    )
  }

  /// The columns of an `array`: `{r|cl}`.
  private mutating func parseColumns(_ array: inout MathArray, _ token: FormulaToken) throws(FormulaError) {
    let start = lexer.offset
    let columns = try parseWords(after: "begin{array}", token)
    for character in columns {
      switch character {
      case "l": array.alignments.append(.left)
      case "c": array.alignments.append(.center)
      case "r": array.alignments.append(.right)
      case "|": array.verticalRules.append(array.alignments.count)
      case " ": break
      default:
        throw FormulaError(
          start..<lexer.offset, "`\(character)` is not a column of an array", help: "write `l`, `c`, `r` and `|`")
      }
    }
  }

  /// Lines one below the other, as below a sum.
  mutating func parseSubstack(_ token: FormulaToken) throws(FormulaError) -> MathNode {
    guard try lexer.peek().kind == .openBrace else {
      throw FormulaError(token.range, "`\\substack` has no argument", help: "write `\\substack{… \\\\ …}`")
    }
    let open = try lexer.next()
    var array = MathArray(
      kind: .small, rows: [], alignments: [], verticalRules: [], horizontalRules: [], gaps: [:])
    try parseCells(&array, token)
    let close = try lexer.next()
    guard close.kind == .closeBrace else {
      if close.kind == .end {
        throw FormulaError(open.range, "this `{` is never closed", help: "write the `}` where the lines end")
      }
      throw unexpected(close)
    }
    return .array(array)
  }
}
