import Experiment
import Notebook
import OffprintCore
import Plotting

/// Which parts of which cells' runs a notebook's page shows: rather too many than too few, since a part that is kept without need
/// costs some bytes, and one that lacks would make a page that cannot be worked out again.
struct PageDemand {
  /// The names of cells by part.
  private(set) var cells: [PagePart: Set<String>] = [:]

  init(_ notebook: CheckedNotebook) {
    let names = Set(notebook.plan.configurations.map(\.cell))
    for cell in notebook.cells {
      switch cell.kind {
      case .figure: add(figure: cell.setting["plot"] ?? .map([:]), known: names)
      case .table: add(table: cell.setting, known: names)
      default: break
      }
    }
    for reference in notebook.results.values { add(reference) }
    for claim in notebook.claims { add(claim, plan: notebook.plan) }
  }

  private mutating func add(_ part: PagePart?, of cells: some Sequence<String>) {
    guard let part else { return }
    self.cells[part, default: []].formUnion(cells)
  }

  /// A figure names its quantities and its cells by their names, wherever in its settings.
  private mutating func add(figure: Setting, known: Set<String>) {
    let words = Self.words(in: figure)
    let runs = words.intersection(known)
    for metric in ResultReference.Metric.allCases where words.contains(metric.rawValue) {
      add(PagePart(metric), of: runs)
    }
    if words.contains("learning-curves") {
      for metric in CurveMetric.allCases where words.contains(metric.rawValue) { add(PagePart(metric), of: runs) }
    }
    if words.contains("histogram") {
      if words.contains("train") || words.contains("both") { add(.trainAngles, of: runs) }
      if words.contains("both") { add(.angles, of: runs) }
    }
    if words.contains("confusion-matrix") { add(.confusion, of: runs) }
  }

  private mutating func add(table: Setting, known: Set<String>) {
    let words = Self.words(in: table)
    let runs = words.intersection(known)
    for metric in ResultReference.Metric.allCases where words.contains(metric.rawValue) {
      add(PagePart(metric), of: runs)
    }
  }

  private mutating func add(_ reference: ResultReference) {
    switch reference {
    case .metric(let selection, let metric, _): add(PagePart(metric), of: [selection.cell])
    case .runCount(let selection, let condition?): add(PagePart(condition.metric), of: [selection.cell])
    default: break
    }
  }

  private mutating func add(_ claim: NotebookClaim, plan: Plan) {
    var cells = claim.assertion.arms.compactMap { arm -> String? in
      switch arm {
      case .configuration(let name): plan.configurations.first { $0.name == name }?.cell
      case .mean(let sweep), .best(let sweep), .maximum(let sweep): sweep
      }
    }
    if case .bestOf(_, let sweep, _) = claim.assertion { cells.append(sweep) }
    add(PagePart(claim.metric), of: cells)
  }

  private static func words(in setting: Setting) -> Set<String> {
    switch setting {
    case .string(let word): [word]
    case .list(let elements): elements.reduce(into: []) { $0.formUnion(words(in: $1)) }
    case .map(let entries): entries.values.reduce(into: []) { $0.formUnion(words(in: $1)) }
    default: []
    }
  }
}
