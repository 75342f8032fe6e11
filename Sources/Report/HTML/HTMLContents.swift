/// The table of contents: sections and their subsections, nested.
struct HTMLContents {
  /// The deepest level that is listed.
  static let depth = 2

  /// Empty where there is no section.
  static func html(_ blocks: [ReportBlock]) -> String {
    let headings = blocks.compactMap { block in
      if case .heading(let heading) = block, heading.level <= depth { heading } else { nil }
    }
    var rest = headings[...]
    return list(&rest, level: 1)
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
