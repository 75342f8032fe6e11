internal import Interop

/// Names of series in rows, for charts where names beside the lines have no room.
struct ChartLegend {
  let series: [ChartSeries]
  let showsLines: Bool
  let width: Double
  let measure: TextMeasure
  private let names: [String]
  private let columns: Int

  static let rowHeight = 13.5
  private static let swatchWidth = 22.0
  private static let columnGap = 10.0

  init(series: [ChartSeries], showsLines: Bool, width: Double, measure: TextMeasure) {
    self.series = series
    self.showsLines = showsLines
    self.width = width
    self.measure = measure
    let limit = min(150, width - Self.swatchWidth - 2)
    names = series.map { measure.fitted($0.name, Theme.label, limit: limit) }
    let widest = names.map { measure.width($0, Theme.label) }.max() ?? 0
    columns = max(1, min(series.count, Int(width / (widest + Self.swatchWidth + Self.columnGap))))
  }

  var height: Double {
    series.isEmpty ? 0 : Double((series.count + columns - 1) / columns) * Self.rowHeight + 4
  }

  func marks(top: Double) -> [Mark] {
    let widest = names.map { measure.width($0, Theme.label) }.max() ?? 0
    // Few names stand together at the left, not strewn over the width.
    let pitch = min(width / Double(columns), widest + Self.swatchWidth + 3 * Self.columnGap)
    return series.indices.flatMap { index -> [Mark] in
      let x = pitch * Double(index % columns)
      let y = top + 4 + Self.rowHeight * (Double(index / columns) + 0.5)
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
