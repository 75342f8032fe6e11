package import Interop
package import OffprintCore

/// `confusion-matrix`: which classes a network takes for which.
package enum ConfusionMatrix {
  package static let declaration = ComponentDeclaration(
    "confusion-matrix",
    "Which classes are taken for which on the test set: counts, mean over seeds; the diagonal drawn back so that errors "
      + "show.",
    keys: [
      KeyDeclaration(
        "runs", .list(of: .reference(kinds: ["train", "sweep"]), count: 1...9), .required,
        "The cells to draw, a matrix for each configuration.", example: "[softmax, arcface]"),
      KeyDeclaration(
        "numbers", .choice(["counts", "percent", "none"]), .defaulted("counts"),
        "What the cells say: images, or percent of the true class."),
    ])

  package static let maximumPanels = 9

  package enum Numbers: String, Hashable, Sendable, CaseIterable { case counts, percent, none }

  package struct Panel: Hashable, Sendable {
    package var title: String
    package var classNames: [String]
    /// One for each seed: `[true class][predicted class]`.
    package var counts: [[[Int]]]

    package init(title: String, classNames: [String], counts: [[[Int]]]) {
      self.title = title
      self.classNames = classNames
      self.counts = counts
    }
  }

  package static func figure(
    _ panels: [Panel], numbers: Numbers = .counts, width: Double = 1, typesetter: Typesetter
  ) throws(PlotError) -> Figure {
    let plot = try ConfusionPlot(panels, numbers: numbers)
    let measure = TextMeasure(typesetter: typesetter)
    let list = DrawnWidths.lists(of: width) { ConfusionDrawing(plot: plot, measure: measure, width: $0).displayList() }
    return Figure(
      displayList: list.full, narrow: list.narrow, captionNote: plot.captionNote, data: plot.data, table: plot.table)
  }
}
