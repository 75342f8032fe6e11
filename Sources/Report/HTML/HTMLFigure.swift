import OffprintCore

/// A figure as HTML.
struct HTMLFigure {
  /// More data than this would make the page heavy: a figure that is alive has them in a form of its own, and for others they
  /// are in the report's folder.
  private static let dataLimit = 64 << 10

  /// `picture` is inline SVG, whose title and description name it for readers who do not see it; `data` are the blocks of
  /// `data(of:)`.
  static func html(_ figure: ReportFigure, picture: String, data: String) -> String {
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
    html += HTMLBlocks.anchor(to: figure.anchor, figure.label) + "</figcaption>\n"
    html += "<div class=\"tools\">\n\(figure.source.map { HTMLBlocks.html($0) } ?? "")"
    html += "<p class=\"data\">Data: <code>figures/\(HTMLText.escaped(figure.anchor)).json</code></p>\n</div>\n"
    return html + data + "</figure>\n"
  }

  /// What scripts need: the figure's data as a file to save, and its scene.
  static func data(of figure: ReportFigure) -> String { file(of: figure) + FigureData.block(of: figure) }

  /// What the script saves as a file.
  private static func file(of figure: ReportFigure) -> String {
    let json = figure.data.canonicalJSON
    guard json.utf8.count <= dataLimit else { return "" }
    return FigureData.script(json: json, attribute: "class=\"figure-data\"")
  }
}
