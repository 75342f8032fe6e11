/// What stands after the text: the list of references, and the footnotes, each with links back to where it is meant.
enum HTMLEndNotes {
  /// Empty where nothing is cited.
  static func references(_ references: [ReportReference]) -> String {
    guard !references.isEmpty else { return "" }
    let items = references.map { reference in
      let marker = reference.marker.map { "<span class=\"marker\">\(HTMLText.escaped($0))</span> " } ?? ""
      return "<li\(HTMLText.attribute("id", reference.anchor))>\(marker)\(HTMLInlines.html(reference.text)) "
        + "\(back(to: reference.citedAt, "Back to citation"))</li>\n"
    }
    return "<section class=\"references\" role=\"doc-bibliography\" aria-labelledby=\"references\">\n"
      + "<h2 id=\"references\">References</h2>\n<ul class=\"reference-list\">\n\(items.joined())</ul>\n</section>\n"
  }

  /// Empty where there are none.
  static func footnotes(_ footnotes: [ReportFootnote], _ blocks: HTMLBlocks) -> String {
    guard !footnotes.isEmpty else { return "" }
    let items = footnotes.map { note in
      "<li\(HTMLText.attribute("id", note.anchor)) value=\"\(note.number)\">\n\(blocks.html(note.blocks))"
        + "\(back(to: note.markedAt, "Back to the text"))</li>\n"
    }
    return "<section class=\"footnotes\" role=\"doc-endnotes\" aria-labelledby=\"footnotes\">\n"
      + "<h2 id=\"footnotes\">Notes</h2>\n<ol>\n\(items.joined())</ol>\n</section>\n"
  }

  private static func back(to anchors: [String], _ words: String) -> String {
    anchors.enumerated().map { index, anchor in
      let label = anchors.count == 1 ? words : "\(words) \(index + 1)"
      return "<a class=\"back\" role=\"doc-backlink\"\(HTMLText.attribute("href", "#" + anchor))"
        + "\(HTMLText.attribute("aria-label", label))>↩</a>"
    }.joined(separator: " ")
  }
}
