internal import Interop

/// Axes, lines, and names at the lines' ends (or below, where they do not fit).
struct CurvesDrawing {
  let curves: Curves
  let measure: TextMeasure
  /// In points.
  let width: Double
  private let plotHeight: Double
  let frame: AxisFrame
  private let yTicks: Ticks
  /// Where each line's name goes; nil for names below the axes.
  private let labelPositions: [Double]?
  private let legendRows: [[Int]]

  private static let top = 24.0
  private static let bottom = 30.0
  private static let labelGap = 10.0
  private static let labelOffset = 15.0
  private static let longestLabel = 130.0
  private static let legendRowHeight = 13.0
  private static let swatchWidth = 22.0
  private static let columnGap = 8.0

  init(curves: Curves, measure: TextMeasure, width: Double = Theme.width) {
    self.curves = curves
    self.measure = measure
    self.width = width
    plotHeight = min(176, width * 0.62)
    let isLog = curves.options.scale == .log
    var yTicks = isLog ? Ticks(logarithmicIn: curves.range) : Ticks(in: curves.range, count: 5)
    // Less than two on a logarithmic axis say nothing: round numbers then.
    if yTicks.values.count < 2 { yTicks = Ticks(in: curves.range, count: 4) }
    self.yTicks = yTicks
    let left = (yTicks.labels.map { measure.width($0, Theme.tick) }.max() ?? 0) + 7
    let plotArea = Rect(x: 0, y: Self.top, width: width, height: plotHeight)
    func frame(right: Double) -> AxisFrame {
      AxisFrame(
        rect: Rect(x: left, y: plotArea.y, width: width - left - right, height: plotArea.height),
        x: Double(curves.epochs.lowerBound)...Double(curves.epochs.upperBound), y: curves.range, isLogarithmic: isLog)
    }
    let names = curves.lines.map { measure.fitted($0.name, Theme.label, limit: Self.longestLabel) }
    let labelWidth = (names.map { measure.width($0, Theme.label) }.max() ?? 0) + Self.labelOffset + 2
    let labelled = frame(right: labelWidth)
    let wanted = curves.lines.map { line in
      min(max(labelled.placeY(line.mean[line.last] ?? 0), plotArea.minY), plotArea.maxY)
    }
    // The lines need at least two thirds of the width.
    labelPositions =
      labelWidth > width / 3
      ? nil : LabelColumn.spread(wanted, gap: Self.labelGap, in: plotArea.minY + 2...plotArea.maxY - 2)
    self.frame = labelPositions == nil ? frame(right: 6) : labelled
    legendRows = labelPositions == nil ? Self.rows(names.map { measure.width($0, Theme.label) }, in: width) : []
  }

  /// Indices in rows of as many columns as the widest name allows.
  private static func rows(_ widths: [Double], in width: Double) -> [[Int]] {
    let columns = max(1, Int(width / ((widths.max() ?? 0) + swatchWidth + columnGap)))
    return stride(from: 0, to: widths.count, by: columns).map { Array($0..<min($0 + columns, widths.count)) }
  }

  var size: Size {
    Size(
      width,
      Self.top + plotHeight + Self.bottom + (legendRows.isEmpty ? 0 : 4)
        + Double(legendRows.count) * Self.legendRowHeight)
  }

  func marks() -> [Mark] {
    var marks: [Mark] = [.group(Group(role: "axis", axes()))]
    marks += curves.lines.indices.map { .group(Group(id: "line-\($0 + 1)", role: "series", line($0))) }
    marks.append(.group(Group(role: "labels", labelPositions.map(endLabels) ?? legend())))
    return marks
  }

  // MARK: Axes

  private func axes() -> [Mark] {
    let rect = frame.rect
    var marks: [Mark] = [
      .text(TextMark(curves.options.metric.title(curves.options.scale), at: Point(0, 9), face: Theme.label))
    ]
    for (value, label) in zip(yTicks.values, yTicks.labels) {
      let y = frame.placeY(value)
      marks.append(
        .shape(
          Shape(.segment(Point(rect.minX, y), Point(rect.maxX, y)), stroke: Stroke(.grid, width: Theme.hairline))))
      marks.append(
        .text(
          TextMark(label, at: Point(rect.minX - 5, y + 2.7), anchor: .end, face: Theme.tick, ink: .muted)))
    }
    let axis = Path.segment(Point(rect.minX, rect.maxY), Point(rect.maxX, rect.maxY))
    marks.append(.shape(Shape(axis, stroke: Stroke(.muted, width: Theme.thin))))
    for epoch in epochTicks() {
      let x = frame.placeX(Double(epoch))
      let tick = Path.segment(Point(x, rect.maxY), Point(x, rect.maxY + 3))
      marks.append(.shape(Shape(tick, stroke: Stroke(.muted, width: Theme.thin))))
      marks.append(
        .text(
          TextMark(String(epoch), at: Point(x, rect.maxY + 11), anchor: .middle, face: Theme.tick, ink: .muted)))
    }
    marks.append(
      .text(TextMark("Epoch", at: Point(rect.center.x, rect.maxY + 24), anchor: .middle, face: Theme.label)))
    return marks
  }

  /// Round numbers and the first epoch; a round number too close to the first gives way.
  private func epochTicks() -> [Int] {
    let (first, last) = (curves.epochs.lowerBound, curves.epochs.upperBound)
    guard first < last else { return [first] }
    let ticks = Ticks(in: Double(first)...Double(last), count: 5, whole: true).values.compactMap { Int(exactly: $0) }
    let room = measure.width(String(last), Theme.tick) + 8
    let start = frame.placeX(Double(first))
    return [first] + ticks.filter { $0 > first && frame.placeX(Double($0)) - start >= room }
  }

  // MARK: Lines

  private func line(_ index: Int) -> [Mark] {
    let line = curves.lines[index]
    let ink = Ink.category(index)
    var marks: [Mark] = []
    if line.seeds.count > 1 {
      switch curves.options.spread {
      case .none: break
      case .seeds:
        for seed in line.seeds {
          let stroke = Stroke(.category(index, opacity: 0.4), width: Theme.thin)
          marks.append(.shape(Shape(frame.polyline(points(seed)), stroke: stroke)))
        }
      case .band: marks.append(.shape(Shape(band(line), fill: .ink(.category(index, opacity: 0.18)))))
      }
    }
    let dash = Self.dashes[index / Palette.categoryCount % Self.dashes.count]
    marks.append(
      .shape(Shape(frame.polyline(points(line.mean)), stroke: Stroke(ink, width: Theme.line, dash: dash))))
    for dot in dots(line) {
      marks.append(
        .shape(
          Shape(.circle(center: dot, radius: 2.1), fill: .ink(ink), stroke: Stroke(.background, width: 0.7))))
    }
    return marks
  }

  /// Colors come round after ten lines; then the dashes tell them apart.
  private static let dashes: [[Double]] = [[], [4, 2], [1.5, 1.5], [6, 2, 1.5, 2], [8, 3]]

  private func points(_ values: [Double?]) -> [Point?] {
    values.enumerated().map { index, value in value.map { frame.place(Double(index + 1), $0) } }
  }

  /// The end, every point of a line of few, and points between two gaps.
  private func dots(_ line: Curves.Line) -> [Point] {
    let points = points(line.mean)
    let isShort = points.count { $0 != nil } <= 6
    return points.indices.compactMap { index in
      let isAlone = (index == 0 || points[index - 1] == nil) && (index + 1 >= points.count || points[index + 1] == nil)
      guard let point = points[index], index == line.last || isShort || isAlone,
        point.y >= frame.rect.minY - 0.5, point.y <= frame.rect.maxY + 0.5
      else { return nil }
      return point
    }
  }

  /// Around the seeds, over the epochs where there are any; parts beyond the axis lie on its edge.
  private func band(_ line: Curves.Line) -> Path {
    var upper: [Point] = []
    var lower: [Point] = []
    for index in line.mean.indices {
      let values = line.seeds.compactMap { index < $0.count ? $0[index] : nil }
      guard let low = values.min(), let high = values.max() else { continue }
      for (value, isUpper) in [(high, true), (low, false)] {
        var point = frame.place(Double(index + 1), value)
        point.y = min(max(point.y, frame.rect.minY), frame.rect.maxY)
        if isUpper { upper.append(point) } else { lower.append(point) }
      }
    }
    return Path(through: upper + lower.reversed(), closed: true)
  }

  // MARK: Names

  private func endLabels(_ positions: [Double]) -> [Mark] {
    let x = frame.rect.maxX + Self.labelOffset
    return curves.lines.indices.flatMap { index -> [Mark] in
      let line = curves.lines[index]
      var end = frame.place(Double(line.last + 1), line.mean[line.last] ?? 0)
      end.y = min(max(end.y, frame.rect.minY), frame.rect.maxY)
      let target = Point(x - 2, positions[index])
      let knee = Point(max(end.x + 3, x - 9), end.y)
      let leader = Path(through: [end + Point(3, 0), knee, target])
      let label = measure.fitted(line.name, Theme.label, limit: Self.longestLabel)
      return [
        .shape(Shape(leader, stroke: Stroke(.category(index, opacity: 0.8), width: Theme.thin))),
        .text(TextMark(label, at: Point(x, positions[index] + 2.8), face: Theme.label)),
      ]
    }
  }

  private func legend() -> [Mark] {
    var marks: [Mark] = []
    for (row, indices) in legendRows.enumerated() {
      let y = Self.top + plotHeight + Self.bottom + 4 + Self.legendRowHeight * (Double(row) + 0.5)
      for (column, index) in indices.enumerated() {
        let x = width / Double(legendRows[0].count) * Double(column)
        let label = measure.fitted(curves.lines[index].name, Theme.label, limit: Self.longestLabel)
        let dash = Self.dashes[index / Palette.categoryCount % Self.dashes.count]
        let swatch = Path.segment(Point(x, y), Point(x + Self.swatchWidth - 5, y))
        marks.append(.shape(Shape(swatch, stroke: Stroke(.category(index), width: Theme.line, dash: dash))))
        marks.append(.text(TextMark(label, at: Point(x + Self.swatchWidth, y + 2.8), face: Theme.label)))
      }
    }
    return marks
  }
}
