import Mathematics

/// A report's blocks as the Markdown that Jupyter shows: GitHub's tables, formulas between dollar signs, and HTML for the places
/// that references lead to.
enum JupyterMarkdown {
  static func text(_ blocks: [ReportBlock]) -> String { blocks.compactMap(text).joined(separator: "\n\n") }

  /// Nil for a block that is no text: a figure.
  static func text(_ block: ReportBlock) -> String? {
    switch block {
    case .heading(let heading):
      let number = heading.number.map { escaped($0) + " " } ?? ""
      // The title is the first level.
      let signs = String(repeating: "#", count: min(6, heading.level + 1))
      return "\(place(heading.anchor))\n\n\(signs) \(number)\(inlines(heading.title))"
    case .paragraph(let content): return inlines(content)
    case .list(let list): return text(list)
    case .quote(let blocks): return quoted(text(blocks))
    case .equation(let equation): return text(equation)
    case .code(let listing): return fenced(listing.text, language: listing.language ?? "")
    case .table(let table): return text(table)
    case .cell(let cell): return text(cell)
    case .notice(let notice): return text(notice)
    case .rule: return "---"
    case .figure: return nil
    }
  }

  // MARK: - Blocks

  private static func text(_ list: ReportList) -> String {
    let items = list.items.enumerated().map { index, blocks -> String in
      let marker = list.start.map { "\($0 + index). " } ?? "- "
      var box = ""
      if !list.checks.isEmpty, let check = list.checks[index] { box = check ? "☑ " : "☐ " }
      let space = String(repeating: " ", count: marker.count)
      let lines = (box + text(blocks)).split(separator: "\n", omittingEmptySubsequences: false)
      return marker + lines.enumerated().map { $0 == 0 || $1.isEmpty ? String($1) : space + $1 }.joined(separator: "\n")
    }
    return items.joined(separator: list.isTight ? "\n" : "\n\n")
  }

  /// On one line, since a quotation or a list would put its own signs between several.
  private static func text(_ equation: ReportEquation) -> String {
    var source = oneLine(equation.formula.source)
    if equation.formula.tag == nil, let number = equation.number { source += " \\tag{\(number)}" }
    let anchor = equation.anchor.map { place($0) + "\n\n" } ?? ""
    return "\(anchor)$$\(source)$$"
  }

  /// A cell of the notebook, folded.
  static func text(_ cell: CellListing) -> String {
    let code = cell.source.isEmpty ? "" : "\n\n" + fenced(cell.source, language: "yaml")
    return "\(place(cell.anchor))<details><summary>\(HTMLText.escaped(cell.kind)) "
      + "<code>\(HTMLText.escaped(cell.name))</code></summary>\(code)\n\n</details>"
  }

  static func text(_ notice: ReportNotice) -> String {
    var parts = ["**\(escaped(notice.title)).** \(inlines(notice.text))"]
    if !notice.items.isEmpty { parts.append(notice.items.map { "- \(inlines($0))" }.joined(separator: "\n")) }
    return (notice.anchor.map { place($0) + "\n\n" } ?? "") + quoted(parts.joined(separator: "\n\n"))
  }

  static func text(_ table: ReportTable) -> String {
    var parts: [String] = []
    if let anchor = table.anchor { parts.append(place(anchor)) }
    if let label = table.label { parts.append("**\(escaped(label)).** \(inlines(table.caption))") }
    var rows = [row(table.columns.map(\.title)), rule(table.columns)]
    for (index, cells) in table.rows.enumerated() {
      if let section = table.section(before: index) {
        rows.append(row([[.strong(section.title)]] + table.columns.dropFirst().map { _ in [] }))
      }
      rows.append(row(cells.map { $0.content + marks($0.noteMarks) }))
    }
    parts.append(rows.joined(separator: "\n"))
    for note in table.notes { parts.append((note.mark.map { "(\($0)) " } ?? "") + inlines(note.text)) }
    return parts.joined(separator: "\n\n")
  }

  private static func marks(_ marks: [String]) -> [ReportInline] { marks.map { .text(" (\($0))") } }

  private static func row(_ cells: [[ReportInline]]) -> String {
    "| " + cells.map { inlines($0, isCell: true).replacing("\n", with: " ") }.joined(separator: " | ") + " |"
  }

  private static func rule(_ columns: [ReportTable.Column]) -> String {
    let cells = columns.map { column in
      switch column.alignment {
      case .leading: "---"
      case .center: ":-:"
      case .trailing, .decimal: "--:"
      }
    }
    return "| " + cells.joined(separator: " | ") + " |"
  }

  /// With more backticks than the text has in a row.
  private static func fenced(_ text: String, language: String) -> String {
    var fence = "```"
    while text.contains(fence) { fence += "`" }
    return "\(fence)\(language.filter { $0.isLetter || $0.isNumber || "-+".contains($0) })\n\(text)\n\(fence)"
  }

  private static func quoted(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? ">" : "> \($0)" }
      .joined(separator: "\n")
  }

  /// Where a link to `anchor` leads.
  static func place(_ anchor: String) -> String { "<a id=\"\(HTMLText.escaped(anchor))\"></a>" }

  // MARK: - Text

  /// In a cell of a table no `|` may be a sign of its own, even in code and formulas.
  static func inlines(_ content: [ReportInline], isCell: Bool = false) -> String {
    content.map { text($0, isCell) }.joined()
  }

  private static func text(_ inline: ReportInline, _ isCell: Bool) -> String {
    switch inline {
    case .text(let text): return escaped(text)
    case .emphasis(let content): return marked("*", inlines(content, isCell: isCell))
    case .strong(let content): return marked("**", inlines(content, isCell: isCell))
    case .strikethrough(let content): return marked("~~", inlines(content, isCell: isCell))
    case .code(let text): return code(isCell ? text.replacing("|", with: "\\|") : text)
    case .math(let formula):
      let source = oneLine(formula.source)
      return "$\(isCell ? source.replacing("|", with: "\\vert ") : source)$"
    case .link(let destination, let content): return link(inlines(content, isCell: isCell), destination)
    case .value(let value): return escaped(value.text) + (value.note.map { " (\(escaped($0)))" } ?? "")
    case .reference(let reference): return link(escaped(reference.text), "#" + reference.anchor)
    case .citation(let citation):
      let pieces = citation.pieces.map { piece in
        let words = inlines(piece.content, isCell: isCell)
        return piece.reference.map { link(words, "#" + $0) } ?? words
      }
      return place(citation.anchor) + pieces.joined()
    case .footnote(let mark):
      return "<sup id=\"\(HTMLText.escaped(mark.anchor))\">\(link(String(mark.number), "#" + mark.note))</sup>"
    case .lineBreak: return isCell ? "<br>" : "  \n"
    }
  }

  /// Signs of emphasis only take hold beside letters.
  private static func marked(_ sign: String, _ text: String) -> String {
    let inner = text.drop { $0 == " " }
    let end = inner.reversed().prefix { $0 == " " }.count
    guard inner.count > end else { return text }
    return String(text.prefix(text.count - inner.count)) + sign + inner.dropLast(end) + sign
      + String(repeating: " ", count: end)
  }

  private static func link(_ words: String, _ destination: String) -> String {
    guard let safe = SafeLink.checked(destination) else { return words }
    let address = safe.replacing("(", with: "%28").replacing(")", with: "%29").replacing(" ", with: "%20")
      .replacing("<", with: "%3C").replacing(">", with: "%3E")
    return "[\(words)](\(address))"
  }

  private static func code(_ text: String) -> String {
    var fence = "`"
    while text.contains(fence) { fence += "`" }
    let space = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
    return fence + space + text.replacing("\n", with: " ") + space + fence
  }

  private static func oneLine(_ source: String) -> String {
    source.split { $0.isNewline }.map { $0.trimming(while: { $0 == " " || $0 == "\t" }) }.joined(separator: " ")
  }

  /// Text of which Markdown, HTML and MathJax make nothing else. A backslash or a dollar sign is an entity, since MathJax looks for
  /// them before Markdown does.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "&#92;"
      case "$": result += "&#36;"
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "`", "*", "_", "[", "]", "|", "~", "#": result += "\\\(character)"
      default: result += character.isNewline ? " " : String(character)
      }
    }
    // What would begin a list at the start of a line: a sign, or a number with a point.
    if let first = result.first, "-+".contains(first) { return "\\" + result }
    let digits = result.prefix { $0.isASCII && $0.isNumber }
    let rest = result[digits.endIndex...]
    guard !digits.isEmpty, rest.hasPrefix(". ") || rest.hasPrefix(") ") || rest == "." else { return result }
    return "\(digits)\\\(rest)"
  }
}

extension Substring {
  fileprivate func trimming(while isIdle: (Character) -> Bool) -> String {
    let front = drop(while: isIdle)
    return String(front.dropLast(front.reversed().prefix(while: isIdle).count))
  }
}
