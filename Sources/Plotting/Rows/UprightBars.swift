internal import Interop

/// Bars side by side, their labels below.
struct UprightBars {
  let rows: EstimateRows
  let start: Double
  let showsSeeds: Bool
  let measure: TextMeasure
  let width: Double
  private let frame: AxisFrame
  private let ticks: Ticks

  private static let top = 24.0
  private static let bottom = 20.0

  init(
    rows: EstimateRows, axis: ChartAxis, start: Double, showsSeeds: Bool, measure: TextMeasure, width: Double
  ) {
    self.rows = rows
    self.start = start
    self.showsSeeds = showsSeeds
    self.measure = measure
    self.width = width
    let height = min(170, width * 0.55)
    ticks = axis.verticalTicks(length: height)
    let left = (ticks.labels.map { measure.width($0, Theme.tick) }.max() ?? 0) + 7
    frame = AxisFrame(
      rect: Rect(x: left, y: Self.top, width: max(20, width - left), height: height),
      x: ChartAxis(title: "", range: 0...1), y: axis, inset: 0)
  }

  private var pitch: Double { frame.rect.width / Double(rows.estimates.count) }

  /// Whether there is room for bars with shortened labels.
  var isPossible: Bool { pitch >= 24 }

  /// Whether each label has the room of its bar, and the number above it too.
  var labelsFit: Bool {
    rows.estimates.allSatisfy { estimate in
      estimate.label.count < 60 && measure.width(estimate.label, Theme.label) <= pitch - 6
        && measure.width(number(estimate), Theme.tick) <= pitch - 4
    }
  }

  private func number(_ estimate: Estimate) -> String { estimate.mean.map(rows.quantity.number) ?? "–" }

  func displayList(title: String, summary: String) -> DisplayList {
    let body = ChartBody(
      chart: Chart(x: frame.x, y: frame.y, series: []), frame: frame,
      xTicks: Ticks(values: [], labels: [], exponent: 0), yTicks: ticks, measure: measure)
    var axis: [Mark] = [
      .text(
        TextMark(
          measure.fitted(frame.y.title(with: ticks), Theme.label, limit: width), at: Point(0, 10), face: Theme.label))
    ]
    axis += body.axes()
    var marks: [Mark] = [.group(Group(role: "axis", axis))]
    var hovers: [HoverPoint] = []
    for (index, estimate) in rows.estimates.enumerated() {
      let center = frame.rect.minX + pitch * (Double(index) + 0.5)
      marks.append(.group(Group(role: "bar", bar(estimate, at: center))))
      let area = Rect(x: center - pitch / 2, y: frame.rect.minY, width: pitch, height: frame.rect.height)
      let y = estimate.mean.flatMap(frame.placeY) ?? frame.rect.maxY
      hovers.append(
        HoverPoint(
          at: Point(center, y), area: area, text: "\(estimate.label): \(rows.number(estimate))\(rows.quantity.unit)"))
    }
    let size = Size(width, frame.rect.maxY + Self.bottom)
    return DisplayList(size: size, title: title, summary: summary, marks: marks, hoverPoints: hovers)
  }

  private func bar(_ estimate: Estimate, at center: Double) -> [Mark] {
    let rect = frame.rect
    let label = measure.fitted(estimate.label, Theme.label, limit: pitch - 3)
    var marks: [Mark] = [
      .text(TextMark(label, at: Point(center, rect.maxY + 12), anchor: .middle, face: Theme.label))
    ]
    guard let mean = estimate.mean, let y = frame.placeY(mean), let base = frame.placeY(start) else { return marks }
    let barWidth = min(46, pitch * 0.62)
    let box = Rect(x: center - barWidth / 2, y: min(y, base), width: barWidth, height: (y - base).magnitude)
    marks.append(.shape(Shape(.rectangle(box), fill: .ink(.series(0, opacity: 0.32)))))
    marks.append(
      .shape(
        Shape(.segment(Point(box.minX, y), Point(box.maxX, y)), stroke: Stroke(.series(0), width: Theme.line))))
    var highest = min(y, base)
    if let interval = estimate.interval, let low = frame.placeY(interval.lowerBound),
      let high = frame.placeY(interval.upperBound)
    {
      let line = Path.segment(Point(center, low), Point(center, high))
      marks.append(.shape(Shape(line, stroke: Stroke(.foreground, width: 0.9))))
      highest = min(highest, high)
    }
    if showsSeeds, estimate.values.count > 1 {
      var path = Path()
      for value in estimate.values {
        if let place = frame.placeY(value.value) {
          path.append(.circle(center: Point(center + barWidth * 0.3, place), radius: 1.2))
          highest = min(highest, place)
        }
      }
      marks.append(.shape(Shape(path, fill: .ink(.series(4, opacity: 0.75)))))
    }
    let text = number(estimate)
    if measure.width(text, Theme.tick) <= pitch - 2 {
      marks.append(
        .text(
          TextMark(text, at: Point(center, highest - 4), anchor: .middle, face: Theme.tick, halo: 1.2)))
    }
    return marks
  }
}
