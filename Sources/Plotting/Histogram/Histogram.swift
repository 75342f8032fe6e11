package import Interop
package import OffprintCore

/// `histogram`: how a metric spreads over seeds, or a quantity of test images over the images.
package enum Histogram {
  /// What the height of a bin is.
  package enum Height: String, Hashable, Sendable, CaseIterable { case share, count, density }

  package static let declaration = ComponentDeclaration(
    "histogram",
    "How a metric spreads over seeds, or a quantity of test images over the images: outlines over common bins.",
    keys: [
      KeyDeclaration(
        "runs", .list(of: .reference(kinds: ["train", "sweep"]), count: 1...60), .required,
        "The cells whose configurations are drawn, an outline each.", example: "[softmax, arcface]"),
      KeyDeclaration(
        "of", .choice(["angle", "gap", "length"] + Quantity.metrics), .defaulted("angle"),
        "What is counted: of each test image the angle to its class weight in degrees (angle), how much nearer that is than "
          + "the nearest other (gap) or the length of its feature (length); or a metric of each seed (accuracy, error, …).",
        example: "angle"),
      KeyDeclaration(
        "set", .choice(["test", "train", "both"]), .defaulted("test"),
        "Of `angle`, whose images: the test set's, the training set's as it was measured after the last epoch, or both."
      ),
      KeyDeclaration("bins", .integer(1...200), .optional, "About how many bins; what the data allow if left out."),
      KeyDeclaration(
        "height", .choice(Height.allCases.map(\.rawValue)), .defaulted("share"),
        "What the height of a bin is: the share in percent, the count, or the density."),
      KeyDeclaration(
        "scale", .choice(["linear", "log"]), .defaulted("linear"),
        "The vertical axis; a log axis shows the few in the tail."),
      KeyDeclaration("x-label", .text, .optional, "The title of the lower axis."),
    ])

  package struct Options: Hashable, Sendable {
    package var quantity: Quantity
    /// What is counted: `image`, `seed`.
    package var noun: String
    package var bins: Int?
    package var narrowestBin = 0.0
    package var height: Height
    package var scale: AxisScale

    package init(
      quantity: Quantity, noun: String, bins: Int? = nil, height: Height = .share, scale: AxisScale = .linear
    ) {
      self.quantity = quantity
      self.noun = noun
      self.bins = bins
      self.height = height
      self.scale = scale
    }

    /// From a normalized setting of `declaration`. Throws `SettingError` where it is not one.
    package init(_ setting: Setting, quantity: Quantity, noun: String) throws(SettingError) {
      self.init(
        quantity: quantity, noun: noun, bins: setting["bins"] == nil ? nil : try setting.integer("bins"),
        height: try setting.word("height"), scale: try setting.word("scale"))
      if let title = setting.optionalString("x-label") { self.quantity.title = title }
    }
  }

  package struct Series: Hashable, Sendable {
    package var name: String
    package var values: CountedValues

    package init(name: String, values: CountedValues) {
      self.name = name
      self.values = values
    }
  }

  package static func figure(
    _ series: [Series], _ options: Options, width: Double = 1, typesetter: Typesetter
  ) throws(PlotError) -> Figure {
    let plot = try HistogramPlot(series, options)
    let words = HistogramWords(plot: plot)
    let chart = plot.chart()
    let list = DrawnWidths.lists(of: width) { width in
      ChartDrawing(chart, measure: TextMeasure(typesetter: typesetter), width: width)
        .displayList(title: words.title, summary: words.summary)
    }
    return Figure(
      displayList: list.full, narrow: list.narrow, captionNote: words.captionNote, data: words.data, table: words.table)
  }
}
