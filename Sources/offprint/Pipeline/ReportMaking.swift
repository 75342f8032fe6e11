import CommandLineParser
import Experiment
import Interop
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
  let manner: ReportManner
  let directory: String
  let console: Console
  let isQuiet: Bool
  /// What a CI job has around it; nil for people.
  private let job: World?
  private let requiresClaims: Bool

  init(
    _ loaded: LoadedNotebook, template: ReportTemplate, resolution: DataResolution, arguments: ParsedArguments,
    world: World, isQuiet: Bool
  ) throws(CommandFailure) {
    self.loaded = loaded
    self.resolution = resolution
    store = RunStore(root: arguments[Options.store])
    manner = try ReportManner(loaded, template, arguments, world)
    directory = ReportMaking.directory(loaded, arguments)
    console = world.console
    self.isQuiet = isQuiet
    requiresClaims = arguments[Options.requireClaims]
    job = arguments[Options.job] ? world : nil
  }

  /// Settings in a plan are valid, so one without such a function is softmax's.
  static func targetLogit(_ loss: Setting, angle: Double) -> TargetLogitSample? {
    guard let function = try? TargetLogit(setting: loss) else { return nil }
    let sample = function.sample(at: angle)
    return TargetLogitSample(value: sample.value, slope: sample.slope)
  }

  /// Where the report of a notebook goes. A profile's does not take the place of the whole one.
  static func directory(_ loaded: LoadedNotebook, _ arguments: ParsedArguments) -> String {
    arguments[Options.output] ?? usualDirectory(loaded)
  }

  /// The same without `--output`.
  static func usualDirectory(_ loaded: LoadedNotebook) -> String {
    let profile = loaded.notebook.profile.map { "-\($0.profile.name)" } ?? ""
    return "reports/\(Paths.stem(of: loaded.path))\(profile)"
  }

  /// Writes the report and says where it is, and what of it could not be made.
  func write(_ status: PlanStatus) throws -> ExitStatus {
    let stored = StoredFeatures(store)
    let features = MeasuredFeatures(embeddings: stored.embeddings(of:), snapshots: stored.snapshot(of:after:))
    let context = ReportContext(
      loaded, data: resolution.used, skipped: resolution.stated, status, features: features,
      testPictures: try store.testPictures(of: resolution.used.digest))
    let (document, diagnostics) = ReportBuilder.build(loaded.notebook, context: context)
    console.show(diagnostics, in: loaded.notebook.document.source)
    for error in stored.damaged { console.error(error.description) }
    let evidence = Evidence(loaded, manner, context, status, features: features.evidence)
    let report = JobReport(loaded: loaded, status: status, document: document, requiresClaims: requiresClaims)
    try manner.publish(
      document, evidence: try EvidenceFile(evidence), of: .report(evidence, loaded.notebook),
      and: job == nil ? [] : [("junit.xml", Array(report.tests.text.utf8))],
      to: directory, isQuiet ? nil : console)
    if let job {
      console.annotate(report.annotations)
      try JobSummary.append(try FileSystem.read(directory + "/summary.md"), job)
    }
    for claim in report.failedClaims { console.error("the claim ‘\(claim.claim.name)’ is not reproduced") }
    // Where runs are missing, figures may be, and whoever asked for this has been told.
    let isDrawn = !status.missing.isEmpty || !diagnostics.contains { $0.identifier == "figure-not-drawn" }
    return stored.damaged.isEmpty && isDrawn && report.failedClaims.isEmpty ? .success : .failure
  }
}

/// How a report is written.
struct ReportManner {
  let formats: [FrontMatter.Format]
  let template: ReportTemplate
  /// Nil for the template's.
  let paper: PageStyle.Paper?
  /// What PDFs say as the time they were made.
  let date: String

  /// As the command line asks for, else the notebook.
  init(
    _ loaded: LoadedNotebook, _ template: ReportTemplate, _ arguments: ParsedArguments, _ world: World
  ) throws(CommandFailure) {
    let asked = FrontMatter.Format.allCases.filter { arguments[Options.formats].contains($0.rawValue) }
    self.init(
      formats: asked.isEmpty ? loaded.notebook.frontMatter.formats : asked, template: template,
      paper: (arguments[Options.paper] ?? loaded.notebook.frontMatter.paper).flatMap(PageStyle.Paper.init(rawValue:)),
      date: try SourceDate.text(ofEpoch: world[variable: "SOURCE_DATE_EPOCH"]))
  }

  init(formats: [FrontMatter.Format], template: ReportTemplate, paper: PageStyle.Paper?, date: String) {
    self.formats = formats
    self.template = template
    self.paper = paper
    self.date = date
  }

  /// Writes the files, with `others` that no report has by itself, and says on `console` where they are.
  func publish(
    _ document: ReportDocument, evidence: EvidenceFile, of source: PageEvidence.Source,
    and others: [(path: String, bytes: [UInt8])] = [], to directory: String, _ console: Console?
  ) throws {
    let files = try files(document, evidence: evidence, of: source)
    try ReportPublication(files: files.map { ($0.path, $0.bytes) } + others).publish(to: directory)
    let names = ["index.html", "report.pdf", "results.json"].filter { name in files.contains { $0.path == name } }
    console?.print("report: \(names.map { "\(directory)/\($0)" }.joined(separator: "  "))")
  }

  /// The files, wherever they go.
  func files(
    _ document: ReportDocument, evidence: EvidenceFile, of source: PageEvidence.Source
  ) throws(ReportWritingError) -> [ReportFile] {
    var wanted: ReportWriter.Formats = []
    if formats.contains(.html) { wanted.insert(.html) }
    if formats.contains(.pdf) { wanted.insert(.pdf) }
    return try ReportWriter.files(
      for: document, formats: wanted, template: template, paper: paper, date: date, evidence: evidence, source: source)
  }
}

extension ReportContext {
  /// What the top floor knows of a notebook's report.
  init(
    _ loaded: LoadedNotebook, data: DataIdentity?, skipped: [DataStatement.Skipped], _ status: PlanStatus,
    features: any FeatureSource, testPictures: TestPictures?, engineVersion: Int = EngineVersion.numeric,
    cache: ReportCache? = nil
  ) {
    self.init(
      notebookName: Paths.name(of: loaded.path), notebookDigest: loaded.digest, data: data, skipped: skipped,
      dataTitles: TrainingVocabulary.dataTitles, offprintVersion: Offprint.version,
      engineVersion: engineVersion, command: loaded.command, records: status.records, features: features,
      targetLogit: ReportMaking.targetLogit, cache: cache, testPictures: testPictures)
    names = status.names
  }
}

extension Evidence {
  /// What this report is made from.
  init(
    _ loaded: LoadedNotebook, _ manner: ReportManner, _ context: ReportContext, _ status: PlanStatus,
    features: FeatureEvidence
  ) {
    // Only spheres show the pictures of test images.
    let hasSpheres = features.spheres.values.contains { if case .measured = $0 { true } else { false } }
    self.init(
      notebookName: context.notebookName, notebook: loaded.bytes, options: loaded.options,
      files: loaded.notebook.files, template: manner.template, formats: manner.formats.map(\.rawValue),
      paper: manner.paper?.rawValue, date: manner.date, data: context.data, skipped: context.skipped,
      offprintVersion: context.offprintVersion, engineVersion: context.engineVersion,
      runs: status.runs.compactMap { $0.record.map(RunEvidence.init) }, features: features,
      testPictures: hasSpheres ? context.testPictures : nil)
  }
}

extension DataResolution {
  /// Data sets that could not be had, as a report says it.
  var stated: [DataStatement.Skipped] {
    skipped.map { DataStatement.Skipped(name: $0.name, reason: $0.reason) }
  }
}

/// Test features for figures, from the store; remembers what is damaged, since a figure only knows that it has none.
final class StoredFeatures: Sendable {
  private let store: RunStore
  private let found = Mutex<[RunStoreError]>([])

  init(_ store: RunStore) {
    self.store = store
  }

  /// Each damaged run once, in an order that no thread decides.
  var damaged: [RunStoreError] { found.withLock { $0.sorted { $0.description < $1.description } } }

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
