internal import CCairo

/// Sets text. Hinting is off, positions are exact and the language is given, so that lines break alike on every machine
/// with the same fonts, whatever the locale, screen or environment. Not to be shared between threads. The first of a process
/// cost some milliseconds, and some more for each font that they first meet.
@safe
package final class Typesetter {
  private let fontMap: FontMap
  private let context: OpaquePointer

  /// - Parameter language: a BCP 47 tag, for line breaking and the forms of letters.
  package init(language: String = "en") {
    FontLock.lock()
    defer { FontLock.unlock() }
    fontMap = FontMap.taken()
    unsafe context = pango_font_map_create_context(fontMap.handle)
    unsafe pango_context_set_language(context, pango_language_from_string(language))
    unsafe pango_context_set_base_dir(context, PANGO_DIRECTION_LTR)
    unsafe pango_context_set_round_glyph_positions(context, 0)
    let options = unsafe cairo_font_options_create()
    unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    unsafe cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    unsafe pango_cairo_context_set_font_options(context, options)
    unsafe cairo_font_options_destroy(options)
  }

  deinit {
    FontLock.lock()
    defer { FontLock.unlock() }
    unsafe g_object_unref(UnsafeMutableRawPointer(context))
    fontMap.giveBack()
  }

  /// Breaks `text` into lines.
  package func paragraph(_ text: AttributedText, _ style: ParagraphStyle = ParagraphStyle()) -> Paragraph {
    unsafe Paragraph(text, style, layout: pango_layout_new(context), typesetter: self)
  }

  /// Breaks `text`, all in one style, into lines.
  package func paragraph(
    _ text: String, _ textStyle: TextStyle, _ style: ParagraphStyle = ParagraphStyle()
  ) -> Paragraph {
    paragraph(AttributedText(text, textStyle), style)
  }

  /// The advance width of a line of `text`, in points.
  package func width(of text: String, _ style: TextStyle) -> Double {
    paragraph(text, style).lines.map(\.width).max() ?? 0
  }
}
