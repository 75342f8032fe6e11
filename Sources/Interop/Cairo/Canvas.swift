internal import CCairo

/// Where to draw: a page of a `PDFDocument`, a `RasterSurface` or a `MeasuringSurface`, in points, y downward.
///
/// A drawing error is remembered by the surface and thrown when its bytes are asked for.
@safe
package final class Canvas {
  let context: OpaquePointer
  /// Whether the state that will be restored may have a font, which is then given up.
  private var holdsFont = false

  /// Draws on `surface`; the canvas keeps the surface alive.
  init(surface: OpaquePointer) {
    unsafe context = cairo_create(surface)
  }

  deinit {
    FontLock.lock()
    defer { FontLock.unlock() }
    unsafe cairo_destroy(context)
  }

  // MARK: State

  /// Runs `body` and then restores transform, clip and styles.
  package func saved(_ body: () throws -> Void) rethrows {
    let heldFont = holdsFont
    unsafe cairo_save(context)
    defer {
      FontLock.held(if: holdsFont) { unsafe cairo_restore(context) }
      holdsFont = heldFont
    }
    try body()
  }

  /// Runs `body` on a layer of its own that is then composed at `opacity`.
  package func layered(opacity: Double, _ body: () throws -> Void) rethrows {
    let heldFont = holdsFont
    unsafe cairo_push_group(context)
    defer {
      FontLock.held(if: holdsFont) {
        unsafe cairo_pop_group_to_source(context)
        unsafe cairo_paint_with_alpha(context, opacity)
        // The layer is let go here, since it may be what remembers the text on it.
        unsafe cairo_set_source_rgb(context, 0, 0, 0)
      }
      holdsFont = heldFont
    }
    try body()
  }

  /// To be called by whatever sets text, under the lock of fonts.
  func noteFont() { holdsFont = true }

  package func translate(_ x: Double, _ y: Double) { unsafe cairo_translate(context, x, y) }
  package func scale(_ x: Double, _ y: Double) { unsafe cairo_scale(context, x, y) }

  package func concatenate(_ transform: Transform) {
    var matrix = cairo_matrix_t()
    unsafe cairo_matrix_init(&matrix, transform.a, transform.b, transform.c, transform.d, transform.tx, transform.ty)
    unsafe cairo_transform(context, &matrix)
  }

  /// Nothing is drawn outside `path` until the enclosing `saved` ends.
  package func clip(to path: Path) {
    trace(path)
    unsafe cairo_clip(context)
  }

  // MARK: Marks

  package func fill(_ path: Path, _ paint: Paint) {
    trace(path)
    setSource(paint)
    unsafe cairo_fill(context)
  }

  package func stroke(_ path: Path, _ paint: Paint, _ style: StrokeStyle = StrokeStyle()) {
    trace(path)
    setSource(paint)
    apply(style)
    unsafe cairo_stroke(context)
  }

  /// Draws `raster` so that it fills `rect`.
  package func draw(_ raster: RasterSurface, in rect: Rect) {
    guard raster.pixelWidth > 0, raster.pixelHeight > 0 else { return }
    saved {
      translate(rect.x, rect.y)
      scale(rect.width / Double(raster.pixelWidth), rect.height / Double(raster.pixelHeight))
      unsafe cairo_set_source_surface(context, raster.surface, 0, 0)
      unsafe cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_GOOD)
      unsafe cairo_paint(context)
    }
  }

  private func trace(_ path: Path) {
    unsafe cairo_new_path(context)
    for element in path.elements {
      switch element {
      case .move(let point): unsafe cairo_move_to(context, point.x, point.y)
      case .line(let point): unsafe cairo_line_to(context, point.x, point.y)
      case .curve(let first, let second, let end):
        unsafe cairo_curve_to(context, first.x, first.y, second.x, second.y, end.x, end.y)
      case .close: unsafe cairo_close_path(context)
      }
    }
  }

  private func apply(_ style: StrokeStyle) {
    unsafe cairo_set_line_width(context, style.width)
    let cap =
      switch style.cap {
      case .butt: CAIRO_LINE_CAP_BUTT
      case .round: CAIRO_LINE_CAP_ROUND
      case .square: CAIRO_LINE_CAP_SQUARE
      }
    unsafe cairo_set_line_cap(context, cap)
    let join =
      switch style.join {
      case .miter: CAIRO_LINE_JOIN_MITER
      case .round: CAIRO_LINE_JOIN_ROUND
      case .bevel: CAIRO_LINE_JOIN_BEVEL
      }
    unsafe cairo_set_line_join(context, join)
    unsafe style.dash.withUnsafeBufferPointer { dash in
      unsafe cairo_set_dash(context, dash.baseAddress, Int32(dash.count), 0)
    }
  }

  func setSource(_ paint: Paint) {
    switch paint {
    case .color(let color):
      unsafe cairo_set_source_rgba(context, color.red, color.green, color.blue, color.alpha)
    case .radial(let gradient):
      let pattern = unsafe cairo_pattern_create_radial(
        gradient.focus.x, gradient.focus.y, 0, gradient.center.x, gradient.center.y, gradient.radius)
      for stop in gradient.stops {
        let color = stop.color
        unsafe cairo_pattern_add_color_stop_rgba(
          pattern, stop.offset, color.red, color.green, color.blue, color.alpha)
      }
      unsafe cairo_set_source(context, pattern)
      unsafe cairo_pattern_destroy(pattern)
    }
  }
}
