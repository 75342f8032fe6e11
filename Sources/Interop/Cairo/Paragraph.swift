internal import CCairo

/// One line of a paragraph; lengths in points, y from the top of the paragraph.
package struct TextLine: Hashable, Sendable {
  /// The bytes of the paragraph's text that are in this line.
  package var bytes: Range<Int>
  /// The left end, from the left edge of the paragraph.
  package var x: Double
  package var width: Double
  package var top: Double
  /// How far down the next line starts.
  package var height: Double
  /// From the top of the paragraph.
  package var baseline: Double
  /// The smallest rectangle around what is drawn, from the paragraph's top left corner.
  package var ink: Rect
}

/// Text broken into lines, to be drawn whole or line by line.
@safe
package final class Paragraph {
  package let text: AttributedText
  package let style: ParagraphStyle
  package let lines: [TextLine]
  let layout: OpaquePointer
  /// Keeps the fonts alive.
  private let typesetter: Typesetter

  /// Takes over `layout`.
  init(_ text: AttributedText, _ style: ParagraphStyle, layout: OpaquePointer, typesetter: Typesetter) {
    FontLock.lock()
    defer { FontLock.unlock() }
    self.text = text
    self.style = style
    unsafe self.layout = layout
    self.typesetter = typesetter
    unsafe pango_layout_set_text(layout, text.string, Int32(clamping: text.string.utf8.count))
    unsafe Self.apply(style, to: layout)
    let attributes = unsafe Self.attributes(of: text)
    unsafe pango_layout_set_attributes(layout, attributes)
    unsafe pango_attr_list_unref(attributes)
    unsafe lines = Self.measure(layout, text, style)
  }

  deinit {
    FontLock.lock()
    defer { FontLock.unlock() }
    unsafe g_object_unref(UnsafeMutableRawPointer(layout))
  }

  /// The sum of the lines' heights.
  package var height: Double { lines.last.map { $0.top + $0.height } ?? 0 }

  /// The width of the longest line.
  package var width: Double { lines.map { $0.x + $0.width }.max() ?? 0 }

  /// The smallest rectangle around what is drawn, from the top left corner.
  package var ink: Rect {
    let inked = lines.map(\.ink).filter { $0.width > 0 && $0.height > 0 }
    guard let first = inked.first else { return Rect(x: 0, y: 0, width: 0, height: 0) }
    return inked.dropFirst().reduce(first) { $0.union($1) }
  }

  /// Draws the line at `index` with the paragraph's left edge at `x` and its baseline at `baseline`.
  package func drawLine(_ index: Int, on canvas: Canvas, x: Double, baseline: Double) {
    FontLock.lock()
    defer { FontLock.unlock() }
    guard let line = unsafe pango_layout_get_line_readonly(layout, Int32(index)) else { return }
    canvas.noteFont()
    canvas.setSource(.color(.black))
    unsafe cairo_move_to(canvas.context, x + lines[index].x, baseline)
    unsafe pango_cairo_show_layout_line(canvas.context, line)
    unsafe cairo_new_path(canvas.context)
  }

  /// Draws all lines with the paragraph's top left corner at `origin`.
  package func draw(on canvas: Canvas, at origin: Point) {
    for (index, line) in lines.enumerated() {
      drawLine(index, on: canvas, x: origin.x, baseline: origin.y + line.baseline)
    }
  }

  /// Strokes the outlines of all glyphs, as a halo to be drawn beneath them.
  package func strokeOutlines(on canvas: Canvas, at origin: Point, _ paint: Paint, width: Double) {
    FontLock.lock()
    defer { FontLock.unlock() }
    canvas.noteFont()
    canvas.setSource(paint)
    unsafe cairo_set_line_width(canvas.context, width)
    unsafe cairo_set_line_join(canvas.context, CAIRO_LINE_JOIN_ROUND)
    unsafe cairo_set_dash(canvas.context, nil, 0, 0)
    for (index, line) in lines.enumerated() {
      guard let handle = unsafe pango_layout_get_line_readonly(layout, Int32(index)) else { continue }
      unsafe cairo_move_to(canvas.context, origin.x + line.x, origin.y + line.baseline)
      unsafe pango_cairo_layout_line_path(canvas.context, handle)
      unsafe cairo_stroke(canvas.context)
    }
  }

  /// The places of a range of bytes, line by line, from the paragraph's top left corner; as high as their lines.
  package func rectangles(of bytes: Range<Int>) -> [(line: Int, rect: Rect)] {
    FontLock.lock()
    defer { FontLock.unlock() }
    var result: [(line: Int, rect: Rect)] = []
    for (index, line) in lines.enumerated() {
      let part = bytes.clamped(to: line.bytes)
      guard !part.isEmpty, let handle = unsafe pango_layout_get_line_readonly(layout, Int32(index)) else { continue }
      var ranges: UnsafeMutablePointer<Int32>?
      var count: Int32 = 0
      unsafe pango_layout_line_get_x_ranges(
        handle, Int32(part.lowerBound), Int32(part.upperBound), &ranges, &count)
      guard let ranges = unsafe ranges else { continue }
      for pair in 0..<Int(count) {
        let left = unsafe points(ranges[2 * pair])
        let right = unsafe points(ranges[2 * pair + 1])
        result.append((index, Rect(x: left, y: line.top, width: right - left, height: line.height)))
      }
      unsafe g_free(ranges)
    }
    return result
  }
}

/// Pango counts in 1/1024 of a point.
private func points(_ units: Int32) -> Double { Double(units) / Double(PANGO_SCALE) }

extension Paragraph {
  private static func apply(_ style: ParagraphStyle, to layout: OpaquePointer) {
    unsafe pango_layout_set_width(layout, style.width.map { max(0, pangoUnits($0)) } ?? -1)
    unsafe pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
    unsafe pango_layout_set_auto_dir(layout, 0)
    unsafe pango_layout_set_justify(layout, style.justified ? 1 : 0)
    unsafe pango_layout_set_indent(layout, pangoUnits(style.indent))
    let alignment =
      switch style.alignment {
      case .left: PANGO_ALIGN_LEFT
      case .center: PANGO_ALIGN_CENTER
      case .right: PANGO_ALIGN_RIGHT
      }
    unsafe pango_layout_set_alignment(layout, alignment)
  }

  private static func measure(
    _ layout: OpaquePointer, _ text: AttributedText, _ style: ParagraphStyle
  ) -> [TextLine] {
    let size = text.runs.first?.style.size ?? 10
    let lineHeight = style.lineHeight ?? 1.2 * size
    var lines: [TextLine] = []
    var top = 0.0
    guard let iterator = unsafe pango_layout_get_iter(layout) else { return [] }
    defer { unsafe pango_layout_iter_free(iterator) }
    repeat {
      guard let line = unsafe pango_layout_iter_get_line_readonly(iterator) else { break }
      var ink = PangoRectangle()
      var logical = PangoRectangle()
      unsafe pango_layout_iter_get_line_extents(iterator, &ink, &logical)
      let pangoBaseline = unsafe pango_layout_iter_get_baseline(iterator)
      let start = unsafe Int(line.pointee.start_index)
      let length = unsafe Int(line.pointee.length)
      let bytes = start..<start + length
      // The strut of a line is the lineHeight split as type is about its baseline; only boxes make a line grow.
      let boxes = text.boxes.filter { bytes.contains($0.byte) }
      let ascent = max(strutAscent * lineHeight, boxes.map { $0.ascent + boxClearance }.max() ?? 0)
      let descent = max((1 - strutAscent) * lineHeight, boxes.map { $0.descent + boxClearance }.max() ?? 0)
      let baseline = top + ascent
      lines.append(
        TextLine(
          bytes: bytes, x: points(logical.x), width: points(logical.width), top: top, height: ascent + descent,
          baseline: baseline,
          ink: Rect(
            x: points(ink.x), y: baseline + points(ink.y - pangoBaseline), width: points(ink.width),
            height: points(ink.height))))
      top += ascent + descent
    } while unsafe pango_layout_iter_next_line(iterator) != 0
    return lines
  }

  /// The share of a line's height that is above the baseline.
  private static let strutAscent = 0.75
  /// Kept free above and below a box, in points.
  private static let boxClearance = 1.0
}
