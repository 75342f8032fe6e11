extension FormulaParser {
  /// One atom without scripts.
  mutating func parseAtom() throws(FormulaError) -> MathNode? {
    let token = try lexer.peek()
    switch token.kind {
    case .openBrace:
      // A group is one ordinary atom, whatever is in it.
      let group = try parseGroup()
      if case .row = group { return group }
      return group.mathClass == .ordinary ? group : .row([group])
    case .character(let character):
      _ = try lexer.next()
      return try character.isASCII && character.isNumber ? parseNumber(character) : parseSign(character, token)
    case .command(let name):
      _ = try lexer.next()
      return try nested(token) { (parser) throws(FormulaError) in try parser.parseCommand(name, token) }
    case .end, .closeBrace, .cellEnd, .rowEnd, .superscript, .lower: throw unexpected(token)
    }
  }

  /// Digits that follow each other, and one decimal point among them.
  private mutating func parseNumber(_ first: Character) -> MathNode {
    var digits = String(first)
    var hasPoint = false
    while let character = lexer.upcomingCharacter {
      if character.isASCII && character.isNumber {
        digits.append(character)
        _ = lexer.nextCharacter()
        continue
      }
      var ahead = lexer
      _ = ahead.nextCharacter()
      guard character == ".", !hasPoint, let after = ahead.upcomingCharacter, after.isASCII, after.isNumber else {
        break
      }
      hasPoint = true
      digits.append(character)
      lexer = ahead
    }
    return number(digits)
  }

  func number(_ digits: String) -> MathNode {
    .number(digits, isBold ? .bold : alphabet ?? .upright)
  }

  private mutating func parseSign(_ character: Character, _ token: FormulaToken) throws(FormulaError) -> MathNode {
    if let letter = letter(character) { return joined(letter) }
    if let (text, alphabet) = MathAlphabet.plain(character) {
      guard text.first?.isNumber == true else { return .symbol(MathSymbol(text, .ordinary, alphabet: alphabet)) }
      return .number(text, alphabet)
    }
    if character == "\"" || character == "`" {
      throw FormulaError(token.range, "`\(character)` is not a sign of formulas", help: "put words into `\\text{…}`")
    }
    if let symbol = SymbolTable.characters[character] { return .symbol(styled(symbol)) }
    guard character.isLetter else { throw unexpected(token) }
    return .symbol(MathSymbol(String(character), .ordinary, alphabet: .upright))
  }

  /// `character` as a letter in the alphabet that is in force; nil where it is none of the mathematical letters.
  private func letter(_ character: Character) -> MathSymbol? {
    guard let usual = MathAlphabet.usual(for: character), !character.isNumber, character != "∂" else { return nil }
    return styled(MathSymbol(String(character), .ordinary, alphabet: usual))
  }

  /// In an alphabet that was asked for, letters next to each other are one word: `\mathrm{MSE}`.
  private mutating func joined(_ first: MathSymbol) -> MathNode {
    var word = first
    guard alphabet != nil, !isBold else { return .symbol(word) }
    while let next = lexer.upcomingCharacter, let more = letter(next), more.alphabet == word.alphabet {
      word.text += more.text
      _ = lexer.nextCharacter()
    }
    return .symbol(word)
  }

  /// `symbol` in the alphabet that is in force.
  func styled(_ symbol: MathSymbol) -> MathSymbol {
    guard let usual = symbol.alphabet else { return symbol }
    var symbol = symbol
    if isBold {
      symbol.alphabet = usual == .italic ? .boldItalic : .bold
    } else if let alphabet {
      symbol.alphabet = alphabet
    }
    return symbol
  }
}
