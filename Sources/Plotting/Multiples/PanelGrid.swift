internal import Interop

/// Charts in rows and columns; axes are labelled at the left and at the bottom alone.
struct PanelGrid {
  let panels: [MultiplesPlot.Panel]
  let measure: TextMeasure
  let width: Double
  private let columns: Int
  private let left: Double
  private let yTicks: Ticks
  private let panelSize: Size
  private let legend: ChartLegend

  private static let top = 16.0
  private static let titleHeight = 16.0
  private static let gutter = 12.0

  init(panels: [MultiplesPlot.Panel], columns: Int?, measure: TextMeasure, width: Double) {
    self.panels = panels
    self.measure = measure
    self.width = width
    // What an author asks for may be smaller than what is chosen.
    let most = max(1, Int(width / (columns == nil ? 120 : 64)))
    let columns = min(panels.count, min(columns ?? (panels.count == 4 ? 2 : 3), most))
    self.columns = columns
    let y = panels[0].chart.y
    let height = min(130, max(70, width / Double(columns) * 0.62))
    yTicks = y.verticalTicks(length: height)
    left = (yTicks.labels.map { measure.width($0, Theme.tick) }.max() ?? 0) + 7
    let room = width - left - 6 - Self.gutter * Double(columns - 1)
    panelSize = Size(max(20, room / Double(columns)), height)
    var shown: [ChartSeries] = []
    for series in panels.flatMap(\.chart.series) where !shown.contains(where: { $0.name == series.name }) {
      shown.append(series)
    }
    legend = ChartLegend(
      series: shown.count > 1 ? shown : [], showsLines: panels[0].chart.legendShowsLines, width: width,
      measure: measure)
  }

  private var rows: Int { (panels.count + columns - 1) / columns }
  private func rowTop(_ row: Int) -> Double {
    Self.top + Double(row) * (Self.titleHeight + panelSize.height + 20) + Self.titleHeight
  }

  private var bottom: Double { rowTop(rows - 1) + panelSize.height + 32 }

  func displayList(title: String, summary: String) -> DisplayList {
    let axis = panels[0].chart.y
    let yTitle = measure.fitted(axis.title(with: yTicks), Theme.label, limit: width)
    var marks: [Mark] = [.text(TextMark(yTitle, at: Point(0, 10), face: Theme.label))]
    var hovers: [HoverPoint] = []
    for (index, panel) in panels.enumerated() {
      let body = self.body(index, panel)
      marks.append(.group(Group(role: "panel", [.text(heading(panel.title, body.frame.rect))] + body.axes())))
      // Ids of series are unique in a figure, so only the first panel has them.
      marks += index == 0 ? body.layers() : body.layers().map(\.anonymous)
      hovers += body.hoverPoints().map { hover in
        var hover = hover
        if let heading = hover.heading {
          hover.heading = "\(panel.title): \(heading)"
        } else {
          hover.text = "\(panel.title): \(hover.text)"
        }
        return hover
      }
    }
    let ticks = self.body(0, panels[0]).xTicks
    let xTitle = measure.fitted(panels[0].chart.x.title(with: ticks), Theme.label, limit: width)
    marks.append(
      .text(
        TextMark(
          xTitle, at: Point(left + (width - left) / 2 - 3, bottom - 6), anchor: .middle, face: Theme.label)
      ).shifted(into: width, measure: measure))
    if legend.height > 0 { marks.append(.group(Group(role: "legend", legend.marks(top: bottom)))) }
    return DisplayList(
      size: Size(width, bottom + legend.height), title: title, summary: summary, marks: marks, hoverPoints: hovers)
  }

  private func body(_ index: Int, _ panel: MultiplesPlot.Panel) -> ChartBody {
    let (row, column) = (index / columns, index % columns)
    let rect = Rect(
      x: left + Double(column) * (panelSize.width + Self.gutter), y: rowTop(row), width: panelSize.width,
      height: panelSize.height)
    let frame = AxisFrame(rect: rect, x: panel.chart.x, y: panel.chart.y)
    // Half a label may hang over at each end: neighbors must not touch.
    let ticks = panel.chart.x.horizontalTicks(length: rect.width - 2 * frame.inset, measure: measure)
    let kept = ticks.keeping { tick in
      let half = measure.width(ticks.labels[tick], Theme.tick) / 2
      let x = frame.placeX(ticks.values[tick]) ?? rect.center.x
      let reach = Self.gutter / 2 - 2
      return x - half >= rect.minX - (column == 0 ? left : reach) && x + half <= rect.maxX + reach
    }
    let isLowest = index + columns >= panels.count
    return ChartBody(
      chart: panel.chart, frame: frame, xTicks: kept, yTicks: yTicks, measure: measure, showsXLabels: isLowest,
      showsYLabels: column == 0)
  }

  private func heading(_ title: String, _ rect: Rect) -> TextMark {
    let text = measure.fitted(title, Theme.titleStrong, limit: rect.width)
    return TextMark(text, at: Point(rect.minX, rect.minY - 5), face: Theme.titleStrong)
  }
}

extension Mark {
  /// Without its id.
  fileprivate var anonymous: Mark {
    guard case .group(let group) = self else { return self }
    return .group(Group(role: group.role, group.marks))
  }

  /// A centered text moved so that it lies between 0 and `width`.
  fileprivate func shifted(into width: Double, measure: TextMeasure) -> Mark {
    guard case .text(var text) = self else { return self }
    let half = measure.width(text.text, text.face) / 2
    text.position.x = min(max(text.position.x, half), max(half, width - half))
    return .text(text)
  }
}
