import Experiment
import Notebook
import OffprintCore

/// The epochs after which figures want the test features of a run. They are files beside a run and no part of what it is.
struct SnapshotWishes: Sendable {
  struct Wish: Sendable {
    var epochs: Set<Int> = []
    /// The figures that want them, in the notebook's order.
    var figures: [String] = []
  }

  private(set) var wishes: [RunSpec: Wish] = [:]

  /// A figure shows the first seed of each of its configurations.
  init(_ notebook: CheckedNotebook) {
    for cell in notebook.cells where cell.kind == .figure {
      guard let plot = cell.setting["plot"], case .list(let epochs)? = plot["snapshots"],
        case .list(let names)? = plot["runs"]
      else { continue }
      for case .string(let name) in names {
        for spec in notebook.plan.configurations(of: name).compactMap(\.specs.first) {
          let wanted = epochs.compactMap { epoch -> Int? in
            guard case .number(let number) = epoch else { return nil }
            return Int(exactly: number)
          }
          wishes[spec, default: Wish()].epochs.formUnion(wanted.filter { (1..<max(1, spec.epochs)).contains($0) })
          wishes[spec, default: Wish()].figures.append(cell.name)
        }
      }
    }
  }
}

extension PlanStatus {
  /// One sentence for each stored run that figures want more of; `what` says what is done about it.
  func snapshotSentences(_ what: String) -> [String] {
    runs.filter { $0.record != nil && !$0.lacking.isEmpty }.map { run in
      let epochs = Quantities.list(run.lacking.map(String.init))
      let snapshots = run.lacking.count == 1 ? "snapshot after epoch \(epochs)" : "snapshots after epochs \(epochs)"
      let want = run.figures.count == 1 ? "wants" : "want"
      return "\(run.name), seed \(run.spec.seed): stored, but without the \(snapshots) that "
        + "\(Quantities.list(run.figures.map { "‘\($0)’" })) \(want); \(what)"
    }
  }
}
