/// The table of contents: sections and their subsections, nested.
struct HTMLContents {
  /// The deepest level that is listed.
  static let depth = 2

  /// Empty where there is no section. What stands after the text is listed without numbers.
  static func html(of document: ReportDocument) -> String {
    let headings = document.body.compactMap { block in
      if case .heading(let heading) = block, heading.level <= depth { heading } else { nil }
    }
    var rest = headings[...]
    let sections = list(&rest, level: 1)
    guard !sections.isEmpty else { return "" }
    var end = ""
    if !document.references.isEmpty { end += item("References", "references") }
    if !document.footnotes.isEmpty { end += item("Notes", "footnotes") }
    end += item("Reproducibility", "reproducibility")
    return sections + "<ol class=\"end\">\n\(end)</ol>\n"
  }

  private static func item(_ title: String, _ anchor: String) -> String {
    "<li><a href=\"#\(anchor)\">\(title)</a></li>\n"
  }

  private static func list(_ headings: inout ArraySlice<ReportHeading>, level: Int) -> String {
    var items = ""
    while let heading = headings.first, heading.level >= level {
      headings.removeFirst()
      let number = heading.number.map { "<span class=\"number\">\(HTMLText.escaped($0))</span> " } ?? ""
      let title = HTMLInlines.html(heading.title, insideLink: true)
      let inner = list(&headings, level: level + 1)
      items += "<li><a\(HTMLText.attribute("href", "#" + heading.anchor))>\(number)\(title)</a>\(inner)</li>\n"
    }
    return items.isEmpty ? "" : "<ol>\n\(items)</ol>\n"
  }
}
