import CommandLineParser
import Experiment
import Notebook
import OffprintCore
import RunStore
import Training

/// `offprint why`: what decides that a run is reused, or has to be trained.
enum WhyCommand {
  static let notebook = Parameter.positional(
    "notebook", .file("notebook", extensions: ["md", "markdown"]),
    "The notebook; it may be left out where only one here or in experiments/ has the cell.")
  static let cells = Parameter.positionals(
    "cell", .text("cell"), "Cells, or configurations such as margins[loss.margin=0.4]; all of them if none is named.")
  static let report = Parameter.option(
    "report", .directory(), "The notebook's last report, which says what each run was before.",
    otherwise: "where ‘offprint run’ writes it")
  static let format = Parameter.option(
    "format", short: "f", .choice("format", ["text", "json"]), default: "text", "For people or for programs.")

  static let entry: CommandEntry = CommandEntry(
    Command(
      "why", "Say for each run of a cell why it is reused or must be trained.",
      discussion: """
        A run that is not stored is held against the run that the same configuration had under the same seed in the notebook's \
        last report, else against the stored run that is most like it, and every key that is not the same is shown: its old value, its new one, and the line of the notebook. A run's identity is its settings with every default \
        filled in, the data, and the version of the arithmetic. Names, labels, captions, comments, the order of cells, the \
        machine and the number of workers are no part of it.

        A figure, a table or a claim stands for the runs that it shows, a model for the runs that train it. Nothing is trained \
        or written.
        """,
      parameters: [
        Options.data, Options.offline, Options.store, Options.seeds, Options.profile, report, format, notebook,
        cells,
      ],
      examples: [
        .init("offprint why arcface", "The runs of one cell."),
        .init("offprint why experiments/cosine-losses.md", "All that would be trained, and what changed."),
        .init("offprint why --seeds 5 a.md fig-sphere", "The runs that a figure shows, with five seeds."),
      ])
  ) { arguments, world in
    var path = arguments[notebook]
    var words = arguments[cells]
    if !NotebookSearch.isNotebook(path) {
      words.insert(path, at: 0)
      path = try NotebookSearch.notebook(with: cellName(path))
      world.console.note("notebook: \(path)")
    }
    let loaded = try NotebookLoading.load(
      path, seeds: arguments[Options.seeds], profile: arguments[Options.profile], world: world, isQuiet: true)
    let configurations = try CellSelection.configurations(words, of: loaded.notebook)
    let store = try StoreAccess.existing(arguments)
    let access = DataAccess(arguments, world)
    let resolution = try access.foresee(loaded.notebook.frontMatter.data)
    access.announce(resolution)
    let specs = Set(configurations.flatMap(\.specs))
    let status = try PlanStatus(
      notebook: loaded.notebook, data: resolution.used, store: store, workers: world.processorCount
    )
    .verified(in: store, only: specs, workers: world.processorCount)
    let former = FormerRuns(folder: arguments[report] ?? ReportMaking.usualDirectory(loaded))
    let reasons = try RunReasons(configurations, status: status, store: store, former: former)
    if arguments[format] == "json" {
      world.console.write(String(decoding: try ReadableJSON.encode(WhyFile(reasons, loaded)), as: UTF8.self))
    } else {
      let page = WhyPage(reasons: reasons, loaded: loaded, listsReused: !words.isEmpty, former: former)
      for line in page.lines { world.console.print(line) }
    }
    return .success
  }

  /// `margins` of `margins[loss.margin=0.4]`.
  private static func cellName(_ word: String) -> String {
    word.firstIndex(of: "[").map { String(word[..<$0]) } ?? word
  }
}
