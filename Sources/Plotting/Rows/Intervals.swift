package import Interop
package import OffprintCore

/// `intervals`: a row for each configuration with its mean, its seeds and an interval, as meta-analyses draw them.
package enum Intervals {
  package static let declaration = ComponentDeclaration(
    "intervals",
    "A row for each configuration: the mean of a metric, an interval around it, every seed, and what others report.",
    keys: [
      KeyDeclaration(
        "runs", .list(of: .reference(kinds: ["train", "sweep"]), count: 1...200), .required,
        "The cells whose configurations are the rows; each sweep has a heading.", example: "[softmax, arcface-margins]"),
      KeyDeclaration(
        "metric", .choice(Quantity.metrics), .defaulted("accuracy"), "What is measured, after the last epoch.",
        example: "error"),
      KeyDeclaration(
        "interval", .choice(Spread.allCases.map(\.rawValue)), .defaulted("t"),
        "The bars: a 95 % t interval of the mean, the standard deviation, or from the lowest to the highest seed."),
      KeyDeclaration(
        "order", .choice(EstimateRows.Order.allCases.map(\.rawValue)), .defaulted("given"),
        "The order of the rows: as the runs are given, or by the mean."),
      KeyDeclaration("seeds", .boolean, .defaulted(true), "Whether each seed is a small dot."),
      KeyDeclaration(
        "reference",
        .either(
          [
            .choice(["claims"]),
            .list(
              of: .either([.number(NumberRange(-1e15...1e15)), .choice(["none"])], summary: "a number, or none"),
              count: 1...200),
          ], summary: "claims, or a list of numbers and none"), .optional,
        "What a paper reports, drawn as hollow diamonds: the numbers that claims are about, or a value for each configuration in the order of the runs.",
        example: "claims"),
      KeyDeclaration(
        "reference-label", .text, .defaulted("reported"), "What the diamonds are.", example: "The paper"),
      KeyDeclaration(
        "baseline", .reference(kinds: ["train"]), .optional, "The cell whose mean is a vertical line.",
        example: "softmax"),
    ])

  package struct Options: Hashable, Sendable {
    package var metric: Quantity
    package var interval: Spread
    package var order: String
    package var showsSeeds: Bool
    package var referenceName: String
    package var baseline: Baseline?

    package struct Baseline: Hashable, Sendable {
      package var value: Double
      package var name: String

      package init(value: Double, name: String) {
        self.value = value
        self.name = name
      }
    }

    package init(
      metric: Quantity, interval: Spread = .t, order: String = "given", showsSeeds: Bool = true,
      referenceName: String = "reported", baseline: Baseline? = nil
    ) {
      self.metric = metric
      self.interval = interval
      self.order = order
      self.showsSeeds = showsSeeds
      self.referenceName = referenceName
      self.baseline = baseline
    }

    /// From a normalized setting of `declaration`. Throws `SettingError` where it is not one.
    package init(_ setting: Setting, metric: Quantity, baseline: Baseline?) throws(SettingError) {
      self.init(
        metric: metric, interval: try setting.word("interval"), order: try setting.string("order"),
        showsSeeds: try setting.boolean("seeds"), referenceName: try setting.string("reference-label"),
        baseline: baseline)
    }
  }

  package static func figure(
    _ estimates: [Estimate], _ options: Options, width: Double = 1, typesetter: Typesetter
  ) throws(PlotError) -> Figure {
    let rows = try EstimateRows(
      estimates, quantity: options.metric, spread: options.interval,
      order: EstimateRows.Order(rawValue: options.order) ?? .given, plot: "intervals")
    var drawn = rows.drawnValues(seeds: options.showsSeeds)
    let baseline = options.baseline.flatMap { AxisScale.linear.place($0.value) == nil ? nil : $0 }
    if let baseline { drawn.append(baseline.value) }
    let axis = ChartAxis(
      title: options.metric.title, range: ChartAxis.range(of: drawn, padding: 0.04, limits: options.metric.limits))
    let hasReference = rows.estimates.contains { $0.reference != nil }
    let chart = RowChart(
      axis: axis, lines: rows.lines(), form: .interval, showsSeeds: options.showsSeeds,
      numberTitle: rows.numberTitle, referenceName: hasReference ? options.referenceName : nil,
      number: { [metric = options.metric] in metric.number($0) }, baseline: baseline.map { ($0.value, $0.name) })
    let name = options.metric.title
    let count = rows.estimates.count
    let summary = rows.summary(opening: "\(name) of \(Words.count(count, "configuration"))\(references(rows)).")
    let list = DrawnWidths.lists(of: width) { width in
      RowDrawing(chart, measure: TextMeasure(typesetter: typesetter), width: width)
        .displayList(title: "\(name), a row for each configuration", summary: summary)
    }
    let data: Setting = [
      "plot": "intervals", "metric": .string(options.metric.name), "axis": .string(name),
      "interval": .string(options.interval.rawValue), "reference-label": .string(options.referenceName),
      "baseline": .finite(baseline?.value) ?? [], "table": rows.table.setting,
    ]
    return Figure(
      displayList: list.full, narrow: list.narrow, captionNote: Words.joined(rows.notes + [note(rows, axis)]),
      data: data,
      table: rows.table)
  }

  private static func note(_ rows: EstimateRows, _ axis: ChartAxis) -> String? {
    let beyond = rows.estimates.compactMap(\.reference).count { !axis.range.contains($0) }
    guard beyond > 0 else { return nil }
    let arrows = beyond == 1 ? "an arrow with its number stands" : "arrows with their numbers stand"
    return "\(Words.have(beyond, "reported value")) no place on this axis: \(arrows) at its edge."
  }

  /// ", 31 of 40 intervals hold the value reported" where there are such values.
  private static func references(_ rows: EstimateRows) -> String {
    let compared = rows.estimates.filter { $0.reference != nil && $0.interval != nil }
    guard !compared.isEmpty else { return "" }
    let held = compared.count { $0.interval?.contains($0.reference ?? 0) ?? false }
    return "; \(held) of \(compared.count) intervals hold the value reported"
  }
}
