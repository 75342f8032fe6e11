internal import CCairo

extension Paragraph {
  /// The outlines of all glyphs with the paragraph's top left corner at `origin`, to be filled by the nonzero rule.
  package func outlines(at origin: Point) -> Path {
    FontLock.lock()
    defer { FontLock.unlock() }
    // Cairo keeps coordinates in 1/256 of a pixel.
    let surface = RasterSurface(size: Size(1, 1), scale: 64)
    let context = unsafe surface.canvas.context
    unsafe cairo_new_path(context)
    for (index, line) in lines.enumerated() {
      guard let handle = unsafe pango_layout_get_line_readonly(layout, Int32(index)) else { continue }
      unsafe cairo_move_to(context, origin.x + line.x, origin.y + line.baseline)
      unsafe pango_cairo_layout_line_path(context, handle)
    }
    guard let copied = unsafe cairo_copy_path(context) else { return Path() }
    defer { unsafe cairo_path_destroy(copied) }
    var elements: [Path.Element] = []
    var index = 0
    let count = unsafe Int(copied.pointee.num_data)
    while index < count, let data = unsafe copied.pointee.data {
      let header = unsafe data[index].header
      func point(_ offset: Int) -> Point {
        let place = unsafe data[index + offset].point
        return Point(place.x, place.y)
      }
      switch header.type {
      case CAIRO_PATH_MOVE_TO: elements.append(.move(point(1)))
      case CAIRO_PATH_LINE_TO: elements.append(.line(point(1)))
      case CAIRO_PATH_CURVE_TO: elements.append(.curve(point(1), point(2), point(3)))
      default: elements.append(.close)
      }
      index += max(1, Int(header.length))
    }
    // Pango ends in a move to the end of the line.
    while case .move? = elements.last { elements.removeLast() }
    return Path(elements)
  }
}
