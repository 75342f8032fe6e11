import OffprintCore

/// A computed table as a cell of code, which works its numbers out again from `runs.csv`, and what it shows.
enum JupyterTable {
  /// The code: what the report prints, and what each row and column is about.
  static func code(_ table: ReportTable) -> String {
    var lines = ["table("]
    lines.append("    \(PythonText.string(title(table))),")
    lines.append("    columns=[")
    for column in table.columns {
      let key = column.key.map(PythonText.string) ?? "None"
      lines.append("        (\(PythonText.string(column.title.plainText)), \(key)),")
    }
    lines.append("    ],")
    lines.append("    rows=[")
    for (index, cells) in table.rows.enumerated() {
      if let section = table.section(before: index) {
        lines.append("        # \(PythonText.comment(section.title.plainText))")
      }
      let texts = cells.map { PythonText.string($0.content.plainText) }.joined(separator: ", ")
      lines.append("        (\(subject(of: index, in: table)), [\(texts)]),")
    }
    lines.append("    ],")
    lines.append(")")
    return lines.joined(separator: "\n")
  }

  static func output(_ table: ReportTable) -> JupyterFile.Output {
    JupyterFile.Output(text: plain(table), html: html(table))
  }

  private static func title(_ table: ReportTable) -> String {
    (table.label.map { "\($0). " } ?? "") + table.caption.plainText
  }

  private static func subject(of row: Int, in table: ReportTable) -> String {
    guard table.subjects.indices.contains(row), case .configuration(let name) = table.subjects[row] else {
      return "None"
    }
    return PythonText.string(name)
  }

  private static func html(_ table: ReportTable) -> String {
    func row(_ cells: [String], _ tag: String) -> String {
      "<tr>" + cells.map { "<\(tag)>\(HTMLText.escaped($0))</\(tag)>" }.joined() + "</tr>"
    }
    var lines = ["<table>", "<caption>\(HTMLText.escaped(title(table)))</caption>"]
    lines.append("<thead>\(row(table.columns.map(\.title.plainText), "th"))</thead>")
    lines.append("<tbody>")
    for cells in table.rows { lines.append(row(cells.map(\.content.plainText), "td")) }
    return (lines + ["</tbody>", "</table>"]).joined(separator: "\n")
  }

  private static func plain(_ table: ReportTable) -> String {
    let rows = [table.columns.map(\.title.plainText)] + table.rows.map { $0.map(\.content.plainText) }
    let widths = table.columns.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      let padded = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ")
      return String(padded.reversed().drop { $0 == " " }.reversed())
    }
    return ([title(table)] + lines).joined(separator: "\n")
  }
}

/// Values as Python's source has them.
enum PythonText {
  /// JSON's strings are Python's.
  static func string(_ text: String) -> String { Setting.quoted(text) }

  /// For behind a `#`.
  static func comment(_ text: String) -> String { text.map { $0.isNewline ? " " : String($0) }.joined() }
}
