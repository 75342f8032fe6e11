import OffprintCore

/// Finds the formulas of a text before Markdown reads it, and masks them. What is a formula is Pandoc's rule
/// (`tex_math_dollars`): the opening dollar has no white space behind it, the closing one none before it and no digit behind
/// it, no blank line is between. Code keeps its dollars, even where a dollar before it could open a formula.
struct FormulaScanner {
  /// A `$$` that nothing closes.
  struct Unclosed: Hashable {
    /// From 0, of the text's lines.
    var line: Int
    /// From 0, in scalars.
    var column: Int
  }

  /// How far the end of a formula in the line is looked for, in scalars.
  private static let longestInline = 1024

  private(set) var lines: [[Unicode.Scalar]]
  private(set) var unclosed: [Unclosed] = []
  /// Names of `[^name]:` at the start of lines, each once, in order.
  private(set) var footnoteNames: [String] = []
  /// The lines, from 0, of definitions whose name was defined before.
  private(set) var repeatedFootnotes: [Int] = []
  private var fence: (mark: Unicode.Scalar, length: Int)?

  /// `text` in lines without their ends.
  static func scan(_ lines: some Sequence<Substring>) -> FormulaScanner {
    var scanner = FormulaScanner(
      lines: lines.map { line in line.unicodeScalars.map { $0.value >= 0xF0000 ? "\u{FFFD}" : $0 } })
    scanner.run()
    return scanner
  }

  /// `text` with its formulas masked, for a text that is read by itself.
  static func masked(_ text: String) -> String {
    scan(text.split(separator: "\n", omittingEmptySubsequences: false)).text
  }

  /// The masked text.
  var text: String {
    var text = ""
    for (index, line) in lines.enumerated() {
      if index > 0 { text += "\n" }
      text.unicodeScalars.append(contentsOf: line)
    }
    return text
  }

  private init(lines: [[Unicode.Scalar]]) {
    self.lines = lines
  }

  // MARK: - Paragraphs

  private mutating func run() {
    var names: Set<String> = []
    var start = 0
    for index in lines.indices {
      let content = contentStart(of: index)
      let isBlank = content == lines[index].count
      if let open = fence {
        if closes(open, index, content) { fence = nil }
        start = index + 1
      } else if let opened = fenceOpening(index) {
        paragraph(start..<index)
        fence = opened
        start = index + 1
      } else if isBlank {
        paragraph(start..<index)
        start = index + 1
      } else if let name = footnoteName(index) {
        if names.insert(name.lowercased()).inserted {
          footnoteNames.append(name)
        } else {
          repeatedFootnotes.append(index)
        }
      }
    }
    if start < lines.count { paragraph(start..<lines.count) }
  }

  /// The column past blanks and the marks of quotations.
  private func contentStart(of line: Int) -> Int {
    let scalars = lines[line]
    return scalars.firstIndex { $0 != " " && $0 != "\t" && $0 != ">" } ?? scalars.count
  }

  /// A fence may also stand behind a list's mark.
  private func fenceOpening(_ line: Int) -> (Unicode.Scalar, Int)? {
    let scalars = lines[line]
    var index = contentStart(of: line)
    if index + 1 < scalars.count, "-+*".unicodeScalars.contains(scalars[index]), scalars[index + 1] == " " {
      index += 2
      while index < scalars.count, scalars[index] == " " { index += 1 }
    }
    guard index < scalars.count, scalars[index] == "`" || scalars[index] == "~" else { return nil }
    let length = run(of: scalars[index], line, index)
    guard length >= 3 else { return nil }
    // A fence of backticks has none in its first line.
    if scalars[index] == "`", scalars[(index + length)...].contains("`") { return nil }
    return (scalars[index], length)
  }

  private func closes(_ fence: (mark: Unicode.Scalar, length: Int), _ line: Int, _ content: Int) -> Bool {
    guard content < lines[line].count, lines[line][content] == fence.mark else { return false }
    let length = run(of: fence.mark, line, content)
    return length >= fence.length && lines[line][(content + length)...].allSatisfy { $0 == " " || $0 == "\t" }
  }

  private func run(of scalar: Unicode.Scalar, _ line: Int, _ column: Int) -> Int {
    lines[line][column...].prefix { $0 == scalar }.count
  }

  private func footnoteName(_ line: Int) -> String? {
    let scalars = lines[line]
    let start = contentStart(of: line)
    guard start + 3 < scalars.count, scalars[start] == "[", scalars[start + 1] == "^",
      let end = scalars[start...].firstIndex(of: "]"), end > start + 2, end + 1 < scalars.count, scalars[end + 1] == ":"
    else { return nil }
    let name = scalars[(start + 2)..<end]
    guard name.count <= 100, !name.contains(where: { $0 == " " || $0 == "\t" || $0 == "[" }) else { return nil }
    return String(String.UnicodeScalarView(name))
  }

  // MARK: - Formulas

  private struct Cursor: Hashable, Comparable {
    var line: Int
    var column: Int

    static func < (left: Cursor, right: Cursor) -> Bool { (left.line, left.column) < (right.line, right.column) }
  }

  private func scalar(_ cursor: Cursor) -> Unicode.Scalar? {
    let line = lines[cursor.line]
    return cursor.column < line.count ? line[cursor.column] : nil
  }

  /// Masks the formulas of lines without a blank one among them.
  private mutating func paragraph(_ range: Range<Int>) {
    guard range.contains(where: { lines[$0].contains("$") }) else { return }
    var cursor = Cursor(line: range.lowerBound, column: 0)
    // Where no run of so many backticks is found, none is found further on.
    var missing: Set<Int> = []
    while cursor.line < range.upperBound {
      guard let current = scalar(cursor) else {
        cursor = Cursor(line: cursor.line + 1, column: 0)
        continue
      }
      switch current {
      case "\\": cursor.column += 2
      case "`": cursor = pastCode(cursor, range, &missing)
      case "<": cursor = pastAddress(cursor)
      case "$": cursor = pastFormula(cursor, range)
      default: cursor.column += 1
      }
    }
  }

  private func pastCode(_ start: Cursor, _ range: Range<Int>, _ missing: inout Set<Int>) -> Cursor {
    let length = run(of: "`", start.line, start.column)
    var cursor = Cursor(line: start.line, column: start.column + length)
    let after = cursor
    guard !missing.contains(length) else { return after }
    while cursor.line < range.upperBound {
      guard let column = lines[cursor.line].dropFirst(cursor.column).firstIndex(of: "`") else {
        cursor = Cursor(line: cursor.line + 1, column: 0)
        continue
      }
      let found = run(of: "`", cursor.line, column)
      if found == length { return Cursor(line: cursor.line, column: column + found) }
      cursor.column = column + found
    }
    missing.insert(length)
    return after
  }

  /// Past `<https://…>`, whose dollars are a part of it.
  private func pastAddress(_ start: Cursor) -> Cursor {
    let rest = lines[start.line][(start.column + 1)...].prefix(2048)
    let next = Cursor(line: start.line, column: start.column + 1)
    guard let end = rest.firstIndex(where: { $0 == ">" || $0 == " " || $0 == "<" }), rest[end] == ">",
      rest[..<end].contains(":")
    else { return next }
    return Cursor(line: start.line, column: end + 1)
  }

  private mutating func pastFormula(_ start: Cursor, _ range: Range<Int>) -> Cursor {
    let length = run(of: "$", start.line, start.column)
    let after = Cursor(line: start.line, column: start.column + length)
    switch length {
    case 1:
      guard let end = closingDollar(after, range) else { return after }
      mask(start, 1, after, end, 1, MathMask.opening, MathMask.closing)
      return Cursor(line: end.line, column: end.column + 1)
    case 2:
      // A file with so many that are not closed has none that are meant.
      guard unclosed.count < 100 else { return after }
      guard let end = closingDollars(after, range) else {
        unclosed.append(Unclosed(line: start.line, column: start.column))
        return after
      }
      mask(start, 2, after, end, 2, MathMask.displayOpening, MathMask.displayClosing)
      return Cursor(line: end.line, column: end.column + 2)
    default: return after
    }
  }

  /// The next dollar sign decides: it closes the formula, or there is none.
  private func closingDollar(_ start: Cursor, _ range: Range<Int>) -> Cursor? {
    guard let first = scalar(start), first != " ", first != "\t", first != "$" else { return nil }
    var cursor = start
    var previous: Unicode.Scalar = "\n"
    var missing: Set<Int> = []
    var budget = FormulaScanner.longestInline
    while cursor.line < range.upperBound, budget > 0 {
      budget -= 1
      guard let current = scalar(cursor) else {
        cursor = Cursor(line: cursor.line + 1, column: 0)
        previous = "\n"
        continue
      }
      if current == "\\" {
        cursor.column += 2
        previous = current
        continue
      }
      if current == "`" {
        cursor = pastCode(cursor, range, &missing)
        previous = current
        continue
      }
      if current == "$" {
        guard previous != " ", previous != "\t", previous != "\n" else { return nil }
        let next = scalar(Cursor(line: cursor.line, column: cursor.column + 1))
        return next.map { ("0"..."9").contains($0) } ?? false ? nil : cursor
      }
      previous = current
      cursor.column += 1
    }
    return nil
  }

  private func closingDollars(_ start: Cursor, _ range: Range<Int>) -> Cursor? {
    var cursor = start
    var missing: Set<Int> = []
    while cursor.line < range.upperBound {
      guard let current = scalar(cursor) else {
        cursor = Cursor(line: cursor.line + 1, column: 0)
        continue
      }
      if current == "$", scalar(Cursor(line: cursor.line, column: cursor.column + 1)) == "$" { return cursor }
      if current == "`" {
        cursor = pastCode(cursor, range, &missing)
      } else {
        cursor.column += current == "\\" ? 2 : 1
      }
    }
    return nil
  }

  // MARK: - Masking

  /// Masks the opening dollars at `start`, what is between `inner` and `end`, and the dollars there. The blanks and marks of
  /// quotations that begin a line are Markdown's and stay.
  private mutating func mask(
    _ start: Cursor, _ openCount: Int, _ inner: Cursor, _ end: Cursor, _ closeCount: Int, _ open: Unicode.Scalar,
    _ close: Unicode.Scalar
  ) {
    let quotes = lines[start.line][..<contentStart(of: start.line)].count { $0 == ">" }
    var cursor = inner
    while cursor < end {
      if cursor.column == 0, cursor.line > start.line { cursor.column = prefixLength(cursor.line, quotes) }
      guard let current = scalar(cursor), cursor < end else {
        if cursor >= end { break }
        cursor = Cursor(line: cursor.line + 1, column: 0)
        continue
      }
      lines[cursor.line][cursor.column] = MathMask.masked(current)
      cursor.column += 1
    }
    for offset in 0..<openCount { lines[start.line][start.column + offset] = open }
    for offset in 0..<closeCount { lines[end.line][end.column + offset] = close }
  }

  /// Blanks, and as many marks of quotations as the formula's first line has.
  private func prefixLength(_ line: Int, _ quotes: Int) -> Int {
    var left = quotes
    for (index, scalar) in lines[line].enumerated() {
      if scalar == " " || scalar == "\t" { continue }
      guard scalar == ">", left > 0 else { return index }
      left -= 1
    }
    return lines[line].count
  }
}
