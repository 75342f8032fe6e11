extension FormulaParser {
  /// An atom and the scripts after it; nil where a command gives nothing to set, such as `\tag`.
  mutating func parseAtomWithScripts() throws(FormulaError) -> MathNode? {
    let token = try lexer.peek()
    let base: MathNode?
    switch token.kind {
    case .superscript, .lower: base = .row([])
    case .character("'"), .character("’"): base = .row([])
    default: base = try parseAtom()
    }
    guard let base else { return nil }
    return try parseScripts(of: base)
  }

  private mutating func parseScripts(of base: MathNode) throws(FormulaError) -> MathNode {
    var scripts = MathScripts(base: base, lower: nil, upper: nil, placement: base.scriptPlacement)
    var primes = 0
    var isSuperscripted = false
    while true {
      let token = try lexer.peek()
      switch token.kind {
      case .command("limits"), .command("nolimits"):
        _ = try lexer.next()
        guard base.mathClass == .largeOperator else {
          throw FormulaError(
            token.range, "`\\limits` and `\\nolimits` go with operators such as `\\sum`",
            help: "write `\\underset{…}{…}` to put something below another sign")
        }
        scripts.placement = token.kind == .command("limits") ? .limits : .corners
      case .character("'"), .character("’"):
        if isSuperscripted {
          throw FormulaError(
            token.range, "a prime after a superscript", help: "write the prime first, `x'^2`, or group them, `{x^2}'`")
        }
        _ = try lexer.next()
        primes += 1
      case .superscript:
        if isSuperscripted { throw doubled("superscript", "^", token) }
        _ = try lexer.next()
        isSuperscripted = true
        scripts.upper = try parseScript(token)
      case .lower:
        if scripts.lower != nil { throw doubled("subscript", "_", token) }
        _ = try lexer.next()
        scripts.lower = try parseScript(token)
      default:
        scripts.upper = primed(scripts.upper, primes)
        if scripts.upper == nil && scripts.lower == nil { return base }
        return .scripts(scripts)
      }
    }
  }

  private func doubled(_ word: String, _ sign: String, _ token: FormulaToken) -> FormulaError {
    FormulaError(
      token.range, "a second \(word) at the same place",
      help: "group what belongs together: `{x\(sign)a}\(sign)b` or `x\(sign){a\(sign)b}`")
  }

  /// Up to three primes are one character.
  private func primed(_ upper: MathNode?, _ count: Int) -> MathNode? {
    guard count > 0 else { return upper }
    let signs = ["′", "″", "‴", "⁗"]
    var nodes: [MathNode] = []
    var left = count
    while left > 0 {
      let taken = min(left, signs.count)
      nodes.append(.symbol(MathSymbol(signs[taken - 1], .ordinary)))
      left -= taken
    }
    if case .row(let more)? = upper { nodes += more } else if let upper { nodes.append(upper) }
    return node(of: nodes)
  }

  private mutating func parseScript(_ sign: FormulaToken) throws(FormulaError) -> MathNode {
    let name = sign.kind == .superscript ? "^" : "_"
    return try parseArgument(
      orThrow: FormulaError(
        sign.range, "nothing stands after `\(name)`", help: "write what goes there in braces: `\(name){…}`"))
  }

  /// One argument: a group in braces, or the next atom by itself; `missing` where there is none.
  mutating func parseArgument(orThrow missing: FormulaError) throws(FormulaError) -> MathNode {
    let token = try lexer.peek()
    switch token.kind {
    case .end, .closeBrace, .cellEnd, .rowEnd, .superscript, .lower: throw missing
    case .command("right"), .command("middle"), .command("end"), .command("limits"), .command("nolimits"): throw missing
    case .openBrace: return try parseGroup()
    case .character(let digit) where digit.isASCII && digit.isNumber:
      // One digit only, as in TeX.
      _ = try lexer.next()
      return number(String(digit))
    case .character, .command:
      return try nested(token) { (parser) throws(FormulaError) in
        guard let node = try parser.parseAtom() else { throw missing }
        return node
      }
    }
  }

  /// A group in braces.
  mutating func parseGroup() throws(FormulaError) -> MathNode {
    let open = try lexer.next()
    let wasInBracket = closesBracket
    closesBracket = false
    defer { closesBracket = wasInBracket }
    let nodes = try nested(open) { (parser) throws(FormulaError) in try parser.parseRow() }
    let close = try lexer.next()
    guard close.kind == .closeBrace else {
      if close.kind == .end {
        throw FormulaError(open.range, "this `{` is never closed", help: "write the `}` where the group ends")
      }
      throw unexpected(close)
    }
    return node(of: nodes)
  }
}

extension MathNode {
  /// What the piece is to its neighbours; nil for spaces, which are no atoms.
  package var mathClass: MathClass? {
    switch self {
    case .space: nil
    case .symbol(let symbol): symbol.atomClass
    case .function: .largeOperator
    case .scripts(let scripts): scripts.base.mathClass ?? .ordinary
    case .fraction, .fenced: .inner
    case .bigDelimiter(let symbol, _): symbol.atomClass
    case .brace: .largeOperator
    case .classed(let mathClass, _): mathClass
    // A change of style is no atom: what it changes meets its neighbour.
    case .styled(_, .row(let nodes)): nodes.lazy.compactMap(\.mathClass).first ?? .ordinary
    case .styled(_, let node): node.mathClass
    case .row, .number, .text, .radical, .accent, .line, .array, .phantom: .ordinary
    }
  }

  /// Where scripts of this piece stand if nothing is said.
  var scriptPlacement: MathScripts.Placement {
    switch self {
    case .symbol(let symbol): symbol.hasLimits ? .automatic : .corners
    case .function(_, let limits): limits ? .automatic : .corners
    case .brace: .limits
    case .classed(.largeOperator, _): .automatic
    default: .corners
    }
  }
}
