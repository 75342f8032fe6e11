package import Interop
package import OffprintCore

/// `scatter`: one metric or setting of runs against another.
package enum Scatter {
  package static let declaration = ComponentDeclaration(
    "scatter", "One metric or setting of runs against another: a mark for each configuration, its seeds around it.",
    keys: [
      KeyDeclaration(
        "runs", .list(of: .reference(kinds: ["train", "sweep"]), count: 1...200), .required,
        "The cells whose configurations are drawn.", example: "[sizes]"),
      KeyDeclaration(
        "x", .quantity(words: Quantity.metrics + Quantity.derived), .required,
        "What goes to the right: a metric after the last epoch, a dotted setting of the runs, or embedding-size.",
        example: "loss.margin"),
      KeyDeclaration(
        "y", .quantity(words: Quantity.metrics + Quantity.derived), .defaulted("accuracy"), "What goes up, likewise.",
        example: "error"),
      KeyDeclaration(
        "by", .quantity(words: Quantity.derived), .optional,
        "The setting whose values are told apart by color and mark; the cells if left out.",
        example: "model"),
      KeyDeclaration("x-scale", .choice(AxisScale.allCases.map(\.rawValue)), .defaulted("linear"), "The lower axis."),
      KeyDeclaration("y-scale", .choice(AxisScale.allCases.map(\.rawValue)), .defaulted("linear"), "The left axis."),
      KeyDeclaration("seeds", .boolean, .defaulted(true), "Whether each seed is a small mark beside the mean."),
      KeyDeclaration(
        "interval", .choice(Spread.allCases.map(\.rawValue)), .defaulted("none"),
        "Bars around the means: a 95 % t interval, the standard deviation, or from the lowest to the highest seed."),
      KeyDeclaration(
        "connect", .boolean, .optional,
        "Whether lines join the means from left to right; where x is a setting they do if this is left out."),
      KeyDeclaration("x-label", .text, .optional, "The title of the lower axis.", example: "Margin (rad)"),
      KeyDeclaration("y-label", .text, .optional, "The title of the left axis."),
    ])

  package struct Options: Hashable, Sendable {
    package var x: Quantity
    package var y: Quantity
    package var xScale: AxisScale
    package var yScale: AxisScale
    package var showsSeeds: Bool
    package var interval: Spread
    package var connects: Bool

    package init(
      x: Quantity, y: Quantity, xScale: AxisScale = .linear, yScale: AxisScale = .linear, showsSeeds: Bool = true,
      interval: Spread = .none, connects: Bool = false
    ) {
      self.x = x
      self.y = y
      self.xScale = xScale
      self.yScale = yScale
      self.showsSeeds = showsSeeds
      self.interval = interval
      self.connects = connects
    }

    /// From a normalized setting of `declaration`. Throws `SettingError` where it is not one.
    package init(_ setting: Setting, x: Quantity, y: Quantity, xIsSetting: Bool) throws(SettingError) {
      var connects = xIsSetting
      if case .boolean(let value)? = setting["connect"] { connects = value }
      self.init(
        x: x, y: y, xScale: try setting.word("x-scale"), yScale: try setting.word("y-scale"),
        showsSeeds: try setting.boolean("seeds"), interval: try setting.word("interval"), connects: connects)
      if let title = setting.optionalString("x-label") { self.x.title = title }
      if let title = setting.optionalString("y-label") { self.y.title = title }
    }
  }

  package static func figure(
    _ series: [ScatterSeries], _ options: Options, width: Double = 1, typesetter: Typesetter
  ) throws(PlotError) -> Figure {
    let plot = try ScatterPlot(series, options)
    let words = ScatterWords(plot: plot)
    let chart = plot.chart()
    let list = DrawnWidths.lists(of: width) { width in
      ChartDrawing(chart, measure: TextMeasure(typesetter: typesetter), width: width)
        .displayList(title: words.title, summary: words.summary)
    }
    return Figure(
      displayList: list.full, narrow: list.narrow, captionNote: words.captionNote, data: words.data, table: words.table)
  }
}

/// Configurations of one color.
package struct ScatterSeries: Hashable, Sendable {
  package var name: String
  package var points: [ScatterPoint]

  package init(name: String, points: [ScatterPoint]) {
    self.name = name
    self.points = points
  }
}

/// One configuration.
package struct ScatterPoint: Hashable, Sendable {
  package struct SeedPoint: Hashable, Sendable {
    package var seed: Int
    package var x: Double
    package var y: Double

    package init(seed: Int, x: Double, y: Double) {
      self.seed = seed
      self.x = x
      self.y = y
    }
  }

  package var label: String
  /// Means over the seeds.
  package var x: Double
  package var y: Double
  package var yInterval: ClosedRange<Double>?
  package var seeds: [SeedPoint]

  package init(label: String, x: Double, y: Double, yInterval: ClosedRange<Double>? = nil, seeds: [SeedPoint] = []) {
    self.label = label
    self.x = x
    self.y = y
    self.yInterval = yInterval
    self.seeds = seeds
  }
}
