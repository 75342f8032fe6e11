/// A figure as HTML.
struct HTMLFigure {
  /// `picture` is inline SVG, whose title and description name it for readers who do not see it.
  static func html(_ figure: ReportFigure, picture: String) -> String {
    var html = "<figure class=\"plot\"\(HTMLText.attribute("id", figure.anchor))>\n"
    let caption = HTMLText.attribute("id", figure.anchor + "-caption")
    // What may scroll sideways can be reached by the keyboard.
    let scroll =
      figure.narrowDrawing == nil
      ? " tabindex=\"0\" role=\"region\"" + HTMLText.attribute("aria-labelledby", figure.anchor + "-caption") : ""
    html += "<div class=\"picture\"\(scroll)>\n\(picture)</div>\n"
    html += "<figcaption\(caption)><span class=\"label\">\(HTMLText.escaped(figure.label)).</span> "
    html += HTMLInlines.html(figure.caption)
    if let note = figure.captionNote { html += " <span class=\"caption-note\">\(HTMLText.prose(note))</span>" }
    html += "</figcaption>\n"
    if let source = figure.source { html += HTMLBlocks.html(source) }
    return html + "</figure>\n"
  }
}
