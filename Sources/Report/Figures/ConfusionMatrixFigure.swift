import Experiment
import OffprintCore
import Plotting

/// `confusion-matrix`: the stored confusions of each configuration's finished runs.
package enum ConfusionMatrixFigure: FigureProvider {
  package static let plot = "confusion-matrix"

  package static func content(for input: FigureInput) throws(FigureUnavailable) -> FigureContent {
    try input.content {
      let panels = input.configurations.compactMap { result -> ConfusionMatrix.Panel? in
        let counts = result.finished.map(\.confusion).filter { !$0.isEmpty }
        guard let classes = counts.first?.count else { return nil }
        return ConfusionMatrix.Panel(
          title: result.title, classNames: (0..<classes).map(String.init), counts: counts)
      }
      guard !panels.isEmpty else { throw FigureUnavailable("None of its runs has finished.") }
      let figure = try ConfusionMatrix.figure(
        panels, numbers: try input.plot.word("numbers"), width: input.width, typesetter: input.typesetter)
      return FigureContent(figure, note: Shortfall.sentence(input.configurations))
    }
  }
}
