package import Interop
package import OffprintCore

/// `bar`: means as bars, with intervals.
package enum Bars {
  package enum Direction: String, Hashable, Sendable, CaseIterable {
    /// Upright while the labels have room below the bars.
    case auto
    case horizontal
    case vertical
  }

  package static let declaration = ComponentDeclaration(
    "bar", "The mean of a metric as a bar for each configuration, with an interval.",
    keys: [
      KeyDeclaration(
        "runs", .list(of: .reference(kinds: ["train", "sweep"]), count: 1...200), .required,
        "The cells whose configurations are the bars.", example: "[softmax, arcface]"),
      KeyDeclaration(
        "metric", .choice(Quantity.metrics), .defaulted("error"), "What is measured, after the last epoch.",
        example: "error"),
      KeyDeclaration(
        "interval", .choice(Spread.allCases.map(\.rawValue)), .defaulted("t"),
        "The bars around the means: a 95 % t interval, the standard deviation, or from the lowest to the highest seed."),
      KeyDeclaration(
        "order", .choice(EstimateRows.Order.allCases.map(\.rawValue)), .defaulted("given"),
        "The order of the bars: as the runs are given, or by the mean."),
      KeyDeclaration("seeds", .boolean, .defaulted(false), "Whether each seed is a small dot."),
      KeyDeclaration(
        "direction", .choice(Direction.allCases.map(\.rawValue)), .defaulted("auto"),
        "Which way the bars grow; auto lays them down where labels are long, and so do bars too many to stand."),
      KeyDeclaration(
        "from", .number(NumberRange(-1e15...1e15)), .defaulted(0),
        "Where bars begin. Bars that do not begin at 0 exaggerate differences, and the caption says so; `intervals` has "
          + "no such trouble.", example: "98"),
    ])

  package struct Options: Hashable, Sendable {
    package var metric: Quantity
    package var interval: Spread
    package var order: String
    package var showsSeeds: Bool
    package var direction: Direction
    package var start: Double

    package init(
      metric: Quantity, interval: Spread = .t, order: String = "given", showsSeeds: Bool = false,
      direction: Direction = .auto, start: Double = 0
    ) {
      self.metric = metric
      self.interval = interval
      self.order = order
      self.showsSeeds = showsSeeds
      self.direction = direction
      self.start = start
    }

    /// From a normalized setting of `declaration`. Throws `SettingError` where it is not one.
    package init(_ setting: Setting, metric: Quantity) throws(SettingError) {
      self.init(
        metric: metric, interval: try setting.word("interval"), order: try setting.string("order"),
        showsSeeds: try setting.boolean("seeds"), direction: try setting.word("direction"),
        start: try setting.number("from"))
    }
  }

  package static func figure(
    _ estimates: [Estimate], _ options: Options, width: Double = 1, typesetter: Typesetter
  ) throws(PlotError) -> Figure {
    let rows = try EstimateRows(
      estimates, quantity: options.metric, spread: options.interval,
      order: EstimateRows.Order(rawValue: options.order) ?? .given, plot: "bar")
    let drawn = rows.drawnValues(seeds: options.showsSeeds) + [options.start]
    var axis = ChartAxis(
      title: options.metric.title, range: ChartAxis.range(of: drawn, padding: 0.06, limits: options.metric.limits))
    // Bars stand on the end of the axis unless some go the other way.
    if drawn.allSatisfy({ $0 >= options.start }) { axis.range = options.start...axis.range.upperBound }
    if drawn.allSatisfy({ $0 <= options.start }) { axis.range = axis.range.lowerBound...options.start }
    if !(axis.range.upperBound > axis.range.lowerBound) { axis.range = options.start...options.start + 1 }
    let name = options.metric.title
    let summary = rows.summary(opening: "\(name) of \(Words.count(rows.estimates.count, "configuration")).")
    let measure = TextMeasure(typesetter: typesetter)
    let list = DrawnWidths.lists(of: width) { width -> DisplayList in
      let upright = UprightBars(
        rows: rows, axis: axis, start: options.start, showsSeeds: options.showsSeeds, measure: measure, width: width)
      let isUpright =
        options.direction == .vertical ? upright.isPossible : options.direction == .auto && upright.labelsFit
      if isUpright {
        return upright.displayList(title: name, summary: summary)
      }
      let chart = RowChart(
        axis: axis, lines: rows.lines(), form: .bar(from: options.start), showsSeeds: options.showsSeeds,
        numberTitle: rows.numberTitle, referenceName: nil, number: { [metric = options.metric] in metric.number($0) },
        baseline: nil)
      return RowDrawing(chart, measure: measure, width: width).displayList(title: name, summary: summary)
    }
    let start =
      options.start == 0 ? nil : "Bars begin at \(NumberText.shortest(options.start)), not at 0."
    let data: Setting = [
      "plot": "bar", "metric": .string(options.metric.name), "axis": .string(name),
      "interval": .string(options.interval.rawValue), "from": .number(options.start), "table": rows.table.setting,
    ]
    return Figure(
      displayList: list.full, narrow: list.narrow, captionNote: Words.joined(rows.notes + [start]), data: data,
      table: rows.table)
  }
}
