import CommandLineParser
import Experiment
import Kernels
import Notebook
import Report
import RunStore
import Training

/// From a notebook and the store to the files of a report.
struct ReportMaking {
  let loaded: LoadedNotebook
  let resolution: DataResolution
  let store: RunStore
  let formats: [FrontMatter.Format]
  let directory: String
  let console: Console
  let isQuiet: Bool
  /// What PDFs say as the time they were made.
  let date: String

  init(
    _ loaded: LoadedNotebook, resolution: DataResolution, arguments: ParsedArguments, world: World, isQuiet: Bool
  ) throws(CommandFailure) {
    self.loaded = loaded
    self.resolution = resolution
    store = RunStore(root: arguments[Options.store])
    let asked = FrontMatter.Format.allCases.filter { arguments[Options.formats].contains($0.rawValue) }
    formats = asked.isEmpty ? loaded.notebook.frontMatter.formats : asked
    directory = arguments[Options.output] ?? "reports/\(Paths.stem(of: loaded.path))"
    console = world.console
    date = try SourceDate.text(ofEpoch: world[variable: "SOURCE_DATE_EPOCH"])
    self.isQuiet = isQuiet
  }

  /// Writes the report and says where it is.
  func write(_ status: PlanStatus) throws {
    let context = ReportContext(
      notebookName: Paths.name(of: loaded.path), notebookDigest: loaded.digest, data: resolution.used,
      skipped: resolution.skipped.map { DataStatement.Skipped(name: $0.name, reason: $0.reason) },
      dataTitles: TrainingVocabulary.dataTitles, offprintVersion: Offprint.version,
      engineVersion: EngineVersion.numeric, command: loaded.command, records: status.records,
      embeddings: { embeddings(of: $0) })
    let (document, diagnostics) = ReportBuilder.build(loaded.notebook, context: context)
    console.show(diagnostics, in: loaded.notebook.document.source)
    var wanted: ReportWriter.Formats = []
    if formats.contains(.html) { wanted.insert(.html) }
    if formats.contains(.pdf) { wanted.insert(.pdf) }
    let files = try ReportWriter.files(for: document, formats: wanted, date: date)
    try ReportPublication(files: files.map { ($0.path, $0.bytes) }).publish(to: directory)
    guard !isQuiet else { return }
    let names = ["index.html", "report.pdf", "results.json"].filter { name in files.contains { $0.path == name } }
    console.print("report: \(names.map { "\(directory)/\($0)" }.joined(separator: "  "))")
  }

  /// A run's embeddings, or nil with the reason on the terminal; the figure then says that they are missing.
  private func embeddings(of id: RunID) -> EmbeddingSet? {
    do {
      return try store.embeddings(for: id)
    } catch {
      console.warning("\(error)")
      return nil
    }
  }
}
