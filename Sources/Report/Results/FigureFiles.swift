import Interop
import OffprintCore
import Plotting

/// `figures/`: each figure for reuse in a paper or on slides, and what it draws as data.
package enum FigureFiles {
  /// By its file extension.
  enum Kind: String, CaseIterable {
    case svg, pdf, png, json
  }

  /// `figures/fig-sphere.svg`, `….pdf`, `….png`, `….json`.
  package static func paths(of figure: ReportFigure) -> [String] {
    Kind.allCases.map { path(of: figure, as: $0) }
  }

  private static func path(of figure: ReportFigure, as kind: Kind) -> String {
    "figures/\(figure.anchor).\(kind.rawValue)"
  }

  static func file(of figure: ReportFigure, as kind: Kind, date: String) throws(ReportWritingError) -> ReportFile {
    do throws(CairoError) {
      return ReportFile(path: path(of: figure, as: kind), bytes: try bytes(of: figure, as: kind, date: date))
    } catch {
      throw ReportWritingError("\(figure.label) could not be drawn: \(error)")
    }
  }

  private static func bytes(of figure: ReportFigure, as kind: Kind, date: String) throws(CairoError) -> [UInt8] {
    let drawing = figure.describedDrawing
    switch kind {
    case .svg: return Array(drawing.svg(SVGOptions(idPrefix: figure.anchor, appearance: .automatic)).utf8)
    case .pdf: return try drawing.pdf(date: date, typesetter: Typesetter())
    case .png: return try drawing.png(typesetter: Typesetter())
    case .json: return Array((figure.data.canonicalJSON + "\n").utf8)
    }
  }
}
