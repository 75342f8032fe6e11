import CommandLineParser
import Exchange
import OffprintCore
import Report

/// `export jupyter`.
extension ExportCommand {
  private static let report = Parameter.positional("report", .directory("report"), "The folder of a report.")
  private static let notebook = output(
    .file("file", extensions: ["ipynb"]), "Where the notebook is written; its files go beside it.",
    otherwise: "the folder's name and .ipynb")

  static let jupyter = CommandEntry(
    Command(
      "jupyter", "Write a report as a Jupyter notebook.",
      discussion: """
        The text has every number in place; figures and computed tables are cells of code with what they show. Run again, they \
        read the folder NAME_files beside the notebook, and work every mean out again from its runs.csv with Python alone.
        """,
      parameters: [notebook, force, report],
      examples: [
        .init("offprint export jupyter reports/quickstart", "Writes quickstart.ipynb and quickstart_files/."),
        .init("offprint export jupyter reports/a -o notes/a.ipynb", "Into another folder."),
      ])
  ) { arguments, world in
    let given = arguments[report]
    guard let folder = try ExportSource.reportFolder(given) else {
      throw CommandFailure(
        "‘\(given)’ is a notebook, and a report is wanted",
        help: "‘offprint render \(Paths.shellWord(given))’ writes its report, by default to reports/", status: .usage)
    }
    let path = arguments[notebook] ?? "\(defaultName(of: folder)).ipynb"
    guard path.hasSuffix(".ipynb"), Paths.name(of: path) != ".ipynb" else {
      throw CommandFailure("‘\(path)’ does not end in .ipynb, as Jupyter wants it", status: .usage)
    }
    let replay = try ReportReplay(from: folder, console: world.console)
    let parts = try replay.parts()
    let (document, _) = ReportBuilder.build(parts.loaded.notebook, context: parts.context)
    let files = try JupyterWriter.files(
      of: document, named: Paths.stem(of: path), runs: RunTables.runs(ExchangedExperiment(parts.loaded, parts.context)))
    try ExportPublication(
      files: files.map { ExchangedFile(path: $0.path, bytes: $0.bytes) }, folder: Paths.folder(of: path)
    ).publish(force: arguments[force])
    FailedRuns.warn(parts.status, world.console)
    world.console.print(
      "\(path): \(Quantities.count(document.figures.count, "figure")), \(Quantities.count(document.tables.count, "table"))"
    )
    return .success
  }

  /// A folder that is named by a dot has no name to give.
  private static func defaultName(of folder: String) -> String {
    let name = Paths.name(of: folder)
    return [".", ".."].contains(name) ? "report" : name
  }
}
