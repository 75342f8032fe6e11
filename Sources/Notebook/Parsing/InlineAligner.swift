import OffprintCore

/// Finds where inlines stand in the source. cmark gives reliable places for blocks only, so the inlines of a block, which
/// come in the order of the text, are matched against its lines from left to right. Marks between them are skipped; where
/// something cannot be found (which only costs a less exact caret) the cursor stays.
struct InlineAligner {
  /// How far ahead on a line the start of a piece of text is looked for: more than any run of marks between two pieces.
  private static let lookahead = 256
  /// How much of a link's destination is skipped.
  private static let longestDestination = 4096

  private let source: SourceText
  private let lastLine: Int
  private var line: Int
  private var scalars: [Unicode.Scalar]
  /// From 0, in scalars.
  private var column: Int

  /// The lines `first…last` (from 1), from the 1-based `column` of the first.
  init(_ source: SourceText, first: Int, last: Int, column: Int = 1) {
    self.source = source
    line = first
    lastLine = max(first, last)
    scalars = source.line(first).map { Array($0.unicodeScalars) } ?? []
    self.column = min(max(column - 1, 0), scalars.count)
  }

  var position: SourcePosition { SourcePosition(line: line, column: column + 1) }

  /// Where each scalar of a text stands, and whether a backslash stood before it.
  struct Placement {
    var positions: [SourcePosition] = []
    var isEscaped: [Bool] = []
    var end: SourcePosition

    var start: SourcePosition { positions.first ?? end }
  }

  /// To the start of the next line of the block.
  mutating func nextLine() {
    guard line < lastLine else { return }
    line += 1
    scalars = source.line(line).map { Array($0.unicodeScalars) } ?? []
    column = 0
  }

  /// To the next text of a YAML value: past the `|` or `>-` that opens a block of lines, and past blank lines.
  mutating func nextParagraph() {
    if column < scalars.count, scalars[column] == "|" || scalars[column] == ">" { nextLine() }
    while line < lastLine, scalars[column...].allSatisfy({ $0 == " " || $0 == "\t" }) { nextLine() }
  }

  /// Matches a text literal, whose escapes and entities are resolved already.
  mutating func text(_ literal: String) -> Placement {
    var placement = Placement(end: position)
    var isFirst = true
    for scalar in literal.unicodeScalars {
      if isFirst { seek(scalar) }
      if column == scalars.count, scalar == " " || scalar == "\n" {
        placement.positions.append(position)
        placement.isEscaped.append(false)
        nextLine()
        skipBlanks()
      } else {
        let length = lengthOfMatch(scalar)
        placement.positions.append(position)
        placement.isEscaped.append(length == 2)
        column = min(column + max(length, 1), scalars.count)
      }
      isFirst = false
    }
    placement.end = position
    return placement
  }

  /// Matches a code span and gives the place of the whole span, backticks included.
  mutating func code(_ literal: String) -> SourceRange {
    guard let open = firstIndex(of: "`") else { return SourceRange(at: position) }
    column = open
    let start = position
    let fence = runLength("`")
    column += fence
    var budget = literal.unicodeScalars.count + 64
    while budget > 0 {
      if column >= scalars.count {
        guard line < lastLine else { break }
        nextLine()
      } else if scalars[column] == "`" {
        let run = runLength("`")
        column += run
        if run == fence { break }
        budget -= run
      } else {
        column += 1
      }
      budget -= 1
    }
    return SourceRange(start, position)
  }

  /// Past the `](destination "title")` or `][label]` after a link's text.
  mutating func leaveLink() {
    guard column < scalars.count, scalars[column] == "]" else { return }
    column += 1
    guard column < scalars.count else { return }
    if scalars[column] == "(" {
      skipBalanced("(", ")")
    } else if scalars[column] == "[" {
      skipBalanced("[", "]")
    }
  }

  /// Matches a `[^name]` and gives its place.
  mutating func footnote() -> SourceRange {
    let limit = min(scalars.count, column + InlineAligner.lookahead)
    let open = scalars[column..<limit].indices.first { index in
      scalars[index] == "[" && index + 1 < scalars.count && scalars[index + 1] == "^"
    }
    guard let open, let close = scalars[open...].firstIndex(of: "]") else { return SourceRange(at: position) }
    column = open
    let start = position
    column = close + 1
    return SourceRange(start, position)
  }

  // MARK: - Matching

  /// Moves to where `scalar` next stands on this line, if it does so nearby.
  private mutating func seek(_ scalar: Unicode.Scalar) {
    let start = column
    let limit = min(scalars.count, start + InlineAligner.lookahead)
    while column < limit, lengthOfMatch(scalar) == 0 { column += 1 }
    if column >= limit { column = start }
  }

  /// How many scalars of the source at the cursor say `scalar`: 0 none, 1 itself, 2 behind a backslash, more an entity.
  private func lengthOfMatch(_ scalar: Unicode.Scalar) -> Int {
    guard column < scalars.count else { return 0 }
    let here = scalars[column]
    // A formula stands in the file as it is, escapes and all.
    if let original = MathMask.original(scalar) { return here == original ? 1 : 0 }
    if here == "\\", column + 1 < scalars.count, scalars[column + 1] == scalar, isPunctuation(scalar) { return 2 }
    if here == "&", let length = lengthOfEntity() { return length }
    return here == scalar ? 1 : 0
  }

  /// The length of `&name;` or `&#…;` at the cursor.
  private func lengthOfEntity() -> Int? {
    let limit = min(scalars.count, column + 34)
    var index = column + 1
    while index < limit {
      let scalar = scalars[index]
      if scalar == ";" { return index > column + 1 ? index - column + 1 : nil }
      guard scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "#" else { return nil }
      index += 1
    }
    return nil
  }

  private func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "!"..."/", ":"..."@", "["..."`", "{"..."~": true
    default: false
    }
  }

  private mutating func skipBlanks() {
    while column < scalars.count, scalars[column] == " " || scalars[column] == "\t" { column += 1 }
  }

  private func firstIndex(of scalar: Unicode.Scalar) -> Int? {
    scalars[column..<min(scalars.count, column + InlineAligner.lookahead)].firstIndex(of: scalar)
  }

  private func runLength(_ scalar: Unicode.Scalar) -> Int {
    var index = column
    while index < scalars.count, scalars[index] == scalar { index += 1 }
    return index - column
  }

  private mutating func skipBalanced(_ open: Unicode.Scalar, _ close: Unicode.Scalar) {
    var depth = 0
    let limit = min(scalars.count, column + InlineAligner.longestDestination)
    for index in column..<limit {
      if scalars[index] == open { depth += 1 }
      if scalars[index] == close {
        depth -= 1
        if depth == 0 {
          column = index + 1
          return
        }
      }
    }
  }
}
