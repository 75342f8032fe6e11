internal import Interop

/// What the marks mean, once for all panels.
struct SphereLegend {
  var hasWeights: Bool
  var hasErrors: Bool
  var hasFarSide: Bool

  private enum Entry { case point, farPoint, center, farCenter, weight, error }

  private var entries: [(Entry, String)] {
    var entries: [(Entry, String)] = [(.point, "test image")]
    if hasFarSide { entries.append((.farPoint, "far side")) }
    entries.append((.center, "class centre"))
    if hasFarSide { entries.append((.farCenter, "far side")) }
    if hasWeights { entries.append((.weight, "class weight")) }
    if hasErrors { entries.append((.error, "misclassified")) }
    return entries
  }

  private static let symbolWidth = 20.0
  private static let spacing = 12.0
  private static let rowHeight = 17.0

  /// Centered rows from `top` down, no wider than `width`, and how high they are.
  func marks(top: Double, width: Double, measure: TextMeasure) -> (marks: [Mark], height: Double) {
    var rows: [[(Entry, String, Double)]] = [[]]
    var used = 0.0
    for (entry, text) in entries {
      let length = Self.symbolWidth + measure.width(text, Theme.label)
      if used > 0, used + Self.spacing + length > width {
        rows.append([])
        used = 0
      }
      used += (used > 0 ? Self.spacing : 0) + length
      rows[rows.count - 1].append((entry, text, length))
    }
    var marks: [Mark] = []
    for (index, row) in rows.enumerated() {
      let total = row.reduce(0) { $0 + $1.2 } + Self.spacing * Double(row.count - 1)
      var x = (width - total) / 2
      let y = top + Self.rowHeight * (Double(index) + 0.5)
      for (entry, text, length) in row {
        let words = TextMark(text, at: Point(x + Self.symbolWidth, y + 2.8), face: Theme.label, ink: .muted)
        // A group each, so that a narrow page can set them in lines of its own.
        marks.append(
          .group(Group(role: "entry", symbol(entry, at: Point(x + 9, y), measure: measure) + [.text(words)])))
        x += length + Self.spacing
      }
    }
    return (marks, Self.rowHeight * Double(rows.count) + 3)
  }

  private func symbol(_ entry: Entry, at point: Point, measure: TextMeasure) -> [Mark] {
    func dots(opacity: Double, size: Double) -> Mark {
      let spots = [(-4.5, 0.6, 0), (-1.0, -1.8, 2), (1.2, 1.9, 4), (4.6, -0.4, 6)].map { x, y, category in
        PointLayer.Spot(point + Point(x, y), .category(category))
      }
      return .points(PointLayer(form: .dot, size: size, opacity: opacity, spots: spots))
    }
    switch entry {
    case .point: return [dots(opacity: 1, size: 2)]
    case .farPoint: return [dots(opacity: 0.5, size: 1.8)]
    case .center: return ClassBadge(text: "3", category: 0, anchor: point, depth: 1, measure: measure).marks
    case .farCenter: return ClassBadge(text: "3", category: 0, anchor: point, depth: -1, measure: measure).marks
    case .weight: return [ClassDiamond(category: 0, center: point, isFront: true).mark]
    case .error:
      return [.points(PointLayer(form: .cross, size: 4, spots: [PointLayer.Spot(point, .foreground)]))]
    }
  }
}
