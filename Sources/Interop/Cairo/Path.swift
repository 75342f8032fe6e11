/// Lines and Bézier curves, as data.
package struct Path: Hashable, Sendable {
  package enum Element: Hashable, Sendable {
    case move(Point)
    case line(Point)
    /// Two control points and the end of a cubic Bézier curve.
    case curve(Point, Point, Point)
    case close
  }

  package var elements: [Element]

  package init(_ elements: [Element] = []) {
    self.elements = elements
  }

  /// An open line through `points`, or a closed one.
  package init(through points: [Point], closed: Bool = false) {
    elements = points.enumerated().map { $0.offset == 0 ? .move($0.element) : .line($0.element) }
    if closed, !points.isEmpty { elements.append(.close) }
  }

  package static func segment(_ from: Point, _ to: Point) -> Path { Path([.move(from), .line(to)]) }

  package static func rectangle(_ rect: Rect) -> Path {
    Path(
      through: [
        Point(rect.minX, rect.minY), Point(rect.maxX, rect.minY), Point(rect.maxX, rect.maxY),
        Point(rect.minX, rect.maxY),
      ], closed: true)
  }

  /// A rectangle with quarter circles of `radius` for corners (at most half of the shorter side).
  package static func roundedRectangle(_ rect: Rect, radius: Double) -> Path {
    let r = max(0, min(radius, rect.width / 2, rect.height / 2))
    let k = r * (1 - circleHandle)
    let (left, right, top, bottom) = (rect.minX, rect.maxX, rect.minY, rect.maxY)
    return Path([
      .move(Point(left + r, top)), .line(Point(right - r, top)),
      .curve(Point(right - k, top), Point(right, top + k), Point(right, top + r)), .line(Point(right, bottom - r)),
      .curve(Point(right, bottom - k), Point(right - k, bottom), Point(right - r, bottom)),
      .line(Point(left + r, bottom)),
      .curve(Point(left + k, bottom), Point(left, bottom - k), Point(left, bottom - r)), .line(Point(left, top + r)),
      .curve(Point(left, top + k), Point(left + k, top), Point(left + r, top)), .close,
    ])
  }

  /// Four Bézier arcs, off a true circle by less than 0.03 % of the radius.
  package static func circle(center: Point, radius: Double) -> Path {
    ellipse(center: center, radiusX: radius, radiusY: radius)
  }

  package static func ellipse(center: Point, radiusX: Double, radiusY: Double) -> Path {
    let (x, y) = (center.x, center.y)
    let (hx, hy) = (radiusX * circleHandle, radiusY * circleHandle)
    return Path([
      .move(Point(x + radiusX, y)),
      .curve(Point(x + radiusX, y + hy), Point(x + hx, y + radiusY), Point(x, y + radiusY)),
      .curve(Point(x - hx, y + radiusY), Point(x - radiusX, y + hy), Point(x - radiusX, y)),
      .curve(Point(x - radiusX, y - hy), Point(x - hx, y - radiusY), Point(x, y - radiusY)),
      .curve(Point(x + hx, y - radiusY), Point(x + radiusX, y - hy), Point(x + radiusX, y)),
      .close,
    ])
  }

  /// The handle length of a quarter circle of radius 1 as a cubic Bézier curve: 4/3 · (√2 − 1).
  private static let circleHandle = 4.0 / 3 * (2.0.squareRoot() - 1)

  package mutating func append(_ other: Path) { elements += other.elements }
}
