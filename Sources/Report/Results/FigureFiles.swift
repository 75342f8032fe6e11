import Interop
import OffprintCore
import Plotting

/// `figures/`: each figure for reuse in a paper or on slides, and what it draws as data.
package enum FigureFiles {
  /// `figures/fig-sphere.svg`, `….pdf`, `….png`, `….json`.
  package static func paths(of figure: ReportFigure) -> [String] {
    ["svg", "pdf", "png", "json"].map { "figures/\(figure.anchor).\($0)" }
  }

  static func files(
    of figure: ReportFigure, typesetter: Typesetter, date: String
  ) throws(ReportWritingError) -> [ReportFile] {
    let drawing = figure.describedDrawing
    do throws(CairoError) {
      let svg = drawing.svg(SVGOptions(idPrefix: figure.anchor, appearance: .automatic))
      let contents = [
        Array(svg.utf8), try drawing.pdf(date: date, typesetter: typesetter),
        try drawing.png(typesetter: typesetter), Array((figure.data.canonicalJSON + "\n").utf8),
      ]
      return zip(paths(of: figure), contents).map { ReportFile(path: $0.0, bytes: $0.1) }
    } catch {
      throw ReportWritingError("\(figure.label) could not be drawn: \(error)")
    }
  }
}
