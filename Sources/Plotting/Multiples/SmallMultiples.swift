package import Interop
package import OffprintCore

/// `small-multiples`: one kind of chart for each value of a setting, on common axes.
package enum SmallMultiples {
  /// The kinds that can be split.
  static let kinds = [LearningCurves.declaration, Scatter.declaration, Histogram.declaration]

  package static let declaration = ComponentDeclaration(
    "small-multiples", "One chart for each cell, or for each value of a setting, side by side on common axes.",
    keys: [
      KeyDeclaration(
        "runs", .list(of: .reference(kinds: ["train", "sweep"]), count: 1...200), .required,
        "The cells whose configurations are drawn.", example: "[short, long]"),
      KeyDeclaration(
        "each", .component(kinds.map(withoutRuns)), .required, "The chart in each panel, with its keys but `runs`.",
        example: "{name: learning-curves, metric: test-accuracy}"),
      KeyDeclaration(
        "split", .quantity(words: Quantity.derived), .optional,
        "The setting that has one value in each panel; the cell if left out.",
        example: "epochs"),
      KeyDeclaration("columns", .integer(1...6), .optional, "Panels beside each other; as many as fit if left out."),
    ])

  private static func withoutRuns(_ plot: ComponentDeclaration) -> ComponentDeclaration {
    var plot = plot
    plot.keys.removeAll { $0.name == "runs" }
    return plot
  }

  package static let maximumPanels = 24

  /// What is in the panels: one kind in all of them.
  package enum Content: Hashable, Sendable {
    case curves([[CurveSeries]], LearningCurves.Options)
    case scatter([[ScatterSeries]], Scatter.Options)
    case histogram([[Histogram.Series]], Histogram.Options)
  }

  /// - Parameters:
  ///   - titles: of the panels, as many as the content has.
  ///   - columns: nil for as many as fit.
  package static func figure(
    titles: [String], _ content: Content, columns: Int? = nil, width: Double = 1, typesetter: Typesetter
  ) throws(PlotError) -> Figure {
    let plot = try MultiplesPlot(titles: titles, content)
    let measure = TextMeasure(typesetter: typesetter)
    let list = DrawnWidths.lists(of: width) { width in
      PanelGrid(panels: plot.panels, columns: columns, measure: measure, width: width)
        .displayList(title: plot.title, summary: plot.summary)
    }
    return Figure(
      displayList: list.full, narrow: list.narrow, captionNote: plot.captionNote, data: plot.data, table: plot.table)
  }
}
