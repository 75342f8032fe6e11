import CommandLineParser
import Experiment
import Kernels
import NeuralNetwork
import Notebook
import OffprintCore
import Report
import RunStore
import Synchronization
import Training

/// From a notebook and the store to the files of a report.
struct ReportMaking {
  let loaded: LoadedNotebook
  let resolution: DataResolution
  let store: RunStore
  let formats: [FrontMatter.Format]
  let template: ReportTemplate
  /// Nil for the template's.
  let paper: PageStyle.Paper?
  let directory: String
  let console: Console
  let isQuiet: Bool
  /// What PDFs say as the time they were made.
  let date: String

  init(
    _ loaded: LoadedNotebook, template: ReportTemplate, resolution: DataResolution, arguments: ParsedArguments,
    world: World, isQuiet: Bool
  ) throws(CommandFailure) {
    self.loaded = loaded
    self.resolution = resolution
    store = RunStore(root: arguments[Options.store])
    let asked = FrontMatter.Format.allCases.filter { arguments[Options.formats].contains($0.rawValue) }
    formats = asked.isEmpty ? loaded.notebook.frontMatter.formats : asked
    self.template = template
    paper = (arguments[Options.paper] ?? loaded.notebook.frontMatter.paper).flatMap(PageStyle.Paper.init(rawValue:))
    directory = ReportMaking.directory(loaded, arguments)
    console = world.console
    date = try SourceDate.text(ofEpoch: world[variable: "SOURCE_DATE_EPOCH"])
    self.isQuiet = isQuiet
  }

  /// Settings in a plan are valid, so one without such a function is softmax's.
  static func targetLogit(_ loss: Setting, angle: Double) -> TargetLogitSample? {
    guard let function = try? TargetLogit(setting: loss) else { return nil }
    let sample = function.sample(at: angle)
    return TargetLogitSample(value: sample.value, slope: sample.slope)
  }

  /// Where the report of a notebook goes.
  static func directory(_ loaded: LoadedNotebook, _ arguments: ParsedArguments) -> String {
    arguments[Options.output] ?? "reports/\(Paths.stem(of: loaded.path))"
  }

  /// Writes the report and says where it is, and what of it could not be made.
  func write(_ status: PlanStatus) throws -> ExitStatus {
    let features = StoredFeatures(store)
    let context = ReportContext(
      loaded, resolution, status, embeddings: features.embeddings(of:), snapshots: features.snapshot(of:after:),
      testPictures: try store.testPictures(of: resolution.used.digest))
    let (document, diagnostics) = ReportBuilder.build(loaded.notebook, context: context)
    console.show(diagnostics, in: loaded.notebook.document.source)
    for error in features.damaged { console.error(error.description) }
    var wanted: ReportWriter.Formats = []
    if formats.contains(.html) { wanted.insert(.html) }
    if formats.contains(.pdf) { wanted.insert(.pdf) }
    let files = try ReportWriter.files(for: document, formats: wanted, template: template, paper: paper, date: date)
    try ReportPublication(files: files.map { ($0.path, $0.bytes) }).publish(to: directory)
    // Where runs are missing, figures may be, and whoever asked for this has been told.
    let isDrawn = !status.missing.isEmpty || !diagnostics.contains { $0.identifier == "figure-not-drawn" }
    let isWhole = features.damaged.isEmpty && isDrawn
    let exitStatus: ExitStatus = isWhole ? .success : .failure
    guard !isQuiet else { return exitStatus }
    let names = ["index.html", "report.pdf", "results.json"].filter { name in files.contains { $0.path == name } }
    console.print("report: \(names.map { "\(directory)/\($0)" }.joined(separator: "  "))")
    return exitStatus
  }
}

extension ReportContext {
  /// What the top floor knows of a notebook's report.
  init(
    _ loaded: LoadedNotebook, _ resolution: DataResolution, _ status: PlanStatus,
    embeddings: @escaping @Sendable (RunID) -> EmbeddingSet?,
    snapshots: @escaping @Sendable (RunID, Int) -> EmbeddingSet?, testPictures: TestPictures?, cache: ReportCache? = nil
  ) {
    self.init(
      notebookName: Paths.name(of: loaded.path), notebookDigest: loaded.digest, data: resolution.used,
      skipped: resolution.skipped.map { DataStatement.Skipped(name: $0.name, reason: $0.reason) },
      dataTitles: TrainingVocabulary.dataTitles, offprintVersion: Offprint.version,
      engineVersion: EngineVersion.numeric, command: loaded.command, records: status.records, embeddings: embeddings,
      targetLogit: ReportMaking.targetLogit, cache: cache, testPictures: testPictures, snapshots: snapshots)
  }
}

/// Test features for figures, from the store; remembers what is damaged, since a figure only knows that it has none.
final class StoredFeatures: Sendable {
  private let store: RunStore
  private let found = Mutex<[RunStoreError]>([])

  init(_ store: RunStore) {
    self.store = store
  }

  /// Each damaged run once, in the order in which figures asked for them.
  var damaged: [RunStoreError] { found.withLock { $0 } }

  func embeddings(of run: RunID) -> EmbeddingSet? {
    read { store throws(RunStoreError) in try store.embeddings(for: run) }
  }

  func snapshot(of run: RunID, after epoch: Int) -> EmbeddingSet? {
    read { store throws(RunStoreError) in try store.snapshot(of: run, after: epoch) }
  }

  private func read(_ body: (RunStore) throws(RunStoreError) -> EmbeddingSet?) -> EmbeddingSet? {
    do throws(RunStoreError) {
      return try body(store)
    } catch .missing {
      // Said already, with all that it means.
      return nil
    } catch {
      found.withLock { if !$0.contains(error) { $0.append(error) } }
      return nil
    }
  }
}
