package import Interop

/// What the document does not say about its PDF.
package struct PDFOptions: Hashable, Sendable {
  /// Creation and modification time, `2021-06-01T00:00:00Z`. From `SOURCE_DATE_EPOCH` where that is set; never the clock's.
  package var date: String
  package var style: PageStyle

  package init(date: String = "1970-01-01T00:00:00Z", style: PageStyle = .paper) {
    self.date = date
    self.style = style
  }
}

/// Sets a report as a paper: A4, justified text, floats, page numbers, bookmarks and links. Two steps: `layout` decides where
/// everything goes and draws nothing, `write` draws it. Equal arguments and fonts give equal bytes.
package enum PDFWriter {
  package static func write(
    _ document: ReportDocument, options: PDFOptions = PDFOptions()
  ) throws(CairoError) -> [UInt8] {
    let typesetter = Typesetter(language: document.language)
    let layout = layout(document, style: options.style, typesetter: typesetter)
    let pdf = PDFDocument(pageSize: options.style.pageSize, metadata: metadata(document, options))
    PagePainter(layout: layout, typesetter: typesetter, pdf: pdf).paint()
    return try pdf.finish()
  }

  /// Where everything goes.
  package static func layout(
    _ document: ReportDocument, style: PageStyle = .paper, typesetter: Typesetter
  ) -> PageLayout {
    let setter = TextSetter(typesetter: typesetter)
    var builder = FlowBuilder(document: document, style: style, setter: setter)
    builder.build()
    return PageLayout(
      style: style, pages: PageBuilder.pages(builder.elements, heads: builder.tableHeads, style: style),
      bookmarks: builder.bookmarks, runningHead: runningHead(document.metadata.title, style, setter))
  }

  /// The title, cut at a word where it is longer than a line.
  private static func runningHead(_ title: String, _ style: PageStyle, _ setter: TextSetter) -> SetLine? {
    let face = TextStyle(families: style.textFamilies, size: 9.2, italic: true)
    let leading = 12.0
    let text = InlineSetting.singleLine(title)
    guard !text.isEmpty else { return nil }
    let lines = setter.lines(
      RichText(text, face), measure: style.textArea.width - 14, leading: leading, alignment: .left)
    guard lines.count > 1 else { return lines.first }
    return setter.line(RichText(lines[0].text + "\u{2009}…", face), leading)
  }

  private static func metadata(_ document: ReportDocument, _ options: PDFOptions) -> PDFMetadata {
    let metadata = document.metadata
    return PDFMetadata(
      title: InlineSetting.singleLine(metadata.title),
      author: InlineSetting.singleLine(metadata.authors.map(\.name).joined(separator: ", ")),
      subject: InlineSetting.singleLine(metadata.subtitle ?? document.data.headline),
      keywords: InlineSetting.singleLine(metadata.keywords.joined(separator: ", ")), date: options.date)
  }
}
