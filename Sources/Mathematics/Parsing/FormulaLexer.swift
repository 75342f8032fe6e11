/// A word of a formula: a command, a sign or a character.
struct FormulaToken {
  enum Kind: Equatable {
    /// `\alpha`, `\,`: without the backslash.
    case command(String)
    case character(Character)
    case openBrace
    case closeBrace
    case superscript
    case lower
    /// `&`
    case cellEnd
    /// `\\`
    case rowEnd
    case end
  }

  var kind: Kind
  /// Bytes of the source in UTF-8.
  var range: Range<Int>
}

/// Takes a formula apart into tokens, white space left out.
struct FormulaLexer {
  let source: String
  private(set) var index: String.Index

  init(_ source: String) {
    // Native UTF-8, so that offsets of bytes cost nothing.
    var source = source
    source.makeContiguousUTF8()
    self.source = source
    index = source.startIndex
  }

  /// The offset of the next byte to be read.
  var offset: Int { source.utf8.distance(from: source.startIndex, to: index) }

  /// The next character as it is, white space and all; nil at the end.
  mutating func nextCharacter() -> Character? {
    guard index < source.endIndex else { return nil }
    defer { source.formIndex(after: &index) }
    return source[index]
  }

  /// The next character as it is, not taken.
  var upcomingCharacter: Character? { index < source.endIndex ? source[index] : nil }

  mutating func skipSpaces() {
    while index < source.endIndex, source[index].isWhitespace { source.formIndex(after: &index) }
  }

  /// The next token, not taken.
  func peek() throws(FormulaError) -> FormulaToken {
    var copy = self
    return try copy.next()
  }

  mutating func next() throws(FormulaError) -> FormulaToken {
    skipSpaces()
    let start = offset
    guard let character = nextCharacter() else { return FormulaToken(kind: .end, range: start..<start) }
    let kind: FormulaToken.Kind
    switch character {
    case "{": kind = .openBrace
    case "}": kind = .closeBrace
    case "^": kind = .superscript
    case "_": kind = .lower
    case "&": kind = .cellEnd
    case "~": kind = .command(" ")
    case "%":
      throw FormulaError(start..<offset, "`%` begins a comment in TeX, which formulas do not have", help: "write `\\%`")
    case "#", "$":
      throw FormulaError(start..<offset, "`\(character)` stands alone", help: "write `\\\(character)`")
    case "\\": kind = try command(from: start)
    default: kind = .character(character)
    }
    return FormulaToken(kind: kind, range: start..<offset)
  }

  private mutating func command(from start: Int) throws(FormulaError) -> FormulaToken.Kind {
    guard let first = nextCharacter() else {
      throw FormulaError(
        start..<offset, "a backslash with no command after it", help: "write `\\backslash` for the sign")
    }
    if first == "\\" { return .rowEnd }
    guard isLetter(first) else { return .command(first.isWhitespace ? " " : String(first)) }
    var name = String(first)
    while index < source.endIndex, isLetter(source[index]) {
      name.append(source[index])
      source.formIndex(after: &index)
    }
    return .command(name)
  }

  private func isLetter(_ character: Character) -> Bool { character.isASCII && character.isLetter }
}
