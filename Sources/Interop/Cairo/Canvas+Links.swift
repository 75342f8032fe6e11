internal import CCairo

/// Links and their ends, for PDF pages; other surfaces ignore them.
extension Canvas {
  package enum LinkTarget: Hashable, Sendable {
    /// A `destination` of this name, on any page of the document, which must come to exist before `finish`.
    case destination(String)
    case uri(String)
  }

  /// Names a place that links and bookmarks lead to; each name once in a document.
  package func destination(_ name: String, at point: Point) {
    let place = pageRect(Rect(x: point.x, y: point.y, width: 0, height: 0))
    tag(
      "cairo.dest",
      "name='\(Self.escapedAttribute(name))' x=\(Self.attribute(place.x)) y=\(Self.attribute(place.y))")
  }

  /// Makes each of `rects` a place to click.
  package func link(_ rects: [Rect], to target: LinkTarget) {
    guard !rects.isEmpty else { return }
    var numbers: [String] = []
    for rect in rects.map(pageRect) {
      numbers += [rect.x, rect.y, rect.width, rect.height].map(Self.attribute)
    }
    let action =
      switch target {
      case .destination(let name): "dest='\(Self.escapedAttribute(name))'"
      case .uri(let uri): "uri='\(Self.escapedAttribute(uri))'"
      }
    // Cairo 1.16 numbers the objects of a page's links wrongly unless a link is inside another structure element.
    structure("Span") {
      tag("Link", "rect=[\(numbers.joined(separator: " "))] \(action)")
    }
  }

  /// Marks what `body` draws as an element of the document's structure.
  /// - Parameter type: a standard structure type of ISO 32000: `P`, `H1`, `Figure`, `Table`, `Span`.
  package func structure(_ type: String, _ body: () -> Void) {
    beginStructure(type)
    body()
    endStructure(type)
  }

  /// Begins an element that may go on over pages. It is either a leaf, whose text is drawn in it, or holds others; what is
  /// drawn beside others belongs to nothing.
  package func beginStructure(_ type: String) { unsafe cairo_tag_begin(context, type, "") }

  /// Ends the element of that type that was begun last.
  package func endStructure(_ type: String) { unsafe cairo_tag_end(context, type) }

  private func tag(_ name: String, _ attributes: String) {
    unsafe cairo_tag_begin(context, name, attributes)
    unsafe cairo_tag_end(context, name)
  }

  /// Tags take the coordinates of the page, whatever the transform.
  private func pageRect(_ rect: Rect) -> Rect {
    var (left, top, right, bottom) = (rect.minX, rect.minY, rect.maxX, rect.maxY)
    unsafe cairo_user_to_device(context, &left, &top)
    unsafe cairo_user_to_device(context, &right, &bottom)
    return Rect(
      x: min(left, right), y: min(top, bottom), width: (right - left).magnitude, height: (bottom - top).magnitude)
  }

  static func escapedAttribute(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars where character != "\0" {
      if character == "'" || character == "\\" { result += "\\" }
      result.unicodeScalars.append(character)
    }
    return result
  }

  /// To a thousandth of a point and without an exponent, which Cairo's attribute parser does not read.
  private static func attribute(_ value: Double) -> String {
    let limited = value.isFinite ? min(max(value, -1e6), 1e6) : 0
    let rounded = (limited * 1000).rounded() / 1000
    return rounded.magnitude < 0.0005 ? "0" : rounded.description
  }
}
