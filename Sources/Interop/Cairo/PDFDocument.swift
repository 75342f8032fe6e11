internal import CCairo

/// What a PDF says about itself.
package struct PDFMetadata: Hashable, Sendable {
  package var title: String
  package var author: String
  package var subject: String
  package var keywords: String
  /// Creation and modification time, `2021-06-01T00:00:00Z`; always given, so that no clock reaches the bytes.
  package var date: String

  package init(title: String, author: String = "", subject: String = "", keywords: String = "", date: String) {
    self.title = title
    self.author = author
    self.subject = subject
    self.keywords = keywords
    self.date = date
  }
}

/// A PDF in memory, page by page: draw on `canvas`, call `endPage`, and at the end `finish`.
@safe
package final class PDFDocument {
  package let canvas: Canvas
  private let surface: OpaquePointer
  private let sink: ByteSink
  /// The language of the text, a BCP 47 tag.
  package var language = "en"
  /// What each `Figure` and `Formula` shows, in the order in which they are begun on the canvas; nil for one without.
  package var alternativeTexts: [String?] = []

  /// Starts with a page of `pageSize`.
  package init(pageSize: Size, metadata: PDFMetadata) {
    sink = ByteSink()
    unsafe surface = cairo_pdf_surface_create_for_stream(
      ByteSink.write, sink.closure, pageSize.width, pageSize.height)
    unsafe cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
    let entries: [(cairo_pdf_metadata_t, String)] = [
      (CAIRO_PDF_METADATA_TITLE, metadata.title), (CAIRO_PDF_METADATA_AUTHOR, metadata.author),
      (CAIRO_PDF_METADATA_SUBJECT, metadata.subject), (CAIRO_PDF_METADATA_KEYWORDS, metadata.keywords),
      (CAIRO_PDF_METADATA_CREATOR, "Offprint"), (CAIRO_PDF_METADATA_CREATE_DATE, metadata.date),
      (CAIRO_PDF_METADATA_MOD_DATE, metadata.date),
    ]
    for (key, value) in entries where !value.isEmpty {
      unsafe cairo_pdf_surface_set_metadata(surface, key, value)
    }
    unsafe canvas = Canvas(surface: surface)
  }

  deinit {
    FontLock.lock()
    defer { FontLock.unlock() }
    // The canvas may outlive the sink; a finished surface never writes again.
    unsafe cairo_surface_finish(surface)
    unsafe cairo_surface_destroy(surface)
  }

  /// What viewers show for the page that is being drawn: "iv", "12".
  package func setPageLabel(_ label: String) {
    unsafe cairo_pdf_surface_set_page_label(surface, label)
  }

  package func endPage() {
    FontLock.lock()
    defer { FontLock.unlock() }
    unsafe cairo_show_page(canvas.context)
  }

  /// A bookmark, to be handed as the parent of those below it.
  package struct OutlineEntry: Hashable, Sendable {
    fileprivate var id: Int32

    /// What the topmost bookmarks hang on.
    package static let root = OutlineEntry(id: 0)
  }

  /// Adds a bookmark that leads to `destination`, the name of a `Canvas.destination`, on any page.
  @discardableResult
  package func addOutlineEntry(
    _ title: String, destination: String, parent: OutlineEntry = .root, open: Bool = true
  ) -> OutlineEntry {
    OutlineEntry(
      id: unsafe cairo_pdf_surface_add_outline(
        surface, parent.id, title, "dest='\(Canvas.escapedAttribute(destination))'",
        open ? CAIRO_PDF_OUTLINE_FLAG_OPEN : cairo_pdf_outline_flags_t(0)))
  }

  /// The bytes of the document; nothing can be drawn after.
  package func finish() throws(CairoError) -> [UInt8] {
    FontLock.lock()
    defer { FontLock.unlock() }
    try CairoError.check(unsafe cairo_status(canvas.context))
    unsafe cairo_surface_finish(surface)
    try CairoError.check(unsafe cairo_surface_status(surface))
    return StructureUpdate.applied(
      to: CrossReferences.repaired(sink.bytes), language: language, alternatives: alternativeTexts)
  }
}
