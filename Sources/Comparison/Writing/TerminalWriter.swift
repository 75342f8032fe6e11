import OffprintCore

/// A statement as lines for a terminal.
package struct TerminalWriter {
  private let width: Int
  private let usesColor: Bool

  /// - Parameter width: in columns; what is wider is wrapped, or cut in tables.
  package init(width: Int, usesColor: Bool) {
    self.width = max(20, width)
    self.usesColor = usesColor
  }

  package func text(_ statement: Statement) -> String {
    var lines = wrapped(
      [.init(statement.before, .removed), .init(" → "), .init(statement.after, .added)], first: "", rest: "  ",
      marksChanges: false)
    lines += wrapped([statement.headline], first: "", rest: "")
    for section in statement.sections {
      lines += ["", painted(section.title, .strong)]
      for item in section.items { lines += self.lines(item) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func lines(_ item: Statement.Item) -> [String] {
    switch item {
    case .line(let spans): wrapped(spans, first: "  ", rest: "  ")
    case .bullet(let spans): wrapped(spans, first: "  - ", rest: "    ")
    case .detail(let spans): wrapped(spans, first: "      ", rest: "        ")
    case .table(let columns, let rows): table(columns, rows)
    case .figure: []
    }
  }

  private func painted(_ text: String, _ tone: Statement.Tone) -> String {
    guard usesColor, let code = Self.codes[tone] else { return text }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }

  private static let codes: [Statement.Tone: String] = [
    .strong: "1", .muted: "2", .good: "32", .bad: "1;31", .warning: "33", .removed: "31", .added: "32",
  ]

  // MARK: - Running text

  /// Words keep their tones over line ends. Without color, what was removed and added in a text is in brackets.
  private func wrapped(
    _ spans: [Statement.Span], first: String, rest: String, marksChanges: Bool = true
  ) -> [String] {
    var lines: [String] = []
    var line = first
    var used = TerminalText.columns(of: first)
    for span in spans {
      let isChange = marksChanges && !usesColor && (span.tone == .removed || span.tone == .added)
      let isPart = isChange && Self.isWithinText(spans)
      let text = isPart ? (span.tone == .removed ? "[-\(span.text)-]" : "{+\(span.text)+}") : span.text
      for word in TextDifference.words(Self.printable(text)) {
        let columns = TerminalText.columns(of: word)
        let bare = word.hasSuffix(" ") ? columns - 1 : columns
        if used + bare > width, used > TerminalText.columns(of: rest) {
          lines.append(Self.trimmed(line))
          line = rest
          used = TerminalText.columns(of: rest)
        }
        line += painted(word, span.tone)
        used += columns
      }
    }
    return lines + [Self.trimmed(line)]
  }

  /// Where no word and no arrow says so, brackets tell what went from what came.
  private static func isWithinText(_ spans: [Statement.Span]) -> Bool {
    !spans.contains { [" → ", "now ", "no longer "].contains($0.text) }
  }

  /// No text of a report may steer the terminal.
  private static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          scalar.properties.generalCategory == .control ? (scalar == "\n" ? " " : "\u{FFFD}") : scalar
        }))
  }

  private static func trimmed(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }

  // MARK: - Tables

  private func table(_ columns: [Statement.Column], _ rows: [[Statement.Span]]) -> [String] {
    let kept = fitting(columns, rows)
    let widths = kept.map { column in self.columnWidth(columns, rows, column) }
    let spare = width - 2 - widths.reduce(0, +) - 2 * (kept.count - 1)
    // The columns of names give way first.
    var limits = widths
    if spare < 0, let widest = kept.indices.filter({ !columns[kept[$0]].isNumber }).max(by: { widths[$0] < widths[$1] })
    {
      limits[widest] = max(8, limits[widest] + spare)
    }
    let head = kept.map { Statement.Span(columns[$0].title, .muted) }
    return ([head] + rows.map { row in kept.map { row[$0] } }).map { cells in
      let parts = cells.indices.map { index in
        cell(cells[index], isNumber: columns[kept[index]].isNumber, width: limits[index])
      }
      return Self.trimmed("  " + parts.joined(separator: "  "))
    }
  }

  private func columnWidth(_ columns: [Statement.Column], _ rows: [[Statement.Span]], _ column: Int) -> Int {
    let cells = rows.map { TerminalText.columns(of: $0[column].text) }
    return max(TerminalText.columns(of: columns[column].title), cells.max() ?? 0)
  }

  /// Columns from the right are left out until the table fits with names of twelve columns.
  private func fitting(_ columns: [Statement.Column], _ rows: [[Statement.Span]]) -> [Int] {
    var kept = Array(columns.indices)
    func least(_ kept: [Int]) -> Int {
      kept.reduce(0) { sum, column in
        let width = columnWidth(columns, rows, column)
        return sum + 2 + (columns[column].isNumber || column > 0 ? width : min(width, 12))
      }
    }
    while kept.count > 2, least(kept) > width { kept.removeLast() }
    return kept
  }

  private func cell(_ span: Statement.Span, isNumber: Bool, width: Int) -> String {
    let text = Self.cut(Self.printable(span.text), width)
    let space = String(repeating: " ", count: max(0, width - TerminalText.columns(of: text)))
    return isNumber ? space + painted(text, span.tone) : painted(text, span.tone) + space
  }

  private static func cut(_ text: String, _ width: Int) -> String {
    guard TerminalText.columns(of: text) > width else { return text }
    var result = ""
    var used = 0
    for character in text {
      let columns = TerminalText.columns(of: String(character))
      if used + columns > width - 1 { break }
      result.append(character)
      used += columns
    }
    return result + "…"
  }
}
