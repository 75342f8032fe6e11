import Foundation
import Interop
import OffprintCore
import Plotting
import Testing

/// Every kind with data that no author has in mind: figures stay legible or are refused with a sentence.
@Suite("Hostile data") struct HostileDataTests {
  private let typesetter = Typesetter()

  /// Labels that differ in every way that matters to layout.
  private static let labels: [(String, @Sendable (Int) -> String)] = [
    ("plain", { "run \($0)" }), ("empty", { _ in "" }),
    ("long", { String(repeating: "a rather long name ", count: 30) + String($0) }),
    ("scripts", { "θ\u{0301}ψ₂ Ω العربية 数字 \($0)" }), ("one word", { String(repeating: "W", count: 300) + "\($0)" }),
    ("controls", { "\u{0}\u{202E}\n\t\($0)" }),
  ]

  private static let values: [(String, [Double])] = [
    ("one", [98.7]), ("equal", [5, 5, 5]), ("zero", [0, 0]), ("huge", [1e14, -1e14, 3e14]),
    ("tiny", [1e-14, 2e-14, -1e-14]), ("close", [98.712_345_6, 98.712_345_7]),
    ("infinite", [.infinity, 1, -.infinity]),
    ("nan", [.nan, 2]), ("none", []), ("nothing but nan", [.nan, .nan]), ("too huge", [1e300, 1e-300]),
    ("mixed", [-1e9, 1e-9, 0, 1e9]), ("sixty", (0..<60).map { Double($0 * $0) }),
  ]

  private let quantity = Quantity(name: "error", title: "Test error (%)", phrase: "test error", unit: "\u{A0}%")

  private func check(_ name: String, _ figure: () throws -> Figure) throws {
    let drawn: Figure
    do {
      drawn = try figure()
    } catch let error as PlotError {
      #expect(error.description.count > 20, "\(name)")
      return
    }
    for (width, list) in [("full", drawn.displayList), ("narrow", drawn.narrow)] {
      guard let list else { continue }
      expectLegible(list, "\(name), \(width)", typesetter)
    }
    #expect(!drawn.alternativeText.isEmpty)
    #expect(!drawn.data.canonicalJSON.contains("nan"))
    let read = try JSONDecoder().decode(Setting.self, from: Data(drawn.data.canonicalJSON.utf8))
    #expect(read == drawn.data, "\(name)")
    for row in drawn.table.rows { #expect(row.count == drawn.table.columns.count, "\(name)") }
  }

  private func estimates(_ values: [Double], _ label: (Int) -> String, grouped: Bool = false) -> [Estimate] {
    values.enumerated().map { index, value in
      let spread = value.isFinite ? max(value.magnitude * 0.1, 1e-15) : 0
      return Estimate(
        label: label(index), shortLabel: grouped ? label(index) : nil,
        group: grouped ? "G\(index / 20) \(label(0))" : nil,
        values: [.init(seed: 1, value: value), .init(seed: 2, value: value + spread)], mean: value,
        interval: value.isFinite ? value - spread...value + spread : nil,
        reference: index.isMultiple(of: 3) ? value * 2 : nil)
    }
  }

  @Test(arguments: 0..<6) func `rows and bars`(kind: Int) throws {
    let (labelName, label) = Self.labels[kind]
    for (valueName, values) in Self.values {
      let name = "\(labelName), \(valueName)"
      for spread in [Spread.t, .none] {
        try check("intervals, " + name) {
          try Intervals.figure(
            estimates(values, label, grouped: true),
            .init(
              metric: quantity, interval: spread, referenceName: label(1), baseline: .init(value: 3, name: label(0))),
            typesetter: typesetter)
        }
      }
      for direction in Bars.Direction.allCases {
        for start in [0.0, 97, -1e12] {
          try check("bars \(direction) from \(start), " + name) {
            try Bars.figure(
              estimates(values, label), .init(metric: quantity, showsSeeds: true, direction: direction, start: start),
              typesetter: typesetter)
          }
        }
      }
    }
  }

  @Test(arguments: 0..<6) func `scatter plots`(kind: Int) throws {
    let (labelName, label) = Self.labels[kind]
    for (valueName, values) in Self.values {
      for scale in AxisScale.allCases {
        for connects in [true, false] {
          try check("scatter \(scale) \(connects), \(labelName), \(valueName)") {
            let series = values.enumerated().map { index, value in
              ScatterSeries(
                name: label(index),
                points: [
                  ScatterPoint(
                    label: label(index), x: value, y: -value,
                    yInterval: value.isFinite ? -value.magnitude - 1...value.magnitude + 1 : nil,
                    seeds: [.init(seed: 1, x: value, y: value), .init(seed: 2, x: 1, y: 2)]),
                  ScatterPoint(label: label(index), x: 2, y: 64),
                ])
            }
            return try Scatter.figure(
              series, .init(x: quantity, y: quantity, xScale: scale, yScale: scale, interval: .t, connects: connects),
              typesetter: typesetter)
          }
        }
      }
    }
  }

  @Test(arguments: 0..<6) func `histograms`(kind: Int) throws {
    let (labelName, label) = Self.labels[kind]
    for (valueName, values) in Self.values {
      for scale in [AxisScale.linear, .log] {
        for count in [1, 3, 60] {
          try check("\(count) histograms \(scale), \(labelName), \(valueName)") {
            try Histogram.figure(
              (0..<count).map { .init(name: label($0), values: CountedValues(values)) },
              .init(quantity: quantity, noun: "seed", height: count == 3 ? .density : .share, scale: scale),
              typesetter: typesetter)
          }
        }
      }
    }
  }

  @Test(arguments: 0..<6) func `curves and small multiples`(kind: Int) throws {
    let (labelName, label) = Self.labels[kind]
    for (valueName, values) in Self.values {
      let series = (0..<7).map { CurveSeries(name: label($0), seeds: [values, values.reversed()]) }
      for metric in [CurveMetric.loss, .testAccuracy] {
        let options = LearningCurves.Options(metric: metric, scale: metric == .loss ? .log : .linear, spread: .band)
        try check("curves \(metric), \(labelName), \(valueName)") {
          try LearningCurves.figure(series, options, typesetter: typesetter)
        }
        try check("multiples \(metric), \(labelName), \(valueName)") {
          try SmallMultiples.figure(
            titles: (0..<5).map(label), .curves((0..<5).map { Array(series.prefix($0 + 1)) }, options),
            typesetter: typesetter)
        }
      }
    }
  }

  @Test(arguments: 0..<6) func `heat maps, matrices and functions`(kind: Int) throws {
    let (labelName, label) = Self.labels[kind]
    for (valueName, values) in Self.values {
      for columns in [1, 4, 20, 60] {
        try check("heat map of \(columns), \(labelName), \(valueName)") {
          var entries: [HeatMap.Entry] = []
          for x in 0..<columns {
            for (y, value) in values.enumerated() {
              entries.append(
                HeatMap.Entry(
                  x: .string(label(x) + String(x)), y: .number(Double(y)), value: x == y ? nil : value, seeds: 2))
            }
          }
          return try HeatMap.figure(
            entries,
            .init(metric: quantity, xName: "a", yName: "b", xTitle: label(0), yTitle: label(1)), typesetter: typesetter)
        }
      }
      try check("functions, \(labelName), \(valueName)") {
        try FunctionCurves.figure(
          (0..<9).map { item in
            .init(name: label(item), points: values.enumerated().map { .init(x: Double($0.offset), y: $0.element) })
          }, x: quantity, y: quantity, typesetter: typesetter)
      }
    }
    for (size, panels) in [(1, 1), (2, 9), (10, 4), (40, 2), (10, 9)] {
      try check("matrices of \(size), \(labelName)") {
        let counts = (0..<size).map { row in (0..<size).map { $0 == row ? 1_000_000 : $0 % 3 * 77 } }
        return try ConfusionMatrix.figure(
          (0..<panels).map { panel in
            .init(title: label(panel), classNames: (0..<size).map(label), counts: [counts, counts])
          }, typesetter: typesetter)
      }
    }
  }
}

/// No text on another, nothing outside the drawing, no number that is none.
func expectLegible(_ list: DisplayList, _ name: String, _ typesetter: Typesetter) {
  #expect(list.size.width.isFinite && list.size.height.isFinite && list.size.height < 6_000, "\(name): \(list.size)")
  let page = Rect(x: -0.6, y: -0.6, width: list.size.width + 1.2, height: list.size.height + 1.2)
  let boxes = list.textBoxes(typesetter)
  for (index, first) in boxes.enumerated() where first.box.width > 0 {
    if !page.contains(first.box) { Issue.record("\(name): “\(first.text)” sticks out of \(list.size): \(first.box)") }
    for second in boxes[(index + 1)...] where first.box.overlaps(second.box) && second.box.width > 0 {
      Issue.record("\(name): “\(first.text)” \(first.box) lies on “\(second.text)” \(second.box)")
    }
  }
  // Strokes of half a point and marks of a few may touch the edge.
  let reach = page.insetBy(-4)
  for point in list.marks.flatMap(\.points) where !(point.x.isFinite && point.y.isFinite && reach.holds(point)) {
    Issue.record("\(name): a mark at \(point) is outside of \(list.size)")
    break
  }
  for hover in list.hoverPoints {
    #expect(!hover.text.isEmpty && reach.holds(hover.position), "\(name): \(hover)")
  }
}

extension Rect {
  fileprivate func holds(_ point: Point) -> Bool {
    point.x >= minX && point.x <= maxX && point.y >= minY && point.y <= maxY
  }
}

extension Mark {
  /// Every point of every path and layer.
  var points: [Point] {
    switch self {
    case .group(let group): group.marks.flatMap(\.points)
    case .text(let text): [text.position]
    case .points(let layer): layer.spots.map(\.position)
    case .image: []
    case .shape(let shape):
      shape.path.elements.flatMap { element -> [Point] in
        switch element {
        case .move(let point), .line(let point): [point]
        case .curve(let first, let second, let end): [first, second, end]
        case .close: []
        }
      }
    }
  }
}
