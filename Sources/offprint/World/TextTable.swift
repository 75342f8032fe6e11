import OffprintCore

/// Columns of text for a terminal, each as wide as its widest cell.
struct TextTable {
  enum Alignment {
    case left
    case right
  }

  private let titles: [String]
  private let alignments: [Alignment]
  private var rows: [[String]] = []

  init(_ columns: [(title: String, alignment: Alignment)]) {
    titles = columns.map(\.title)
    alignments = columns.map(\.alignment)
  }

  var isEmpty: Bool { rows.isEmpty }

  mutating func add(_ cells: [String]) {
    precondition(cells.count == titles.count, "a row has a cell for each column")
    rows.append(cells)
  }

  /// The lines, each cut to `width` columns; the last column is the one that gives way.
  func lines(width: Int) -> [String] {
    let all = [titles] + rows
    let widths = titles.indices.map { column in all.map { TerminalText.columns(of: $0[column]) }.max() ?? 0 }
    return all.map { row in
      let cells = row.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - TerminalText.columns(of: row[column]))
        return alignments[column] == .left ? row[column] + space : space + row[column]
      }
      let line = cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed()
      return Quantities.cut(String(line), columns: width)
    }
  }
}
