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

/// Sets a report as a paper: justified text in one column or two, floats, footnotes, page numbers, bookmarks and links. Two
/// steps: `layout` decides where everything goes and draws nothing, `write` draws it. Equal arguments, fonts and hyphenation
/// patterns give equal bytes.
package enum PDFWriter {
  package static func write(
    _ document: ReportDocument, options: PDFOptions = PDFOptions()
  ) throws(CairoError) -> [UInt8] {
    let typesetter = Typesetter(language: document.language)
    let layout = layout(document, style: options.style, typesetter: typesetter)
    let pdf = PDFDocument(pageSize: options.style.pageSize, metadata: metadata(document, options))
    pdf.language = document.language
    PagePainter(layout: layout, typesetter: typesetter, pdf: pdf).paint()
    return try pdf.finish()
  }

  /// Where everything goes.
  package static func layout(
    _ document: ReportDocument, style: PageStyle = .paper, typesetter: Typesetter
  ) -> PageLayout {
    let setter = TextSetter(
      typesetter: typesetter, hyphenator: style.hyphenates ? Hyphenator(language: document.language) : nil,
      hangsPunctuation: style.hangsPunctuation)
    var builder = FlowBuilder(document: document, style: style, setter: setter)
    builder.build()
    var layout = PageLayout(
      style: style, pages: PageBuilder.pages(builder.flow, style: style), bookmarks: builder.bookmarks,
      runningHeads: [])
    layout.runningHeads = RunningHeads(layout: layout, title: document.metadata.title, setter: setter).lines
    return layout
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
