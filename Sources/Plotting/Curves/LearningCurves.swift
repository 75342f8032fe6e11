package import Interop
package import OffprintCore

/// `learning-curves`: a metric by epoch, a line for each run with the mean of its seeds.
package enum LearningCurves {
  package enum Scale: String, Hashable, Sendable, CaseIterable { case linear, log }

  package enum Spread: String, Hashable, Sendable, CaseIterable {
    /// Each seed as a thin line.
    case seeds
    /// From the lowest to the highest seed.
    case band
    case none
  }

  package static let declaration = ComponentDeclaration(
    "learning-curves", "A metric by epoch for several runs: the mean over the seeds, and how far they spread.",
    keys: [
      KeyDeclaration(
        "runs", .list(of: .reference(kinds: ["train", "sweep"]), count: 1...maximumSeries), .required,
        "The cells to draw, a line each.", example: "[softmax, arcface]"),
      KeyDeclaration(
        "metric", .choice(CurveMetric.allCases.map(\.rawValue)), .defaulted("test-accuracy"), "What is drawn."),
      KeyDeclaration(
        "scale", .choice(Scale.allCases.map(\.rawValue)), .defaulted("linear"),
        "The vertical axis; on a log axis accuracies are drawn as error in percent."),
      KeyDeclaration(
        "spread", .choice(Spread.allCases.map(\.rawValue)), .defaulted("seeds"),
        "How seeds are shown beside their mean: each as a thin line, as a band from lowest to highest, or not."),
      KeyDeclaration(
        "from", .integer(1...1_000_000), .optional,
        "The first epoch drawn. Without it all are, and early outliers may leave the axis, which the caption then says.",
        example: "2"),
    ])

  package static let maximumSeries = 50

  package struct Options: Hashable, Sendable {
    package var metric: CurveMetric
    package var scale: Scale
    package var spread: Spread
    package var firstEpoch: Int?

    package init(
      metric: CurveMetric = .testAccuracy, scale: Scale = .linear, spread: Spread = .seeds, firstEpoch: Int? = nil
    ) {
      self.metric = metric
      self.scale = scale
      self.spread = spread
      self.firstEpoch = firstEpoch
    }

    /// From a normalized setting of `declaration`. Throws `SettingError` where it is not one.
    package init(_ setting: Setting) throws(SettingError) {
      metric = try setting.word("metric")
      scale = try setting.word("scale")
      spread = try setting.word("spread")
      firstEpoch = setting["from"] == nil ? nil : try setting.integer("from")
    }
  }

  package static func figure(
    _ series: [CurveSeries], _ options: Options = Options(), width: Double = 1, typesetter: Typesetter
  ) throws(PlotError) -> Figure {
    let curves = try Curves(series, options)
    let words = CurvesWords(curves: curves)
    let chart = curves.chart()
    let list = DrawnWidths.lists(of: width) { width in
      ChartDrawing(chart, measure: TextMeasure(typesetter: typesetter), width: width)
        .displayList(title: words.title, summary: words.summary)
    }
    return Figure(
      displayList: list.full, narrow: list.narrow, captionNote: words.captionNote, data: words.data, table: words.table)
  }
}
