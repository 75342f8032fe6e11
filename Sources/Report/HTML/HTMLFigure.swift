/// A figure as HTML.
struct HTMLFigure {
  /// `picture` is inline SVG, whose title and description name it for readers who do not see it.
  static func html(_ figure: ReportFigure, picture: String) -> String {
    var html = "<figure class=\"plot\"\(HTMLText.attribute("id", figure.anchor))>\n"
    html += "<div class=\"picture\">\n\(picture)</div>\n"
    html += "<figcaption><span class=\"label\">\(HTMLText.escaped(figure.label)).</span> "
    html += HTMLInlines.html(figure.caption)
    if let note = figure.captionNote { html += " <span class=\"caption-note\">\(HTMLText.escaped(note))</span>" }
    html += "</figcaption>\n"
    if let source = figure.source { html += HTMLBlocks.html(source) }
    return html + "</figure>\n"
  }
}
