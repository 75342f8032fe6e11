internal import Interop

/// Configurations one below the other against a common horizontal axis: label, marks, number.
struct RowChart {
  enum Line {
    case heading(String)
    case row(Row)
  }

  struct Row {
    var label: String
    /// Indented under a heading.
    var isIndented: Bool
    var estimate: Estimate
    /// At the right end of the row.
    var number: String
    var hover: String
  }

  enum Form: Hashable {
    /// A mark at the mean with its interval, and a small mark for each seed.
    case interval
    /// A bar from that value to the mean.
    case bar(from: Double)
  }

  var axis: ChartAxis
  var lines: [Line]
  var form: Form
  var showsSeeds: Bool
  /// Over the numbers.
  var numberTitle: String
  /// What the hollow diamonds are, in the key below; nil where there are none.
  var referenceName: String?
  /// A vertical line with a name: another configuration's mean.
  var baseline: (value: Double, name: String)?

  /// The height of one line; many lines stand closer.
  var pitch: Double { lines.count > 45 ? 10.5 : lines.count > 24 ? 11.5 : 14 }
}

/// A row chart in a given width.
struct RowDrawing {
  let chart: RowChart
  let measure: TextMeasure
  let width: Double
  private let labelWidth: Double
  private let frame: AxisFrame
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
      marks.append(
        .text(TextMark(label, at: Point(x, rect.maxY + 11), anchor: .middle, face: Theme.tick, ink: .muted)))
    }
    let line = Path.segment(Point(rect.minX, rect.maxY), Point(rect.maxX, rect.maxY))
    marks.append(.shape(Shape(line, stroke: Stroke(.muted, width: Theme.thin))))
    let title = measure.fitted(chart.axis.title(with: ticks), Theme.label, limit: width)
    let half = measure.width(title, Theme.label) / 2
    let x = min(max(rect.center.x, half), width - half)
    marks.append(.text(TextMark(title, at: Point(x, rect.maxY + 25), anchor: .middle, face: Theme.label)))
    let number = measure.fitted(chart.numberTitle, Theme.tick, limit: width * 0.45)
    if !number.isEmpty {
      marks.append(.text(TextMark(number, at: Point(width, 9), anchor: .end, face: Theme.tick, ink: .muted)))
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
    if let reference = row.estimate.reference, let x = frame.placeX(reference) {
      let diamond = Marker.diamond.path(at: Point(x, y), size: 5)
      marks.append(
        .shape(Shape(diamond, fill: .ink(.background), stroke: Stroke(Self.referenceInk, width: 1.1))))
    }
    let number = measure.fitted(row.number, Theme.tick, limit: width * 0.3)
    marks.append(
      .text(TextMark(number, at: Point(width, y + Theme.drop(Theme.tick)), anchor: .end, face: Theme.tick)))
    return marks
  }

  private static let referenceInk = Ink.series(1)

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

  // MARK: Key

  /// What the marks mean, where there are several kinds.
  private var key: [(symbol: Int, text: String)] {
    var entries: [(Int, String)] = []
    let rows = chart.lines.compactMap { if case .row(let row) = $0 { row } else { nil } }
    let hasSeeds = chart.showsSeeds && rows.contains { $0.estimate.values.count > 1 }
    guard hasSeeds || chart.referenceName != nil else { return [] }
    entries.append((0, hasSeeds ? "mean" : "value"))
    if hasSeeds { entries.append((1, "one seed")) }
    if let name = chart.referenceName { entries.append((2, name)) }
    return entries
  }

  private func keyMarks() -> [Mark] {
    var marks: [Mark] = []
    var x = frame.rect.minX
    let limit = (width - 60) / 3
    let texts = key.map { measure.fitted($0.text, Theme.tick, limit: limit) }
    let total = texts.reduce(0) { $0 + measure.width($1, Theme.tick) + 24 } - 12
    x = max(0, min(x, width - total))
    let y = size.height - 7
    for ((symbol, _), text) in zip(key, texts) {
      let at = Point(x + 4, y)
      switch symbol {
      case 1: marks.append(.shape(Shape(.circle(center: at, radius: 1.15), fill: .ink(.series(4)))))
      case 2:
        let diamond = Marker.diamond.path(at: at, size: 5)
        marks.append(
          .shape(Shape(diamond, fill: .ink(.background), stroke: Stroke(Self.referenceInk, width: 1.1))))
      default:
        let dot = Path.circle(center: at, radius: 2.3)
        let bar = Path.rectangle(Rect(center: at, width: 7, height: 6))
        let isBar = chart.form != .interval
        marks.append(.shape(Shape(isBar ? bar : dot, fill: .ink(.series(0, opacity: isBar ? 0.32 : 1)))))
      }
      marks.append(
        .text(TextMark(text, at: Point(x + 11, y + Theme.drop(Theme.tick)), face: Theme.tick, ink: .muted)))
      x += measure.width(text, Theme.tick) + 24
    }
    return marks
  }
}
