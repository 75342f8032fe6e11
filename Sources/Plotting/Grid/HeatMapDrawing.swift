internal import Interop

/// A heat map in a given width, with the scale of its colors.
struct HeatMapDrawing {
  let plot: HeatMapPlot
  let measure: TextMeasure
  let width: Double
  private let drawing: GridDrawing
  private let ticks: Ticks
  private let scaleWidth: Double

  private static let barWidth = 9.0
  private static let top = 18.0

  init(_ plot: HeatMapPlot, measure: TextMeasure, width: Double) {
    self.plot = plot
    self.measure = measure
    self.width = width
    let grid = plot.grid()
    // All values equal: one label says it.
    ticks =
      plot.range.upperBound > plot.range.lowerBound
      ? ChartAxis(title: "", range: plot.range).verticalTicks(length: 130)
      : Ticks(at: [plot.range.lowerBound])
    scaleWidth = (ticks.labels.map { measure.width($0, Theme.tick) }.max() ?? 0) + Self.barWidth + 24
    let widest = width * 0.25
    let room = width - GridDrawing.leftWidth(grid, measure, widest: widest) - scaleWidth
    let columns = Double(max(1, grid.columnLabels.count))
    let cellWidth = max(0.5, min(58, room / columns))
    let numbers = grid.cells.joined().map { measure.width($0.text, TextFace(size: 8)) }.max() ?? 0
    // Cells with numbers are wider than high; small ones are square.
    let cellHeight = max(3, min(cellWidth, numbers > 0 && numbers + 2 <= cellWidth ? 22 : 16))
    drawing = GridDrawing(
      grid, measure: measure, corner: Point(0, Self.top), cell: Size(cellWidth, cellHeight), widest: widest)
  }

  func displayList() -> DisplayList {
    let title = measure.fitted(plot.options.metric.title, Theme.label, limit: width)
    var marks: [Mark] = [.text(TextMark(title, at: Point(0, 10), face: Theme.label))]
    marks += drawing.marks()
    marks.append(.group(Group(role: "legend", scale())))
    let size = Size(width, max(drawing.bottom, scaleRect.maxY + 6))
    return DisplayList(
      size: size, title: plot.title, summary: plot.summary, marks: marks, hoverPoints: drawing.hoverPoints())
  }

  private var scaleRect: Rect {
    let cells = drawing.cellsRect
    return Rect(x: cells.maxX + 16, y: cells.minY, width: Self.barWidth, height: max(56, min(150, cells.height)))
  }

  private func scale() -> [Mark] {
    let rect = scaleRect
    var marks: [Mark] = []
    let height = rect.height / Double(Palette.rampCount)
    for step in 0..<Palette.rampCount {
      let box = Rect(x: rect.minX, y: rect.maxY - height * Double(step + 1), width: rect.width, height: height)
      marks.append(.shape(Shape(.rectangle(box), fill: .ink(Ink(.ramp(step))))))
    }
    marks.append(.shape(Shape(.rectangle(rect), stroke: Stroke(.muted, width: Theme.hairline))))
    var last = Double.infinity
    for (value, label) in zip(ticks.values, ticks.labels) {
      let y = rect.maxY - rect.height * plot.part(value)
      guard last - y >= Theme.tick.size + 2 else { continue }
      last = y
      marks.append(
        .shape(
          Shape(.segment(Point(rect.maxX, y), Point(rect.maxX + 2.5, y)), stroke: Stroke(.muted, width: Theme.thin))))
      marks.append(
        .text(
          TextMark(label, at: Point(rect.maxX + 5, y + Theme.drop(Theme.tick)), face: Theme.tick, ink: .muted)))
    }
    return marks
  }
}
