internal import Interop

/// Names of series in rows, for charts where names beside the lines have no room.
struct ChartLegend {
  let series: [ChartSeries]
  let showsLines: Bool
  let width: Double
  let measure: TextMeasure
  private let names: [String]
  /// Where each entry begins, and its row.
  private let places: [(x: Double, row: Int)]

  static let rowHeight = 13.5
  private static let swatchWidth = 22.0
  private static let gap = 14.0

  init(series: [ChartSeries], showsLines: Bool, width: Double, measure: TextMeasure) {
    self.series = series
    self.showsLines = showsLines
    self.width = width
    self.measure = measure
    let limit = min(150, width - Self.swatchWidth - 2)
    let names = series.map { measure.fitted($0.name, Theme.label, limit: limit) }
    let widths = names.map { measure.width($0, Theme.label) + Self.swatchWidth + Self.gap }
    let widest = widths.max() ?? 1
    // One row as it comes; several rows in columns.
    let isOneRow = widths.reduce(0, +) - Self.gap <= width
    let columns = isOneRow ? max(1, series.count) : max(1, Int((width + Self.gap) / widest))
    self.names = names
    places = series.indices.map { index in
      isOneRow
        ? (widths[..<index].reduce(0, +), 0) : (widest * Double(index % columns), index / columns)
    }
  }

  var height: Double { places.last.map { Double($0.row + 1) * Self.rowHeight + 4 } ?? 0 }

  func marks(top: Double) -> [Mark] {
    series.indices.flatMap { index -> [Mark] in
      let x = places[index].x
      let y = top + 4 + Self.rowHeight * (Double(places[index].row) + 0.5)
      let text = TextMark(
        names[index], at: Point(x + Self.swatchWidth, y + Theme.drop(Theme.label)), face: Theme.label)
      return swatch(series[index].style, at: Point(x, y)) + [.text(text)]
    }
  }

  private func swatch(_ style: SeriesStyle, at start: Point) -> [Mark] {
    let middle = start + Point(8.5, 0)
    var marks: [Mark] = []
    if showsLines {
      let line = Path.segment(start, start + Point(17, 0))
      marks.append(.shape(Shape(line, stroke: Stroke(style.ink(), width: Theme.line, dash: style.dash))))
    }
    let mark = style.marker.path(at: middle, size: 4.6)
    marks.append(.shape(Shape(mark, fill: .ink(style.ink()), stroke: Stroke(.background, width: 0.6))))
    return marks
  }
}
