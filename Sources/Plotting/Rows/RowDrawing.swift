internal import Interop

/// A row chart in a given width.
struct RowDrawing {
  let chart: RowChart
  let measure: TextMeasure
  let width: Double
  private let labelWidth: Double
  let frame: AxisFrame
  private let ticks: Ticks

  private static let top = 16.0
  private static let bottom = 32.0
  private static let indent = 8.0
  private static let gap = 8.0

  init(_ chart: RowChart, measure: TextMeasure, width: Double) {
    self.chart = chart
    self.measure = measure
    self.width = width
    let labels = chart.lines.map { line -> Double in
      switch line {
      // Headings may run over the axis.
      case .heading: 0
      case .row(let row):
        measure.width(measure.fitted(row.label, Theme.label, limit: width), Theme.label)
          + (row.isIndented ? Self.indent : 0)
      }
    }
    labelWidth = min(labels.max() ?? 0, width * 0.38)
    let numbers = chart.lines.map { line -> Double in
      switch line {
      case .heading: 0
      case .row(let row): measure.width(row.number, Theme.tick)
      }
    }
    let numberWidth = min(numbers.max() ?? 0, width * 0.3)
    let left = labelWidth + Self.gap
    let rect = Rect(
      x: left, y: Self.top, width: max(30, width - left - numberWidth - Self.gap),
      height: chart.pitch * Double(chart.lines.count) + 6)
    // Rows have no vertical axis: 0 is the top of the first.
    let rows = ChartAxis(title: "", range: 0...1)
    let inset = chart.form == .interval ? 5.0 : 0
    frame = AxisFrame(rect: rect, x: chart.axis, y: rows, inset: inset)
    ticks = chart.axis.horizontalTicks(length: rect.width - 2 * inset, measure: measure)
  }

  private var keyHeight: Double { key.isEmpty ? 0 : 16 }
  var size: Size { Size(width, frame.rect.maxY + Self.bottom + keyHeight) }

  private func middle(_ index: Int) -> Double { frame.rect.minY + 3 + chart.pitch * (Double(index) + 0.5) }

  func displayList(title: String, summary: String) -> DisplayList {
    var marks: [Mark] = [.group(Group(role: "axis", axis()))]
    var hovers: [HoverPoint] = []
    marks += baseline()
    for (index, line) in chart.lines.enumerated() {
      switch line {
      case .heading(let text): marks.append(heading(text, at: middle(index)))
      case .row(let row):
        marks.append(.group(Group(role: "row", self.row(row, at: middle(index)))))
        hovers.append(hover(row, at: middle(index)))
      }
    }
    if !key.isEmpty { marks.append(.group(Group(role: "legend", keyMarks()))) }
    return DisplayList(size: size, title: title, summary: summary, marks: marks, hoverPoints: hovers)
  }

  // MARK: Axis

  private func axis() -> [Mark] {
    let rect = frame.rect
    var marks: [Mark] = []
    for (value, label) in zip(ticks.values, ticks.labels) {
      guard let x = frame.placeX(value) else { continue }
      let line = Path.segment(Point(x, rect.minY), Point(x, rect.maxY))
      marks.append(.shape(Shape(line, stroke: Stroke(.grid, width: Theme.hairline))))
      let half = measure.width(label, Theme.tick) / 2
      let center = max(half, min(x, width - half))
      marks.append(
        .text(TextMark(label, at: Point(center, rect.maxY + 11), anchor: .middle, face: Theme.tick, ink: .muted)))
    }
    let line = Path.segment(Point(rect.minX, rect.maxY), Point(rect.maxX, rect.maxY))
    marks.append(.shape(Shape(line, stroke: Stroke(.muted, width: Theme.thin))))
    let title = measure.fitted(chart.axis.title(with: ticks), Theme.label, limit: width)
    let half = measure.width(title, Theme.label) / 2
    let x = min(max(rect.center.x, half), width - half)
    marks.append(.text(TextMark(title, at: Point(x, rect.maxY + 25), anchor: .middle, face: Theme.label)))
    let number = measure.fitted(chart.numberTitle, Theme.tick, limit: width * 0.45)
    if !number.isEmpty {
      marks.append(.text(TextMark(number, at: Point(width - 0.5, 9), anchor: .end, face: Theme.tick, ink: .muted)))
    }
    return marks
  }

  private func baseline() -> [Mark] {
    guard let baseline = chart.baseline, let x = frame.placeX(baseline.value), x >= frame.rect.minX,
      x <= frame.rect.maxX
    else { return [] }
    let line = Path.segment(Point(x, frame.rect.minY - 3), Point(x, frame.rect.maxY))
    let room = width - measure.width(chart.numberTitle, Theme.tick) - 12
    let name = measure.fitted(baseline.name, Theme.tick, limit: min(room, 150))
    let half = measure.width(name, Theme.tick) / 2
    let center = min(max(x, half), max(half, room - half))
    return [
      .shape(Shape(line, stroke: Stroke(.muted, width: 0.9, dash: [3, 2]))),
      .text(TextMark(name, at: Point(center, 9), anchor: .middle, face: Theme.tick, ink: .muted)),
    ]
  }

  // MARK: Rows

  private func heading(_ text: String, at y: Double) -> Mark {
    let face = TextFace(size: Theme.label.size, bold: true)
    // A heading may run over the axis, where its line has no marks.
    let fitted = measure.fitted(text, face, limit: width)
    return .text(TextMark(fitted, at: Point(0, y + Theme.drop(face)), face: face, halo: 1.5))
  }

  private func row(_ row: RowChart.Row, at y: Double) -> [Mark] {
    let indent = row.isIndented ? Self.indent : 0
    let label = measure.fitted(row.label, Theme.label, limit: labelWidth - indent + 0.5)
    var marks: [Mark] = [
      .text(TextMark(label, at: Point(indent, y + Theme.drop(Theme.label)), face: Theme.label))
    ]
    switch chart.form {
    case .bar(let from): marks += bar(row, at: y, from: from)
    case .interval: marks += interval(row, at: y)
    }
    marks += reference(row, at: y)
    let number = measure.fitted(row.number, Theme.tick, limit: width * 0.3)
    marks.append(
      .text(TextMark(number, at: Point(width - 0.5, y + Theme.drop(Theme.tick)), anchor: .end, face: Theme.tick)))
    return marks
  }

  static let referenceInk = Ink.series(1)

  /// A diamond, or at the edge of the axis an arrow with the number.
  private func reference(_ row: RowChart.Row, at y: Double) -> [Mark] {
    guard let reference = row.estimate.reference, let x = frame.placeX(reference) else { return [] }
    let stroke = Stroke(Self.referenceInk, width: 1.1)
    if x >= frame.rect.minX - 0.5, x <= frame.rect.maxX + 0.5 {
      return [.shape(Shape(Marker.diamond.path(at: Point(x, y), size: 5), fill: .ink(.background), stroke: stroke))]
    }
    let isLeft = x < frame.rect.minX
    let tip = Point(isLeft ? frame.rect.minX + 1 : frame.rect.maxX - 1, y)
    let side = isLeft ? 1.0 : -1
    let arrow = Path(through: [tip + Point(5 * side, -3), tip, tip + Point(5 * side, 3)])
    let text = measure.fitted(chart.number(reference), Theme.tick, limit: frame.rect.width / 2)
    return [
      .shape(Shape(arrow, stroke: stroke)),
      .text(
        TextMark(
          text, at: tip + Point(8 * side, Theme.drop(Theme.tick)), anchor: isLeft ? .start : .end, face: Theme.tick,
          halo: 1.2)),
    ]
  }

  private func seeds(_ row: RowChart.Row, at y: Double, dy: Double) -> [Mark] {
    guard chart.showsSeeds, row.estimate.values.count > 1 else { return [] }
    var path = Path()
    for value in row.estimate.values {
      if let x = frame.placeX(value.value) {
        path.append(.circle(center: Point(x, y + dy), radius: 1.15))
      }
    }
    return [.shape(Shape(path, fill: .ink(.series(4, opacity: 0.75))))]
  }

  private func interval(_ row: RowChart.Row, at y: Double) -> [Mark] {
    var marks = seeds(row, at: y, dy: min(3.4, chart.pitch * 0.27))
    guard let mean = row.estimate.mean, let x = frame.placeX(mean) else { return marks }
    if let interval = row.estimate.interval, let low = frame.placeX(interval.lowerBound),
      let high = frame.placeX(interval.upperBound)
    {
      let line = Path.segment(Point(low, y - 1), Point(high, y - 1))
      marks.append(.shape(Shape(line, stroke: Stroke(.series(0), width: 1.3))))
    }
    let dot = Path.circle(center: Point(x, y - 1), radius: 2.3)
    marks.append(.shape(Shape(dot, fill: .ink(.series(0)), stroke: Stroke(.background, width: 0.6))))
    return marks
  }

  private func bar(_ row: RowChart.Row, at y: Double, from: Double) -> [Mark] {
    guard let mean = row.estimate.mean, let x = frame.placeX(mean), let start = frame.placeX(from) else {
      return seeds(row, at: y, dy: 0)
    }
    let height = chart.pitch * 0.66
    let box = Rect(x: min(start, x), y: y - height / 2, width: (x - start).magnitude, height: height)
    var marks: [Mark] = [.shape(Shape(.rectangle(box), fill: .ink(.series(0, opacity: 0.32))))]
    marks += [
      .shape(
        Shape(.segment(Point(x, box.minY), Point(x, box.maxY)), stroke: Stroke(.series(0), width: Theme.line)))
    ]
    if let interval = row.estimate.interval, let low = frame.placeX(interval.lowerBound),
      let high = frame.placeX(interval.upperBound)
    {
      marks.append(.shape(Shape(.segment(Point(low, y), Point(high, y)), stroke: Stroke(.foreground, width: 0.9))))
    }
    return marks + seeds(row, at: y, dy: 0)
  }

  private func hover(_ row: RowChart.Row, at y: Double) -> HoverPoint {
    let x = row.estimate.mean.flatMap(frame.placeX) ?? frame.rect.center.x
    let area = Rect(x: 0, y: y - chart.pitch / 2, width: width, height: chart.pitch)
    return HoverPoint(at: Point(x, y), area: area, text: row.hover)
  }
}
