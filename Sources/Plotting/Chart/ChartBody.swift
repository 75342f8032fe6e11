internal import Interop

/// The inside of a chart in a given frame: grid, axes and layers, without names.
struct ChartBody {
  let chart: Chart
  let frame: AxisFrame
  let xTicks: Ticks
  let yTicks: Ticks
  let measure: TextMeasure
  /// Labels below keep inside.
  var labelRange = -Double.infinity...Double.infinity
  var showsXLabels = true
  var showsYLabels = true

  // MARK: Axes

  func axes() -> [Mark] {
    let rect = frame.rect
    var marks: [Mark] = []
    for (value, label) in zip(yTicks.values, yTicks.labels) {
      guard let y = frame.placeY(value) else { continue }
      marks.append(
        .shape(
          Shape(.segment(Point(rect.minX, y), Point(rect.maxX, y)), stroke: Stroke(.grid, width: Theme.hairline))))
      guard showsYLabels else { continue }
      marks.append(
        .text(
          TextMark(
            label, at: Point(rect.minX - 5, y + Theme.drop(Theme.tick)), anchor: .end, face: Theme.tick, ink: .muted)))
    }
    let axis = Path.segment(Point(rect.minX, rect.maxY), Point(rect.maxX, rect.maxY))
    marks.append(.shape(Shape(axis, stroke: Stroke(.muted, width: Theme.thin))))
    for (value, label) in zip(xTicks.values, xTicks.labels) {
      guard let x = frame.placeX(value) else { continue }
      let tick = Path.segment(Point(x, rect.maxY), Point(x, rect.maxY + 3))
      marks.append(.shape(Shape(tick, stroke: Stroke(.muted, width: Theme.thin))))
      guard showsXLabels else { continue }
      let half = labelHalfWidth(label)
      let center = max(min(x, labelRange.upperBound - half), labelRange.lowerBound + half)
      marks.append(
        .text(
          TextMark(label, at: Point(center, rect.maxY + 12), anchor: .middle, face: Theme.tick, ink: .muted)))
    }
    return marks
  }

  private func labelHalfWidth(_ label: String) -> Double { measure.width(label, Theme.tick) / 2 }

  // MARK: Layers

  /// One group for each series, faint layers of all of them first.
  func layers() -> [Mark] {
    var marks: [Mark] = []
    let faint = chart.series.flatMap { series in
      series.layers.filter(\.isBehind).flatMap { mark($0, series) }
    }
    if !faint.isEmpty { marks.append(.group(Group(role: "seeds", faint))) }
    for (index, series) in chart.series.enumerated() {
      let front = series.layers.filter { !$0.isBehind }.flatMap { mark($0, series) }
      marks.append(.group(Group(id: "line-\(index + 1)", role: "series", front)))
    }
    return marks
  }

  /// From left to right, so that points told together follow each other; a value beyond the axis is told at its edge.
  func hoverPoints() -> [HoverPoint] {
    let points = chart.series.enumerated().flatMap { index, series in
      series.hovers.compactMap { hover in
        place(hover.point, series).map { place in
          HoverPoint(at: frame.clampedY(place), text: hover.text, heading: hover.heading, series: index)
        }
      }
    }
    let order = points.indices.sorted { (points[$0].position.x, $0) < (points[$1].position.x, $1) }
    return order.map { points[$0] }
  }

  /// Where a point of a series is drawn; nil where the axes have no place for it.
  func place(_ point: ChartPoint, _ series: ChartSeries) -> Point? {
    frame.place(point.x, point.y).map { Point($0.x + series.dodge, $0.y) }
  }

  private func mark(_ layer: ChartLayer, _ series: ChartSeries) -> [Mark] {
    let style = series.style
    func place(_ x: Double, _ y: Double) -> Point? { self.place(ChartPoint(x, y), series) }
    switch layer {
    case .line(let points, let isFaint):
      let path = frame.polyline(points.map { $0.flatMap { place($0.x, $0.y) } })
      guard !path.elements.isEmpty else { return [] }
      let stroke =
        isFaint
        ? Stroke(style.ink(opacity: 0.4), width: Theme.thin)
        : Stroke(style.ink(), width: Theme.line, dash: style.dash)
      return [.shape(Shape(path, stroke: stroke))]
    case .band(let spans):
      let upper = spans.compactMap { place($0.at, $0.high) }.map(frame.clampedY)
      let lower = spans.compactMap { place($0.at, $0.low) }.map(frame.clampedY)
      guard upper.count > 1 else { return [] }
      let path = Path(through: upper + lower.reversed(), closed: true)
      return [.shape(Shape(path, fill: .ink(style.ink(opacity: 0.2))))]
    case .area(let points):
      let top = points.compactMap { place($0.x, $0.y) }.map(frame.clampedY)
      guard let first = top.first, let last = top.last, top.count > 1 else { return [] }
      let floor = frame.rect.maxY
      let path = Path(through: [Point(first.x, floor)] + top + [Point(last.x, floor)], closed: true)
      return [.shape(Shape(path, fill: .ink(style.ink(opacity: 0.14))))]
    case .marks(let points, let size, let isFaint):
      return marks(points.compactMap { place($0.x, $0.y) }, size: size, isFaint: isFaint, style)
    case .whiskers(let spans): return [whiskers(spans, style) { place($0, $1).map(frame.clampedY) }]
    case .levelWhiskers(let spans): return [whiskers(spans, style) { place($1, $0).map(frame.clampedY) }]
    }
  }

  private func marks(_ points: [Point], size: Double, isFaint: Bool, _ style: SeriesStyle) -> [Mark] {
    let places = points.filter(frame.holds)
    guard !places.isEmpty else { return [] }
    var path = Path()
    for place in places { path.append(style.marker.path(at: place, size: size)) }
    if isFaint { return [.shape(Shape(path, fill: .ink(style.ink(opacity: 0.45))))] }
    return [.shape(Shape(path, fill: .ink(style.ink()), stroke: Stroke(.background, width: 0.7)))]
  }

  private func whiskers(_ spans: [ChartSpan], _ style: SeriesStyle, _ place: (Double, Double) -> Point?) -> Mark {
    var path = Path()
    for span in spans {
      guard let low = place(span.at, span.low), let high = place(span.at, span.high) else { continue }
      path.append(.segment(low, high))
      // Caps across the direction of the bar.
      let cap = low.x == high.x ? Point(2, 0) : Point(0, 2)
      for end in [low, high] { path.append(.segment(end - cap, end + cap)) }
    }
    return .shape(Shape(path, stroke: Stroke(style.ink(), width: 0.9)))
  }
}

extension ChartLayer {
  /// Drawn before everything else.
  fileprivate var isBehind: Bool {
    switch self {
    case .line(_, let isFaint), .marks(_, _, let isFaint): isFaint
    case .band, .area: true
    case .whiskers, .levelWhiskers: false
    }
  }
}
