import OffprintCore

/// Walks through a .bib file, scalar by scalar, knowing where it is.
struct BibScanner {
  /// How far the end of a value is looked for, in scalars: more text than any reference has.
  private static let longestValue = 1 << 16

  private let scalars: [Unicode.Scalar]
  /// The index of the first scalar of each line.
  private let lineStarts: [Int]
  private(set) var index = 0

  /// Line ends of any kind become line feeds.
  init(_ source: SourceText) {
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(source.text.utf8.count)
    var starts: [Int] = []
    for line in source.lines {
      starts.append(scalars.count)
      scalars.append(contentsOf: line.unicodeScalars)
      scalars.append("\n")
    }
    self.scalars = scalars
    lineStarts = starts.isEmpty ? [0] : starts
  }

  var isAtEnd: Bool { index >= scalars.count }
  var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  func position(_ index: Int) -> SourcePosition {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= index { low = middle } else { high = middle }
    }
    return SourcePosition(line: low + 1, column: index - lineStarts[low] + 1)
  }

  var position: SourcePosition { position(index) }

  func range(from start: Int, to end: Int) -> SourceRange {
    let (first, last) = (position(start), position(end))
    return SourceRange(first, max(last, SourcePosition(line: first.line, column: first.column + 1)))
  }

  func range(from start: Int) -> SourceRange { range(from: start, to: index) }

  func text(_ range: Range<Int>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars[range])
    return text
  }

  mutating func advance() { index = min(index + 1, scalars.count) }
  mutating func rewind(to index: Int) { self.index = index }

  mutating func skipBlanks() {
    while let scalar = current, scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\u{A0}" { advance() }
  }

  /// Past `scalar` where it is next.
  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard current == scalar else { return false }
    advance()
    return true
  }

  /// A word of what may stand in names of types, fields and strings; empty where there is none.
  mutating func word() -> String {
    let start = index
    while let scalar = current, BibScanner.isNameScalar(scalar) { advance() }
    return text(start..<index)
  }

  /// BibTeX allows all but white space and `"#%'(),={}`.
  static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value > 0x20 && scalar.value != 0x7F && !"\"#%'(),={}@".unicodeScalars.contains(scalar)
  }

  /// To the next `@` that a line begins with; else to the end. For going on after a mistake.
  mutating func skipToNextEntry() {
    while !isAtEnd {
      if current == "@", isFirstOfLine { return }
      advance()
    }
  }

  private var isFirstOfLine: Bool {
    var before = index - 1
    while before >= 0, scalars[before] == " " || scalars[before] == "\t" { before -= 1 }
    return before < 0 || scalars[before] == "\n"
  }

  /// With the cursor on an opening brace, past the brace that closes it; nil, and unmoved, where none does. As in BibTeX,
  /// a brace counts behind a backslash too.
  mutating func takeBraced() -> Range<Int>? {
    let start = index
    var depth = 0
    while let scalar = current {
      if index - start > BibScanner.longestValue { break }
      if scalar == "{" {
        depth += 1
      } else if scalar == "}" {
        depth -= 1
        if depth == 0 {
          advance()
          return start + 1..<index - 1
        }
      }
      advance()
    }
    index = start
    return nil
  }

  /// With the cursor on a quotation mark, past the one that closes it outside of braces; nil, and unmoved, where none does.
  mutating func takeQuoted() -> Range<Int>? {
    let start = index
    var depth = 0
    advance()
    while let scalar = current {
      if index - start > BibScanner.longestValue { break }
      if scalar == "{" {
        depth += 1
      } else if scalar == "}" {
        depth -= 1
        if depth < 0 { break }
      } else if scalar == "\"", depth == 0 {
        advance()
        return start + 1..<index - 1
      }
      advance()
    }
    index = start
    return nil
  }
}
