package import Interop

extension DisplayList {
  /// The figure as a PDF of one page of its size, vector but for large point layers.
  /// - Parameter date: see `PDFMetadata.date`.
  package func pdf(
    date: String, typesetter: Typesetter, palette: Palette = .light,
    policy: RasterizationPolicy = RasterizationPolicy()
  ) throws(CairoError) -> [UInt8] {
    let document = PDFDocument(pageSize: size, metadata: PDFMetadata(title: title, subject: summary, date: date))
    let page = Rect(x: 0, y: 0, width: size.width, height: size.height)
    draw(on: document.canvas, in: page, typesetter: typesetter, palette: palette, policy: policy)
    document.endPage()
    return try document.finish()
  }

  /// The figure as a PNG of at most 256 colors on the palette's background, `scale` × 96 pixels per inch.
  package func png(
    scale: Double = 2, typesetter: Typesetter, palette: Palette = .light
  ) throws(CairoError) -> [UInt8] {
    let surface = RasterSurface(size: size, scale: scale * 96 / 72)
    let page = Rect(x: 0, y: 0, width: size.width, height: size.height)
    surface.canvas.fill(.rectangle(page.insetBy(-1)), .color(palette.background))
    draw(on: surface.canvas, in: page, typesetter: typesetter, palette: palette, policy: nil)
    return try surface.indexedPNG()
  }
}
