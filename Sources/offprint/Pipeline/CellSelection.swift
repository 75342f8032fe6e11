import Experiment
import Notebook
import OffprintCore

/// The configurations that people mean when they name a cell.
enum CellSelection {
  /// Those of `notebook` that `words` name, each once, in the plan's order; all of them for no words. A word is a training cell
  /// or a sweep, one of its configurations (`margins[loss.margin=0.4]`), a model for what is trained with it, or a figure, a
  /// table or a claim for what it is about.
  static func configurations(
    _ words: [String], of notebook: CheckedNotebook
  ) throws(CommandFailure) -> [Configuration] {
    guard !words.isEmpty else { return notebook.plan.configurations }
    var names: Set<String> = []
    for word in words { names.formUnion(try self.names(word, in: notebook)) }
    return notebook.plan.configurations.filter { names.contains($0.name) }
  }

  private static func names(_ word: String, in notebook: CheckedNotebook) throws(CommandFailure) -> [String] {
    let plan = notebook.plan
    if let one = plan.configurations.first(where: { $0.name == word }) { return [one.name] }
    guard let cell = notebook.cell(named: word) else { throw unknown(word, in: notebook) }
    switch cell.kind {
    case .train, .sweep: return plan.configurations(of: word).map(\.name)
    case .model: return plan.configurations.filter { $0.specs.first?.model == cell.setting }.map(\.name)
    case .figure: return shown(by: cell.setting["plot"], plan)
    case .table: return shown(by: cell.setting, plan)
    case .claim: return asked(by: word, notebook)
    }
  }

  private static func shown(by setting: Setting?, _ plan: Plan) -> [String] {
    guard case .list(let cells)? = setting?["runs"] else { return [] }
    return cells.flatMap { cell -> [String] in
      guard case .string(let name) = cell else { return [] }
      return plan.configurations(of: name).map(\.name)
    }
  }

  private static func asked(by claim: String, _ notebook: CheckedNotebook) -> [String] {
    notebook.claims.filter { $0.name == claim || $0.family == claim }.flatMap { claim -> [String] in
      var names = claim.assertion.arms.flatMap { arm -> [String] in
        switch arm {
        case .configuration(let name): [name]
        case .mean(let sweep), .best(let sweep), .maximum(let sweep):
          notebook.plan.configurations(of: sweep).map(\.name)
        }
      }
      if case .bestOf(_, let sweep, _) = claim.assertion {
        names += notebook.plan.configurations(of: sweep).map(\.name)
      }
      return names
    }
  }

  private static func unknown(_ word: String, in notebook: CheckedNotebook) -> CommandFailure {
    let names = notebook.cells.map(\.name)
    let meant = Suggestion.closest(to: word, among: names + notebook.plan.configurations.map(\.name))
    let there = names.isEmpty ? "it has no cells" : "its cells are \(Quantities.list(Array(names.prefix(12))))"
    return CommandFailure(
      "the notebook has no cell ‘\(word)’",
      help: meant.map { "did you mean ‘\($0)’?" } ?? there + (names.count > 12 ? " and \(names.count - 12) more" : ""),
      status: .usage)
  }
}
