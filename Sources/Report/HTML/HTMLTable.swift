/// A table as HTML: rules above, below and under the head, numbers on their points, wide ones scroll by themselves.
struct HTMLTable {
  static func html(_ table: ReportTable) -> String {
    let id = table.anchor.map { HTMLText.attribute("id", $0) } ?? ""
    var html = "<figure class=\"table\"\(id)>\n"
    if let label = table.label {
      let caption = HTMLInlines.html(table.caption)
      html += "<figcaption\(table.anchor.map { HTMLText.attribute("id", $0 + "-caption") } ?? "")>"
      html += "<span class=\"label\">\(HTMLText.escaped(label)).</span> \(caption)"
      html += table.anchor.map { HTMLBlocks.anchor(to: $0, label) } ?? ""
      html += "</figcaption>\n"
    }
    html += "<div class=\"scroll\" tabindex=\"0\" role=\"region\"\(name(of: table))>\n<table>\n"
    html += head(of: table) + body(of: table)
    html += "</table>\n</div>\n" + notes(of: table)
    if let source = table.source { html += "<div class=\"tools\">\n\(HTMLBlocks.html(source))</div>\n" }
    return html + "</figure>\n"
  }

  private static func name(of table: ReportTable) -> String {
    guard let anchor = table.anchor else { return HTMLText.attribute("aria-label", "Table") }
    return HTMLText.attribute("aria-labelledby", anchor + "-caption")
  }

  private static func head(of table: ReportTable) -> String {
    let cells = table.columns.map { column in
      "<th scope=\"col\"\(classes(column.alignment, padding: nil))\(key(of: column))>"
        + "\(HTMLInlines.html(column.title))</th>"
    }
    return "<thead>\n<tr>\(cells.joined())</tr>\n</thead>\n"
  }

  private static func body(of table: ReportTable) -> String {
    let fractions = table.columns.indices.map { index in
      table.rows.map { DecimalText.fractionLength(of: $0[index].content.plainText) ?? 0 }.max() ?? 0
    }
    let rows = table.rows.enumerated().map { number, row in
      let section = table.section(before: number).map { section in
        "\(number == 0 ? "" : "</tbody>\n<tbody>\n")<tr class=\"section\"><th scope=\"rowgroup\" "
          + "colspan=\"\(row.count)\">\(HTMLInlines.html(section.title))</th></tr>\n"
      }
      let cells = row.indices.map { index in
        cell(row[index], in: table.columns[index], fraction: fractions[index], isFirst: index == 0)
      }
      let subject = table.subjects.isEmpty ? "" : attribute(of: table.subjects[number])
      return "\(section ?? "")<tr\(subject)>\(cells.joined())</tr>\n"
    }
    return "<tbody>\n\(rows.joined())</tbody>\n"
  }

  /// What programs read, so that each number of the page can be worked out again.
  private static func key(of column: ReportTable.Column) -> String {
    column.key.map { HTMLText.attribute("data-key", $0) } ?? ""
  }

  private static func attribute(of subject: ReportTable.Subject) -> String {
    switch subject {
    case .configuration(let name): HTMLText.attribute("data-configuration", name)
    case .claim(let name): HTMLText.attribute("data-claim", name)
    case .claims(let cell): HTMLText.attribute("data-claims", cell)
    }
  }

  /// A number that has fewer digits after its point than the longest of its column is moved in by as many digits' widths.
  private static func cell(
    _ cell: ReportTable.Cell, in column: ReportTable.Column, fraction: Int, isFirst: Bool
  ) -> String {
    let marks = cell.noteMarks.map { "<sup class=\"mark\">\(HTMLText.escaped($0))</sup>" }.joined()
    let content =
      cell.content.map { inline in
        if case .value(let value) = inline { return HTMLInlines.html(value, showsNote: false) }
        return HTMLInlines.html([inline])
      }.joined() + marks
    var padding: Int?
    if column.alignment == .decimal, let own = DecimalText.fractionLength(of: cell.content.plainText) {
      padding = fraction == own ? nil : fraction - own + (own == 0 ? 10 : 0)
    }
    let attributes = classes(column.alignment, padding: padding, isProse: column.isProse)
    return isFirst ? "<th scope=\"row\"\(attributes)>\(content)</th>" : "<td\(attributes)>\(content)</td>"
  }

  /// `p3`: three digits are lacking; `p13`: three digits and the point.
  private static func classes(_ alignment: ReportTable.Column.Alignment, padding: Int?, isProse: Bool = false) -> String
  {
    let pad = padding.map { " p\(min($0, 19))" } ?? ""
    return " class=\"\(alignment.rawValue)\(pad)\(isProse ? " prose" : "")\""
  }

  private static func notes(of table: ReportTable) -> String {
    guard !table.notes.isEmpty else { return "" }
    let notes = table.notes.map { note in
      let mark = note.mark.map { "<sup class=\"mark\">\(HTMLText.escaped($0))</sup> " } ?? ""
      return "<p>\(mark)\(HTMLInlines.html(note.text))</p>\n"
    }
    return "<div class=\"notes\">\n\(notes.joined())</div>\n"
  }
}
