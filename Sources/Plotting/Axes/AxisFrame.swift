internal import Interop

/// A rectangle with a horizontal and a vertical axis.
struct AxisFrame {
  var rect: Rect
  var x: ChartAxis
  var y: ChartAxis
  /// Kept free inside the left and right edges, in points.
  var inset = 5.0

  /// Nil for a value without a place on either axis. May lie outside the rectangle.
  func place(_ xValue: Double, _ yValue: Double) -> Point? {
    guard let x = placeX(xValue), let y = placeY(yValue) else { return nil }
    return Point(x, y)
  }

  func placeX(_ value: Double) -> Double? {
    x.fraction(value).map { rect.minX + inset + (rect.width - 2 * inset) * min(max($0, -20), 20) }
  }

  func placeY(_ value: Double) -> Double? {
    y.fraction(value).map { rect.maxY - rect.height * min(max($0, -20), 20) }
  }

  /// Straight lines through the points, broken at gaps and cut where they leave the frame upward or downward.
  func polyline(_ points: [Point?]) -> Path {
    var path = Path()
    var end: Point?
    for (first, second) in zip(points, points.dropFirst()) {
      guard let first, let second, let (from, to) = cut(first, second) else {
        end = nil
        continue
      }
      if end != from { path.elements.append(.move(from)) }
      path.elements.append(.line(to))
      end = to
    }
    return path
  }

  /// Whether a mark there would lie on the frame.
  func holds(_ point: Point) -> Bool {
    point.y >= rect.minY - 0.5 && point.y <= rect.maxY + 0.5 && point.x >= rect.minX - 0.5
      && point.x <= rect.maxX + 0.5
  }

  func clampedY(_ point: Point) -> Point { Point(point.x, min(max(point.y, rect.minY), rect.maxY)) }

  /// The part of a segment between the top and the bottom edge.
  private func cut(_ from: Point, _ to: Point) -> (Point, Point)? {
    func at(_ y: Double) -> Point { Point(from.x + (to.x - from.x) * (y - from.y) / (to.y - from.y), y) }
    var (start, stop) = (from, to)
    for (edge, sign) in [(rect.minY, 1.0), (rect.maxY, -1.0)] {
      let (startIn, stopIn) = ((start.y - edge) * sign >= 0, (stop.y - edge) * sign >= 0)
      if !startIn && !stopIn { return nil }
      if !startIn { start = at(edge) }
      if !stopIn { stop = at(edge) }
    }
    return (start, stop)
  }
}
