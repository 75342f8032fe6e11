internal import Interop

/// How a line or a kind of marks is told from the others: by its color, and without color by dashes and the form of its
/// marks.
struct SeriesStyle: Hashable, Sendable {
  /// From 0.
  var index: Int

  init(_ index: Int) { self.index = max(0, index) }

  func ink(opacity: Double = 1) -> Ink { .series(index % Palette.seriesCount, opacity: opacity) }

  /// Four lines are solid: their colors differ in lightness most. Then dashes tell them from those before.
  var dash: [Double] { Self.dashes[index / 4 % Self.dashes.count] }

  var marker: Marker { Marker.allCases[index % Marker.allCases.count] }

  private static let dashes: [[Double]] = [[], [4, 1.8], [1.4, 1.4], [6, 1.8, 1.4, 1.8], [9, 2.5]]
}

/// The form of a mark; all cover about the same area.
enum Marker: Hashable, Sendable, CaseIterable {
  case dot
  case square
  case triangle
  case diamond
  case invertedTriangle
  case pentagon
  case hexagon

  /// `size` is the diameter of the dot of the same area.
  func path(at center: Point, size: Double) -> Path {
    let radius = size / 2
    switch self {
    case .dot: return .circle(center: center, radius: radius)
    case .square: return .rectangle(Rect(center: center, width: 1.77 * radius, height: 1.77 * radius))
    case .triangle: return polygon(3, center + Point(0, radius * 0.15), radius * 1.5, turn: -90)
    case .diamond: return polygon(4, center, radius * 1.3, turn: -90)
    case .invertedTriangle: return polygon(3, center - Point(0, radius * 0.15), radius * 1.5, turn: 90)
    case .pentagon: return polygon(5, center, radius * 1.15, turn: -90)
    case .hexagon: return polygon(6, center, radius * 1.1, turn: 0)
    }
  }

  private func polygon(_ corners: Int, _ center: Point, _ radius: Double, turn: Double) -> Path {
    let points = (0..<corners).map { corner in
      let turned = Transform.rotation(degrees: turn + 360 * Double(corner) / Double(corners))
      return center + Point(turned.a, turned.b) * radius
    }
    return Path(through: points, closed: true)
  }
}
