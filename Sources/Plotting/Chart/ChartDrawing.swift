internal import Interop

/// A chart by itself: axes with titles, and the series' names at the lines' ends, beside them, or below.
struct ChartDrawing {
  let chart: Chart
  let measure: TextMeasure
  let width: Double
  private let plotHeight: Double
  private let body: ChartBody
  private let names: Names
  private let legend: ChartLegend

  private enum Names {
    /// Where each name goes, by the height of its middle.
    case ends([Double])
    case beside([Mark])
    case legend
  }

  private static let top = 24.0
  private static let bottom = 32.0
  private static let labelOffset = 15.0
  private static let longestLabel = 140.0

  init(_ chart: Chart, measure: TextMeasure, width: Double, plotHeight: Double? = nil) {
    self.chart = chart
    self.measure = measure
    self.width = width
    let plotHeight = plotHeight ?? min(180, width * 0.62)
    self.plotHeight = plotHeight
    let yTicks = chart.y.verticalTicks(length: plotHeight)
    let left = (yTicks.labels.map { measure.width($0, Theme.tick) }.max() ?? 0) + 7
    func body(right: Double) -> ChartBody {
      let rect = Rect(
        x: min(left, width / 2), y: Self.top, width: max(20, width - left - right), height: plotHeight)
      let frame = AxisFrame(rect: rect, x: chart.x, y: chart.y)
      let xTicks = chart.x.horizontalTicks(length: rect.width - 2 * frame.inset, measure: measure)
      return ChartBody(
        chart: chart, frame: frame, xTicks: xTicks, yTicks: yTicks, measure: measure, labelRange: 0...max(1, width))
    }
    // The last label of the horizontal axis may reach beyond it.
    let overhang =
      chart.x.horizontalTicks(length: width - left - 12, measure: measure).labels.last
      .map { max(0, measure.width($0, Theme.tick) / 2 - 5) + 1 } ?? 1
    let plain = body(right: max(6, overhang))
    let labelled = chart.series.map { measure.fitted($0.name, Theme.label, limit: Self.longestLabel) }
    switch chart.naming {
    case .ends:
      let labelWidth = (labelled.map { measure.width($0, Theme.label) }.max() ?? 0) + Self.labelOffset + 2
      let wide = body(right: max(labelWidth, overhang))
      let rect = wide.frame.rect
      let wanted = chart.series.map { series in
        series.labelPoint.flatMap { wide.place($0, series) }.map { wide.frame.clampedY($0).y }
      }
      // The lines need at least two thirds of the width.
      if labelWidth <= width / 3, !wanted.contains(where: { $0 == nil }),
        let positions = LabelColumn.spread(
          wanted.map { $0 ?? 0 }, gap: Theme.labelGap, in: rect.minY + 2...rect.maxY - 2)
      {
        self.body = wide
        names = .ends(positions)
      } else {
        self.body = plain
        names = .legend
      }
    case .beside:
      self.body = plain
      names = LabelPlacement(body: plain, names: labelled, measure: measure).marks().map { .beside($0) } ?? .legend
    case .legend:
      self.body = plain
      names = .legend
    }
    var shown = chart.series
    if case .legend = names {} else { shown = [] }
    // One series is named by the figure's caption and title; a legend of one says little.
    legend = ChartLegend(series: shown, showsLines: chart.legendShowsLines, width: width, measure: measure)
  }

  var size: Size { Size(width, Self.top + plotHeight + Self.bottom + legend.height) }

  func marks() -> [Mark] {
    let rect = body.frame.rect
    let yTitle = measure.fitted(chart.y.title(with: body.yTicks), Theme.label, limit: width)
    let xTitle = measure.fitted(chart.x.title(with: body.xTicks), Theme.label, limit: width)
    var axis: [Mark] = [.text(TextMark(yTitle, at: Point(0, 10), face: Theme.label))]
    axis += body.axes()
    axis.append(.text(centered(xTitle, at: Point(rect.center.x, rect.maxY + 26))))
    var marks: [Mark] = [.group(Group(role: "axis", axis))]
    marks += body.layers()
    marks.append(.group(Group(role: "labels", labels())))
    return marks
  }

  func hoverPoints() -> [HoverPoint] { body.hoverPoints() }

  func displayList(title: String, summary: String) -> DisplayList {
    DisplayList(size: size, title: title, summary: summary, marks: marks(), hoverPoints: hoverPoints())
  }

  /// Moved sideways where it would leave the drawing.
  private func centered(_ text: String, at point: Point) -> TextMark {
    let half = measure.width(text, Theme.label) / 2
    let x = min(max(point.x, half), max(half, width - half))
    return TextMark(text, at: Point(x, point.y), anchor: .middle, face: Theme.label)
  }

  // MARK: Names

  private func labels() -> [Mark] {
    switch names {
    case .ends(let positions): endLabels(positions)
    case .beside(let marks): marks
    case .legend: legend.marks(top: Self.top + plotHeight + Self.bottom)
    }
  }

  private func endLabels(_ positions: [Double]) -> [Mark] {
    let x = body.frame.rect.maxX + Self.labelOffset
    return chart.series.indices.flatMap { index -> [Mark] in
      let series = chart.series[index]
      guard let at = series.labelPoint, let place = body.place(at, series) else { return [] }
      let end = body.frame.clampedY(place)
      let target = Point(x - 2, positions[index])
      let knee = Point(max(end.x + 3, x - 9), end.y)
      let leader = Path(through: [end + Point(3, 0), knee, target])
      let label = measure.fitted(series.name, Theme.label, limit: Self.longestLabel)
      return [
        .shape(Shape(leader, stroke: Stroke(series.style.ink(opacity: 0.8), width: Theme.thin))),
        .text(
          TextMark(label, at: Point(x, positions[index] + Theme.drop(Theme.label)), face: Theme.label)),
      ]
    }
  }
}
