import Experiment
import OffprintCore

/// What only the room that trains can say of a run: settings that do not go together, a model that does not fit in memory.
extension NotebookChecker {
  /// Each mistake once, where the key that it is about stands, however many cells inherit it.
  mutating func checkRuns(_ plan: Plan) {
    var told: Set<Told> = []
    for configuration in plan.configurations {
      guard let spec = configuration.specs.first, let problem = checkRun(spec) else { continue }
      let place = place(of: problem.key, in: configuration)
      guard told.insert(Told(place: place, message: problem.message)).inserted else { continue }
      let name = Wording.code(configuration.assignments.isEmpty ? configuration.cell : configuration.name)
      log.add(.invalidRun, at: place, "\(name) cannot be trained: \(problem.message)")
    }
  }

  private struct Told: Hashable {
    var place: SourceRange?
    var message: String
  }

  /// The key in the sweep that varies it, else in the nearest cell that has it, from the configuration's own up its bases.
  private func place(of key: String?, in configuration: Configuration) -> SourceRange? {
    var name = configuration.cell
    let own = document.cells.first { $0.name == name }?.nameRange
    if let sweep = sweeps[name] {
      let axes = sweep.axes.filter { axis in key.map { axis.path == $0 || axis.path.hasPrefix($0 + ".") } ?? true }
      if let axis = axes.first { return axis.keyRange }
      name = sweep.base
    }
    guard let key else { return own }
    // A chain without an end has been refused before there was a plan.
    while let cell = trains[name]?.cell {
      if let range = NotebookChecker.entry(key, of: cell)?.value.range { return range }
      guard case .string(let base)? = NotebookChecker.entry("base", of: cell)?.value.content else { return own }
      name = base
    }
    return own
  }

  private static func entry(_ key: String, of cell: Cell) -> YAMLTree.Entry? {
    guard case .mapping(let entries)? = cell.body?.content else { return nil }
    return entries.first { $0.key == key }
  }
}
