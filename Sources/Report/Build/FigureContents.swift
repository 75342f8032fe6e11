import Experiment
import Interop
import Notebook
import OffprintCore

/// What the figures of a notebook became, each made from its cell alone and so all of them at once.
struct FigureContents {
  private let contents: [String: Result<FigureContent, FigureUnavailable>]

  init(of cells: [CheckedCell], results: ResultSet, claims: ClaimResults, context: ReportContext) {
    let figures = cells.filter { $0.kind == .figure }
    let claimed = TableClaims(claims, of: nil)
    let made = ParallelWork.map(figures, weight: { _ in 1 }) { cell in
      Result { () throws(FigureUnavailable) in
        try FigureContents.content(of: cell, results: results, claims: claimed, context: context)
      }
    }
    contents = Dictionary(zip(figures.map(\.name), made)) { first, _ in first }
  }

  func content(of cell: CheckedCell) throws(FigureUnavailable) -> FigureContent {
    guard let result = contents[cell.name] else { preconditionFailure("every figure of the notebook has been made") }
    return try result.get()
  }

  /// As a part of the column's, in (0, 1].
  static func width(of cell: CheckedCell) -> Double {
    guard case .number(let width)? = cell.setting["width"] else { return 1 }
    return min(max(width, 0.1), 1)
  }

  private static func content(
    of cell: CheckedCell, results: ResultSet, claims: TableClaims, context: ReportContext
  ) throws(FigureUnavailable) -> FigureContent {
    let plot = cell.setting["plot"] ?? .map([:])
    let input = FigureInput(
      plot: plot, configurations: results.configurations(named: plot["runs"]), features: context.features,
      targetLogit: context.targetLogit, others: results.configurations(of:), claims: claims,
      width: width(of: cell), typesetter: Typesetter())
    return try FigureRegistry.content(for: input, cache: context.cache)
  }
}

extension ResultSet {
  /// The configurations of the cells that a `runs:` list names, in its order.
  func configurations(named runs: Setting?) -> [ConfigurationResult] {
    ReportBuilder.names(in: runs).flatMap { configurations(of: $0) }
  }
}
