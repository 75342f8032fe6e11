import Mathematics

/// The report's body as HTML.
struct HTMLBlocks {
  /// The picture of each figure as inline SVG, by its anchor.
  let pictures: [String: String]
  private let cache: ReportCache?

  init(pictures: [String: String], cache: ReportCache? = nil) {
    self.pictures = pictures
    self.cache = cache
  }

  /// Cells that follow each other are one group.
  func html(_ blocks: [ReportBlock]) -> String {
    var html = ""
    var cells: [CellListing] = []
    for block in blocks {
      if case .cell(let cell) = block {
        cells.append(cell)
        continue
      }
      html += HTMLBlocks.group(cells)
      cells = []
      html += self.html(block)
    }
    return html + HTMLBlocks.group(cells)
  }

  private func html(_ block: ReportBlock) -> String {
    switch block {
    case .heading(let heading): HTMLBlocks.html(heading)
    case .paragraph(let inlines): "<p>\(HTMLInlines.html(inlines))</p>\n"
    case .list(let list): self.html(list)
    case .quote(let blocks):
      "<blockquote\(HTMLBlocks.isDisplay(blocks) ? " class=\"display\"" : "")>\n\(self.html(blocks))</blockquote>\n"
    case .equation(let equation): HTMLBlocks.html(equation)
    case .code(let listing): HTMLBlocks.html(listing)
    case .table(let table): HTMLTable.html(table)
    case .figure(let figure):
      HTMLFigure.html(
        figure, picture: pictures[figure.anchor] ?? "",
        data: cache?.data(of: figure) ?? HTMLFigure.data(of: figure))
    case .cell(let cell): HTMLBlocks.group([cell])
    case .notice(let notice): HTMLBlocks.html(notice)
    case .rule: "<hr>\n"
    }
  }

  /// A quote of one short line, a formula or a motto, is centered, as on paper.
  private static func isDisplay(_ blocks: [ReportBlock]) -> Bool {
    guard blocks.count == 1, case .paragraph(let inlines)? = blocks.first else { return false }
    return inlines.plainText.count <= 60 && !inlines.contains(.lineBreak)
  }

  private func html(_ list: ReportList) -> String {
    let items = list.items.indices.map { index -> String in
      let blocks = list.items[index]
      let check = list.checks.isEmpty ? nil : list.checks[index]
      // A box that cannot be ticked, with its state in words for readers who do not see it.
      let box =
        check.map {
          "<span class=\"check\" role=\"img\" aria-label=\"\($0 ? "done" : "open")\">\($0 ? "☑" : "☐")</span> "
        } ?? ""
      let open = check == nil ? "<li>" : "<li class=\"task\">"
      if list.isTight, blocks.count == 1, case .paragraph(let inlines) = blocks[0] {
        return "\(open)\(box)\(HTMLInlines.html(inlines))</li>\n"
      }
      return "\(open)\(box)\n\(html(blocks))</li>\n"
    }
    let tag = list.start == nil ? "ul" : "ol"
    let start = list.start.map { $0 == 1 ? "" : " start=\"\($0)\"" } ?? ""
    return "<\(tag)\(start)>\n\(items.joined())</\(tag)>\n"
  }

  /// A section is an `h2`, since the title is the `h1`.
  private static func html(_ heading: ReportHeading) -> String {
    let tag = "h\(min(heading.level + 1, 6))"
    let number = heading.number.map { "<span class=\"number\">\(HTMLText.escaped($0))</span> " } ?? ""
    let title = HTMLInlines.html(heading.title)
    return "<\(tag)\(HTMLText.attribute("id", heading.anchor))>\(number)\(title)"
      + "\(anchor(to: heading.anchor, heading.number.map { "Section\u{A0}\($0)" } ?? "this section"))</\(tag)>\n"
  }

  /// A small link to a place, for copying.
  static func anchor(to anchor: String, _ name: String) -> String {
    " <a class=\"anchor\"\(HTMLText.attribute("href", "#" + anchor))"
      + "\(HTMLText.attribute("aria-label", "Link to \(name)"))>#</a>"
  }

  private static func html(_ equation: ReportEquation) -> String {
    let id = equation.anchor.map { HTMLText.attribute("id", $0) } ?? ""
    let label = equation.label.map { "<span class=\"equation-number\">\(HTMLText.escaped($0))</span>" } ?? ""
    let link = equation.anchor.map { anchor(to: $0, "this equation") } ?? ""
    return "<div class=\"equation\"\(id)>\(equation.formula.mathML)<span>\(link)\(label)</span></div>\n"
  }

  private static func html(_ listing: CodeListing) -> String {
    let language = listing.language.map { HTMLText.attribute("class", "language-" + Anchors.slug($0)) } ?? ""
    return "<pre tabindex=\"0\"><code\(language)>\(HTMLText.escaped(listing.text))</code></pre>\n"
  }

  /// A cell, folded.
  static func html(_ cell: CellListing) -> String {
    let code = cell.source.isEmpty ? "" : "<pre tabindex=\"0\"><code>\(HTMLText.escaped(cell.source))</code></pre>"
    return "<details class=\"cell\"\(HTMLText.attribute("id", cell.anchor))><summary>"
      + "<span class=\"kind\">\(HTMLText.escaped(cell.kind))</span> "
      + "<span class=\"name\">\(HTMLText.escaped(cell.name))</span></summary>\(code)</details>\n"
  }

  static func group(_ cells: [CellListing]) -> String {
    cells.isEmpty ? "" : "<div class=\"cells\">\n\(cells.map { html($0) }.joined())</div>\n"
  }

  static func html(_ notice: ReportNotice) -> String {
    let id = notice.anchor.map { HTMLText.attribute("id", $0) } ?? ""
    var html = "<div class=\"notice \(notice.weight.rawValue)\" role=\"note\"\(id)>\n"
    html += "<p class=\"notice-title\">\(HTMLText.prose(notice.title))</p>\n"
    if !notice.text.isEmpty { html += "<p>\(HTMLInlines.html(notice.text))</p>\n" }
    if !notice.items.isEmpty {
      html += "<ul>\n\(notice.items.map { "<li>\(HTMLInlines.html($0))</li>\n" }.joined())</ul>\n"
    }
    return html + "</div>\n"
  }
}
