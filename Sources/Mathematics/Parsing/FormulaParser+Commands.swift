extension FormulaParser {
  /// What the command `name`, already taken, stands for; nil where there is nothing to set.
  mutating func parseCommand(_ name: String, _ token: FormulaToken) throws(FormulaError) -> MathNode? {
    if let symbol = SymbolTable.commands[name] { return .symbol(styled(symbol)) }
    if let space = CommandTable.spaces[name] { return .space(space) }
    if let function = CommandTable.functions[name] { return self.function(name, function) }
    if let accent = CommandTable.accents[name] { return .accent(accent, try argument(1, of: 1, name, token)) }
    if let alphabet = CommandTable.alphabets[name] { return try inAlphabet(alphabet, bold: false, name, token) }
    if let alphabet = CommandTable.texts[name] { return try parseText(alphabet, name, token) }
    if let mathClass = CommandTable.classes[name] { return .classed(mathClass, try argument(1, of: 1, name, token)) }
    if let phantom = CommandTable.phantoms[name] { return .phantom(try argument(1, of: 1, name, token), phantom) }
    if let big = CommandTable.bigDelimiters[name] {
      let sign = try parseDelimiter(after: name, token) ?? "."
      return .bigDelimiter(MathSymbol(sign, big.atomClass), size: big.size)
    }
    return try parseStructure(name, token)
  }

  private mutating func parseStructure(_ name: String, _ token: FormulaToken) throws(FormulaError) -> MathNode? {
    switch name {
    case "frac", "cfrac", "dfrac", "tfrac": return try parseFraction(name, token)
    case "binom", "dbinom", "tbinom": return try parseBinomial(name, token)
    case "sqrt": return try parseRoot(name, token)
    case "overline": return .line(.over, try argument(1, of: 1, name, token))
    case "underline": return .line(.under, try argument(1, of: 1, name, token))
    case "overbrace": return .brace(.over, try argument(1, of: 1, name, token))
    case "underbrace": return .brace(.under, try argument(1, of: 1, name, token))
    case "overset", "stackrel", "underset": return try parseStack(name, token)
    case "boldsymbol", "bm": return try inAlphabet(alphabet, bold: true, name, token)
    case "operatorname": return try parseOperatorName(token)
    case "not": return try parseNegation(token)
    case "left": return try parseFenced(token)
    case "begin": return try parseEnvironment(token)
    case "norm", "abs":
      let sign = name == "norm" ? "‖" : "|"
      let content = try argument(1, of: 1, name, token)
      return .fenced(MathFenced(open: sign, close: sign, parts: [content], middles: []))
    case "tag": return try parseTag(token)
    case "bmod": return .classed(.binary, .text("mod", .upright))
    case "pmod":
      let content = try argument(1, of: 1, name, token)
      return .row([
        .space(1), .symbol(MathSymbol("(", .opening)), .text("mod", .upright), .space(1 / 3), content,
        .symbol(MathSymbol(")", .closing)),
      ])
    case "substack": return try parseSubstack(token)
    case "limits", "nolimits":
      throw FormulaError(
        token.range, "`\\\(name)` has no operator before it", help: "write it right after `\\sum` or its like")
    default: throw unexpected(token)
    }
  }

  /// `\arg\max` is one operator, with its limits below the whole of it.
  private mutating func function(_ name: String, _ known: (name: String, limits: Bool)) -> MathNode {
    if name == "arg", let next = try? lexer.peek(), case .command(let second) = next.kind,
      second == "max" || second == "min"
    {
      _ = try? lexer.next()
      return .function("arg \(second)", limits: true)
    }
    return .function(known.name, limits: known.limits)
  }

  /// The argument of a command, by its number.
  mutating func argument(
    _ index: Int, of count: Int, _ name: String, _ token: FormulaToken
  ) throws(FormulaError)
    -> MathNode
  {
    let ordinal = ["first", "second"][min(index, 2) - 1]
    let summary = count == 1 ? "`\\\(name)` has no argument" : "the \(ordinal) argument of `\\\(name)` is missing"
    return try parseArgument(
      orThrow: FormulaError(
        token.range, summary, help: "write `\\\(name)\(String(repeating: "{…}", count: count))`"))
  }

  private mutating func parseFraction(_ name: String, _ token: FormulaToken) throws(FormulaError) -> MathNode {
    let numerator = try argument(1, of: 2, name, token)
    let denominator = try argument(2, of: 2, name, token)
    let style: MathStyle? = name == "frac" ? nil : name == "tfrac" ? .text : .display
    return .fraction(MathFraction(numerator: numerator, denominator: denominator, hasRule: true, style: style))
  }

  private mutating func parseBinomial(_ name: String, _ token: FormulaToken) throws(FormulaError) -> MathNode {
    let upper = try argument(1, of: 2, name, token)
    let lower = try argument(2, of: 2, name, token)
    let pair = MathNode.fraction(MathFraction(numerator: upper, denominator: lower, hasRule: false, style: nil))
    let fenced = MathNode.fenced(MathFenced(open: "(", close: ")", parts: [pair], middles: []))
    switch name {
    case "dbinom": return .styled(.display, fenced)
    case "tbinom": return .styled(.text, fenced)
    default: return fenced
    }
  }

  private mutating func parseRoot(_ name: String, _ token: FormulaToken) throws(FormulaError) -> MathNode {
    var degree: MathNode?
    let bracket = try lexer.peek()
    if bracket.kind == .character("[") {
      _ = try lexer.next()
      let outer = closesBracket
      closesBracket = true
      defer { closesBracket = outer }
      degree = node(of: try nested(bracket) { (parser) throws(FormulaError) in try parser.parseRow() })
      guard try lexer.next().kind == .character("]") else {
        throw FormulaError(bracket.range, "this `[` is never closed", help: "write `\\sqrt[n]{…}`")
      }
    }
    let outer = closesBracket
    closesBracket = false
    defer { closesBracket = outer }
    return .radical(try argument(1, of: 1, name, token), degree: degree)
  }

  private mutating func parseStack(_ name: String, _ token: FormulaToken) throws(FormulaError) -> MathNode {
    let mark = try argument(1, of: 2, name, token)
    let base = try argument(2, of: 2, name, token)
    let isUnder = name == "underset"
    let stacked = MathNode.scripts(
      MathScripts(base: base, lower: isUnder ? mark : nil, upper: isUnder ? nil : mark, placement: .limits))
    return name == "stackrel" ? .classed(.relation, stacked) : stacked
  }

  private mutating func inAlphabet(
    _ wanted: MathAlphabet?, bold: Bool, _ name: String, _ token: FormulaToken
  ) throws(FormulaError) -> MathNode {
    let (outerAlphabet, wasBold) = (alphabet, isBold)
    (alphabet, isBold) = (wanted, bold)
    defer { (alphabet, isBold) = (outerAlphabet, wasBold) }
    return try argument(1, of: 1, name, token)
  }

  private mutating func parseOperatorName(_ token: FormulaToken) throws(FormulaError) -> MathNode {
    let hasLimits = try lexer.peek().kind == .character("*")
    if hasLimits { _ = try lexer.next() }
    let name = try parseWords(after: "operatorname", token)
    guard !name.isEmpty else {
      throw FormulaError(token.range, "the name of the operator is empty", help: "write `\\operatorname{…}`")
    }
    return .function(name, limits: hasLimits)
  }

  private mutating func parseNegation(_ token: FormulaToken) throws(FormulaError) -> MathNode {
    let argument = try argument(1, of: 1, "not", token)
    guard case .symbol(var symbol) = argument, symbol.text.unicodeScalars.count == 1 else {
      throw FormulaError(token.range, "`\\not` strikes through one sign", help: "write it right before a relation")
    }
    symbol.text = SymbolTable.negated[symbol.text] ?? symbol.text + "\u{338}"
    return .symbol(symbol)
  }

  private mutating func parseTag(_ token: FormulaToken) throws(FormulaError) -> MathNode? {
    let words = try parseWords(after: "tag", token)
    guard style == .display else {
      throw FormulaError(token.range, "`\\tag` stands in a formula within a line", help: "tag displayed formulas only")
    }
    guard tag == nil else {
      throw FormulaError(token.range, "a second `\\tag` in one formula", help: "keep one of them")
    }
    tag = words
    return nil
  }
}
