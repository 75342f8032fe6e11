internal import CCairo

/// A glyph at its place.
package struct PlacedGlyph: Hashable, Sendable {
  package var glyph: UInt32
  /// Of its origin on the baseline, in points.
  package var position: Point
  /// What the glyph says, for copying and searching; empty for the further pieces of a sign.
  package var text: String

  package init(_ glyph: UInt32, at position: Point, text: String) {
    self.glyph = glyph
    self.position = position
    self.text = text
  }
}

extension Canvas {
  /// Draws glyphs of one font; in a PDF they can be selected and read back.
  package func show(_ glyphs: [PlacedGlyph], of font: GlyphFont, size: Double, _ paint: Paint = .color(.black)) {
    guard !glyphs.isEmpty else { return }
    FontLock.lock()
    defer { FontLock.unlock() }
    noteFont()
    setSource(paint)
    unsafe cairo_set_font_face(context, font.cairoFace.handle)
    unsafe cairo_set_font_size(context, size)
    let options = unsafe cairo_font_options_create()
    unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    unsafe cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    unsafe cairo_set_font_options(context, options)
    unsafe cairo_font_options_destroy(options)
    let placed = glyphs.map { cairo_glyph_t(index: UInt($0.glyph), x: $0.position.x, y: $0.position.y) }
    let clusters = glyphs.map { cairo_text_cluster_t(num_bytes: Int32($0.text.utf8.count), num_glyphs: 1) }
    let text = glyphs.map(\.text).joined()
    unsafe cairo_show_text_glyphs(
      context, text, Int32(text.utf8.count), placed, Int32(placed.count), clusters, Int32(clusters.count),
      cairo_text_cluster_flags_t(0))
  }
}
