import Interop
import Notebook
import OffprintCore
import Plotting

/// `figures/`: each figure for reuse in a paper or on slides, and what it draws as data.
package enum FigureFiles {
  /// By its file extension.
  typealias Kind = FrontMatter.FigureFile

  /// Those that the notebook wants, but no table of a figure that has none.
  static func kinds(of figure: ReportFigure) -> [Kind] {
    figure.files.filter { $0 != .csv || figure.table != nil }
  }

  /// `figures/fig-sphere.svg`, `….pdf`, `….png`, `….json`, and `….csv` where the figure has a table; `….csv.gz`
  /// where it has many marks, which then stand there only.
  package static func paths(of figure: ReportFigure) -> [String] {
    kinds(of: figure).map { path(of: figure, as: $0) }
  }

  /// Data of more marks than this are compressed: a sphere's ten thousand points as text are larger than all the rest of a
  /// report.
  private static let largestPlainTable = 5000

  private static func isCrowded(_ figure: ReportFigure) -> Bool {
    (figure.table?.rows.count ?? 0) > largestPlainTable
  }

  private static func isCompressed(_ figure: ReportFigure, _ kind: Kind) -> Bool { kind == .csv && isCrowded(figure) }

  private static func path(of figure: ReportFigure, as kind: Kind) -> String {
    "figures/\(figure.anchor).\(kind.rawValue)" + (isCompressed(figure, kind) ? ".gz" : "")
  }

  static func file(of figure: ReportFigure, as kind: Kind, date: String) throws(ReportWritingError) -> ReportFile {
    do throws(CairoError) {
      let bytes = try bytes(of: figure, as: kind, date: date)
      return ReportFile(
        path: path(of: figure, as: kind), bytes: isCompressed(figure, kind) ? Gzip.compress(bytes, level: 6) : bytes)
    } catch {
      throw ReportWritingError("\(figure.label) could not be drawn: \(error)")
    }
  }

  private static func bytes(of figure: ReportFigure, as kind: Kind, date: String) throws(CairoError) -> [UInt8] {
    let drawing = figure.describedDrawing
    switch kind {
    case .svg:
      let options = SVGOptions(idPrefix: figure.anchor, appearance: .automatic, letters: figure.letters)
      return Array(drawing.svg(options, typesetter: Typesetter()).utf8)
    case .pdf: return try drawing.pdf(date: date, typesetter: Typesetter())
    case .png: return try drawing.png(typesetter: Typesetter())
    case .csv: return Array((figure.table?.csv ?? "").utf8)
    case .json:
      let data = isCrowded(figure) ? figure.data.replacingLongLists(by: path(of: figure, as: .csv)) : figure.data
      return Array((data.canonicalJSON + "\n").utf8)
    }
  }
}

extension Setting {
  /// With `{count: 10000, table: fig-sphere.csv.gz}` in place of each list of a thousand elements or more.
  fileprivate func replacingLongLists(by path: String) -> Setting {
    switch self {
    case .list(let elements) where elements.count >= 1000:
      [
        "count": .number(Double(elements.count)),
        "table": .string(path.split(separator: "/").last.map(String.init) ?? path),
      ]
    case .list(let elements): .list(elements.map { $0.replacingLongLists(by: path) })
    case .map(let entries): .map(entries.mapValues { $0.replacingLongLists(by: path) })
    default: self
    }
  }
}
