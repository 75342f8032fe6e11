import CommandLineParser
import Experiment
import Notebook
import OffprintCore
import RunStore
import Training

/// Which stored runs a command is about, by options that `runs list` and `runs export` share.
struct RunFilter {
  static let notebook = Parameter.options(
    "notebook", .file("notebook", extensions: ["md", "markdown"]),
    "Only runs that this notebook asks for, on any of its data sets; may be given again.")
  static let cell = Parameter.options(
    "cell", .text("cell"), "Only runs of this cell of the notebook; may be given again.")
  static let loss = Parameter.options("loss", .text("name"), "Only runs with this loss; may be given again.")
  static let data = Parameter.options("data", .text("name"), "Only runs on this data set; may be given again.")
  static let status = Parameter.option("status", .choice("status", ["finished", "failed"]), "Only runs that ended so.")
  static let seed = Parameter.options(
    "seed", .integer("n", 0...Int(Int32.max)), "Only runs with this seed; may be given again.")
  static let condition = Parameter.options(
    "where", short: "w", RunCondition.type,
    "Only runs for which this holds, such as accuracy>=98.5 or optimizer.rate=0.01; all of them where it is given again."
  )

  static var parameters: [any AnyParameter] { [notebook, cell, loss, data, status, seed, condition] }
  /// For commands whose --data is a folder.
  static var parametersWithoutData: [any AnyParameter] { [notebook, cell, loss, status, seed, condition] }

  /// Which cells of the notebooks ask for a run, where notebooks were named.
  private(set) var cells: [RunID: [String]]?
  private let arguments: ParsedArguments
  private let store: RunStore
  private let filtersData: Bool

  init(_ arguments: ParsedArguments, _ store: RunStore, _ world: World, filtersData: Bool = true) throws {
    self.arguments = arguments
    self.store = store
    self.filtersData = filtersData
    let words = arguments[RunFilter.cell]
    guard !arguments[RunFilter.notebook].isEmpty else {
      guard words.isEmpty else {
        throw CommandFailure(
          "‘--cell’ needs a notebook", help: "write --notebook and the notebook that has the cell", status: .usage)
      }
      return
    }
    var cells: [RunID: [String]] = [:]
    for path in arguments[RunFilter.notebook] {
      let loaded = try NotebookLoading.load(path, seeds: nil, world: world, isQuiet: true)
      let configurations = try CellSelection.configurations(words, of: loaded.notebook)
      for setting in loaded.notebook.frontMatter.data {
        let data = try DataResolver.identity(of: setting, workers: world.processorCount)
        for configuration in configurations {
          for spec in configuration.specs {
            cells[Trainer.runID(spec: spec, data: data), default: []].append(configuration.name)
          }
        }
      }
    }
    self.cells = cells
  }

  /// Those of `records` that are asked for. Throws where a condition is about a key that no run has.
  func runs(among records: [RunRecord]) throws(CommandFailure) -> [RunRecord] {
    let conditions = arguments[RunFilter.condition]
    for condition in conditions { try RunFilter.requireKnown(condition.key, records, store) }
    let losses = arguments[RunFilter.loss]
    let data = filtersData ? arguments[RunFilter.data] : []
    let seeds = Set(arguments[RunFilter.seed])
    return records.filter { record in
      (cells.map { $0[record.id] != nil } ?? true)
        && (losses.isEmpty || losses.contains { .string($0) == record.spec.loss["name"] })
        && (data.isEmpty || data.contains(record.data.name))
        && (arguments[RunFilter.status].map { $0 == record.status.word } ?? true)
        && (seeds.isEmpty || seeds.contains(record.spec.seed))
        && conditions.allSatisfy { $0.holds(for: record, in: store) }
    }
  }

  /// A key that no run has is a slip of the pen.
  static func requireKnown(_ key: String, _ records: [RunRecord], _ store: RunStore) throws(CommandFailure) {
    if records.isEmpty || RunQuantity.results.contains(where: { $0.name == key }) { return }
    let quantity = RunQuantity.setting(key)
    if records.contains(where: { quantity.value($0, store) != nil }) { return }
    let names = RunQuantity.results.map(\.name) + RunQuantity.paths(of: records)
    throw CommandFailure(
      "no stored run has the key ‘\(key)’",
      help: Suggestion.closest(to: key, among: names).map { "did you mean ‘\($0)’?" }
        ?? "there are \(Quantities.list(RunQuantity.results.map(\.name))), and the keys of the settings by their paths, "
        + "such as loss.margin", status: .usage)
  }
}
