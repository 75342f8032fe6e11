package import Interop
package import OffprintCore

/// `heat-map`: a metric over two swept settings.
package enum HeatMap {
  package static let declaration = ComponentDeclaration(
    "heat-map", "A metric over two settings that a sweep varies: a cell for each pair, darker for more.",
    keys: [
      KeyDeclaration(
        "runs", .list(of: .reference(kinds: ["train", "sweep"]), count: 1...50), .required,
        "The sweep whose grid is drawn; cells may complete it.", example: "[grid]"),
      KeyDeclaration(
        "x", .quantity(words: Quantity.derived), .optional,
        "The setting that goes to the right; the last that varies if left out.",
        example: "loss.m3"),
      KeyDeclaration(
        "y", .quantity(words: Quantity.derived), .optional,
        "The setting that goes up; the last but one that varies if left out.",
        example: "loss.m2"),
      KeyDeclaration(
        "metric", .choice(Quantity.metrics), .defaulted("accuracy"), "What is measured, after the last epoch.",
        example: "accuracy"),
      KeyDeclaration(
        "numbers", .boolean, .defaulted(true), "Whether cells that have the room show their numbers."),
      KeyDeclaration("x-label", .text, .optional, "The title below the columns.", example: "m₃"),
      KeyDeclaration("y-label", .text, .optional, "The title beside the rows.", example: "m₂ (rad)"),
    ])

  /// One pair of settings.
  package struct Entry: Hashable, Sendable {
    package var x: Setting
    package var y: Setting
    /// Mean over the seeds; nil where no run has finished.
    package var value: Double?
    package var seeds: Int
    /// With n − 1; nil for one seed.
    package var deviation: Double?

    package init(x: Setting, y: Setting, value: Double?, seeds: Int, deviation: Double? = nil) {
      self.x = x
      self.y = y
      self.value = value
      self.seeds = seeds
      self.deviation = deviation
    }
  }

  package struct Options: Hashable, Sendable {
    package var metric: Quantity
    /// As the notebook names them.
    package var xName: String
    package var yName: String
    package var xTitle: String
    package var yTitle: String
    package var showsNumbers: Bool

    package init(
      metric: Quantity, xName: String, yName: String, xTitle: String, yTitle: String, showsNumbers: Bool = true
    ) {
      self.metric = metric
      self.xName = xName
      self.yName = yName
      self.xTitle = xTitle
      self.yTitle = yTitle
      self.showsNumbers = showsNumbers
    }
  }

  package static func figure(
    _ entries: [Entry], _ options: Options, width: Double = 1, typesetter: Typesetter
  ) throws(PlotError) -> Figure {
    let plot = try HeatMapPlot(entries, options)
    let measure = TextMeasure(typesetter: typesetter)
    let list = DrawnWidths.lists(of: width) { HeatMapDrawing(plot, measure: measure, width: $0).displayList() }
    return Figure(
      displayList: list.full, narrow: list.narrow, captionNote: plot.captionNote, data: plot.data, table: plot.table)
  }
}
