import Mathematics

/// Running text as HTML.
struct HTMLInlines {
  /// Outside links, inside which HTML allows no other link.
  static func html(_ inlines: [ReportInline], insideLink: Bool = false) -> String {
    inlines.map { html($0, insideLink: insideLink) }.joined()
  }

  private static func html(_ inline: ReportInline, insideLink: Bool) -> String {
    switch inline {
    case .text(let text): return HTMLText.prose(text)
    case .code(let text): return "<code>\(HTMLText.escaped(text))</code>"
    case .math(let formula): return formula.mathML
    case .emphasis(let content): return "<em>\(html(content, insideLink: insideLink))</em>"
    case .strong(let content): return "<strong>\(html(content, insideLink: insideLink))</strong>"
    case .strikethrough(let content): return "<del>\(html(content, insideLink: insideLink))</del>"
    case .lineBreak: return "<br>\n"
    case .value(let value): return html(value, insideLink: insideLink)
    case .reference(let reference):
      let text = HTMLText.prose(reference.text)
      return insideLink
        ? text : "<a class=\"reference\"\(HTMLText.attribute("href", "#" + reference.anchor))>\(text)</a>"
    case .citation(let citation): return html(citation, insideLink: insideLink)
    case .footnote(let mark):
      // A footnote's number inside another link would be a second link.
      guard !insideLink else { return "" }
      return "<sup class=\"footnote-mark\"\(HTMLText.attribute("id", mark.anchor))>"
        + "<a role=\"doc-noteref\"\(HTMLText.attribute("href", "#" + mark.note))>\(mark.number)</a></sup>"
    case .link(let destination, let content):
      let text = html(content, insideLink: true)
      guard !insideLink, let checked = SafeLink.checked(destination) else { return text }
      let outward =
        checked.hasPrefix("#") ? "" : (isShown(checked, content) ? " class=\"bare\"" : "") + " rel=\"noreferrer\""
      return "<a\(HTMLText.attribute("href", checked))\(outward)>\(text)</a>"
    }
  }

  /// Whether the words of a link are its address, so that paper need not print it once more.
  private static func isShown(_ address: String, _ content: [ReportInline]) -> Bool {
    let words = content.plainText
    return words.count > 4 && address.hasSuffix(words)
  }

  private static func html(_ citation: ReportCitation, insideLink: Bool) -> String {
    let text = citation.pieces.map { piece -> String in
      guard let reference = piece.reference, !insideLink else { return html(piece.content, insideLink: insideLink) }
      return "<a role=\"doc-biblioref\"\(HTMLText.attribute("href", "#" + reference))>"
        + "\(html(piece.content, insideLink: true))</a>"
    }.joined()
    // Inside a link, as in the contents, it is a repetition: the place that references lead back to is in the text.
    guard !insideLink else { return text }
    return "<span class=\"citation\"\(HTMLText.attribute("id", citation.anchor))>\(text)</span>"
  }

  /// A computed number: a link to the cell that asked for it, with its origin as a tooltip and as data for the script, and what
  /// is to be known about it in sight.
  static func html(_ value: ComputedValue, showsNote: Bool = true, insideLink: Bool = false) -> String {
    let tag = insideLink ? "span" : "a"
    var html = "<\(tag) class=\"value\""
    if !insideLink { html += HTMLText.attribute("href", "#" + (value.provenance.anchor ?? "data")) }
    html += HTMLText.attribute("title", origin(of: value.provenance))
    html += HTMLText.attribute("data-path", value.provenance.path)
    if !value.provenance.runs.isEmpty {
      html += HTMLText.attribute("data-runs", RunRanges.text(of: value.provenance.runs))
    }
    html += ">\(HTMLText.prose(value.text))</\(tag)>"
    if showsNote, let note = value.note { html += " <span class=\"value-note\">(\(HTMLText.prose(note)))</span>" }
    return html
  }

  /// `arcface.accuracy · seeds 1, 2, 3`.
  static func origin(of provenance: ValueProvenance) -> String {
    guard !provenance.seeds.isEmpty else { return provenance.path }
    return "\(provenance.path) · \(SeedText.phrase(provenance.seeds))"
  }
}
