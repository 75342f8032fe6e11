internal import Foundation
internal import Interop

/// A rectangle with a horizontal and a vertical scale.
struct AxisFrame {
  var rect: Rect
  var x: ClosedRange<Double>
  var y: ClosedRange<Double>
  var isLogarithmic: Bool
  /// Kept free inside the left and right edges, in points.
  var inset = 5.0

  func place(_ xValue: Double, _ yValue: Double) -> Point { Point(placeX(xValue), placeY(yValue)) }

  func placeX(_ value: Double) -> Double {
    let span = x.upperBound - x.lowerBound
    guard span > 0 else { return rect.center.x }
    return rect.minX + inset + (rect.width - 2 * inset) * (value - x.lowerBound) / span
  }

  func placeY(_ value: Double) -> Double {
    let (low, high, at) =
      isLogarithmic ? (log10(y.lowerBound), log10(y.upperBound), log10(value)) : (y.lowerBound, y.upperBound, value)
    return rect.maxY - rect.height * (at - low) / (high - low)
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
