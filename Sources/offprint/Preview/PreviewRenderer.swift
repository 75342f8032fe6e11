import CommandLineParser
import Experiment
import Interop
import Notebook
import OffprintCore
import Report
import RunStore
import Synchronization
import Training

/// Makes the states of a preview: reads the notebook and the store anew each time, and draws only the figures that changed.
final class PreviewRenderer {
  private let path: String
  private let arguments: ParsedArguments
  private let world: World
  private let store: RunStore
  private let cache = ReportCache()
  private let features: RememberedFeatures
  private let runs = RememberedRuns()
  private let page = PreviewPage()
  /// The document on the page, for its PDF; read by the server's threads.
  let document = LatestDocument()

  private(set) var state: PreviewState
  /// The files that the state was made from, and the directories of the store.
  private(set) var files: [String]

  init(_ arguments: ParsedArguments, _ world: World) {
    path = arguments[Options.notebook]
    self.arguments = arguments
    self.world = world
    store = RunStore(root: arguments[Options.store])
    features = RememberedFeatures(store)
    state = PreviewState(
      html: page.placeholder(
        title: Paths.name(of: path), text: "There is no report yet. It appears here as soon as it can be made."),
      problems: [], note: "")
    files = [path, "\(store.root)/runs", store.unfinishedDirectory]
  }

  /// Names come and go in it as runs are stored and removed.
  private var runsDirectory: String { "\(store.root)/runs" }

  /// What has changed on disk may be in the figures, though no record shows it.
  func noteChanges(_ paths: [String]) {
    guard paths.contains(runsDirectory) else { return }
    cache.forgetFigures()
    features.forget()
  }

  /// Makes the state anew. The page stays what it was where no report can be made.
  func render() {
    do {
      let attempt = try NotebookLoading.attempt(
        path, seeds: arguments[Options.seeds], profile: arguments[Options.profile])
      let problems = attempt.diagnostics
      files = [path, runsDirectory, store.unfinishedDirectory] + attempt.filesAsked
      guard let loaded = attempt.loaded else {
        return fail(problems.map { PreviewState.Problem($0, in: attempt.source(of: $0)) })
      }
      let template = try template(for: loaded)
      try render(loaded, template, problems, of: attempt)
    } catch let problem as TemplateProblem {
      fail([
        problem.diagnostic.map { PreviewState.Problem($0, in: problem.source) } ?? PreviewState.Problem(problem.failure)
      ])
    } catch let failure as CommandFailure {
      fail([PreviewState.Problem(failure)])
    } catch {
      fail([PreviewState.Problem(severity: "error", summary: "\(error)")])
    }
  }

  private func fail(_ problems: [PreviewState.Problem]) {
    state.problems = problems
    state.note = ""
  }

  /// Its folders and their files are followed, those of one that cannot be used too.
  private func template(for loaded: LoadedNotebook) throws(TemplateProblem) -> ReportTemplate {
    do throws(TemplateProblem) {
      let loading = try TemplateLoading(for: loaded, named: arguments[Options.template])
      files += loading.folders.flatMap(PreviewRenderer.files(in:))
      return loading.template
    } catch {
      files += error.folders.flatMap(PreviewRenderer.files(in:))
      throw error
    }
  }

  private static func files(in folder: String) -> [String] {
    [folder] + ((try? FileSystem.entries(of: folder)) ?? []).map { "\(folder)/\($0)" }
  }

  private func render(
    _ loaded: LoadedNotebook, _ template: ReportTemplate, _ diagnostics: [Diagnostic],
    of attempt: NotebookLoading.Attempt
  ) throws {
    let access = DataAccess(arguments, world, isQuiet: true)
    let (resolution, status) = try StoredPlan.choose(
      loaded, store, access, workers: world.processorCount, remembered: runs)
    // A training writes its checkpoints there.
    let begun = Set((try? store.unfinished()) ?? [])
    files += status.missing.filter { begun.contains($0.id) }.map { store.unfinishedDirectory(of: $0.id) }
    cache.beginReport()
    let context = ReportContext(
      loaded, data: resolution.used, skipped: resolution.stated, status,
      features: MeasuredFeatures(embeddings: features.embeddings(of:), snapshots: features.snapshot(of:after:)),
      testPictures: try store.testPictures(of: resolution.used.digest),
      cache: cache)
    let (document, found) = ReportBuilder.build(loaded.notebook, context: context)
    state.html = try HTMLWriter.html(document, template: template, preview: page, cache: cache)
    self.document.set(document, template: template, paper: loaded.notebook.frontMatter.paper)
    let damaged = status.damaged + features.damaged
    // Where runs are missing, figures may be, and the note says so.
    let own = status.missing.isEmpty ? found : found.filter { $0.identifier != "figure-not-drawn" }
    let ofNotebook = Diagnostic.inSourceOrder(diagnostics.filter { $0.source == nil } + own)
    let ofOtherFiles = diagnostics.filter { $0.source != nil }
    state.problems =
      (ofNotebook + ofOtherFiles).map { PreviewState.Problem($0, in: attempt.source(of: $0)) }
      + damaged.map { PreviewState.Problem(severity: "error", summary: $0.description) }
    state.note = note(status)
  }

  /// With what this preview was told of places and seeds.
  private var trainingCommand: String {
    let store = arguments.has(Options.store) ? arguments[Options.store] : nil
    let seeds = arguments[Options.seeds].map(String.init)
    let options = [("--data", arguments[Options.data]), ("--store", store), ("--seeds", seeds)]
      .map { name, value in value.map { " \(name) \(Paths.shellWord($0))" } ?? "" }
    return "offprint run\(options.joined()) \(Paths.shellWord(path))"
  }

  /// Runs that the report lacks, what trains them, and how far a training has come.
  private func note(_ status: PlanStatus) -> String {
    guard !status.missing.isEmpty else { return "" }
    let count = "\(status.missing.count) of \(Quantities.count(status.runs.count, "run"))"
    let begun = UnfinishedRuns(status.missing, store: store, trainCount: status.data.trainCount).fractions
    let progress = status.missing.compactMap { run in
      begun[run.id].map { "\(run.name), seed \(run.spec.seed): \(Int($0 * 100)) %" }
    }
    let training = progress.isEmpty ? "" : "; begun: " + progress.prefix(4).joined(separator: ", ")
    return "\(count) on \(status.data.name) not stored; ‘\(trainingCommand)’ trains "
      + "\(status.missing.count == 1 ? "it" : "them")\(training)"
  }
}

/// Test features that were read once. A preview draws the same ones again and again.
private final class RememberedFeatures: Sendable {
  private let store: RunStore
  private struct Key: Hashable {
    let run: RunID
    /// Nil for the last.
    let epoch: Int?
  }

  private let known = Mutex<(sets: [Key: EmbeddingSet], source: StoredFeatures)?>(nil)

  init(_ store: RunStore) {
    self.store = store
  }

  func forget() {
    known.withLock { $0 = nil }
  }

  var damaged: [RunStoreError] { known.withLock { $0?.source.damaged } ?? [] }

  func embeddings(of run: RunID) -> EmbeddingSet? {
    remembered(Key(run: run, epoch: nil)) { $0.embeddings(of: run) }
  }

  func snapshot(of run: RunID, after epoch: Int) -> EmbeddingSet? {
    remembered(Key(run: run, epoch: epoch)) { $0.snapshot(of: run, after: epoch) }
  }

  private func remembered(_ key: Key, _ read: (StoredFeatures) -> EmbeddingSet?) -> EmbeddingSet? {
    known.withLock { known in
      var current = known ?? ([:], StoredFeatures(store))
      defer { known = current }
      if let set = current.sets[key] { return set }
      let set = read(current.source)
      current.sets[key] = set
      return set
    }
  }
}

/// The document that the page shows.
final class LatestDocument: Sendable {
  private struct Entry: Sendable {
    var document: ReportDocument
    var template: ReportTemplate
    var paper: PageStyle.Paper?
  }

  private let latest = Mutex<Entry?>(nil)

  /// - Parameter paper: what the notebook asks for; nil for the template's.
  func set(_ document: ReportDocument, template: ReportTemplate, paper: String?) {
    let entry = Entry(document: document, template: template, paper: paper.flatMap(PageStyle.Paper.init(rawValue:)))
    latest.withLock { $0 = entry }
  }

  /// As PDF; nil where there is no document, or none can be set.
  func pdf(date: String) -> [UInt8]? {
    guard let entry = latest.withLock({ $0 }) else { return nil }
    return try? ReportWriter.pdf(of: entry.document, template: entry.template, paper: entry.paper, date: date)
  }
}
