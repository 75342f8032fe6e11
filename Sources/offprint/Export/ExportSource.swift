import CommandLineParser
import Exchange
import Experiment
import Interop
import Notebook
import OffprintCore
import Report
import RunStore
import Training

/// What people name to be exported: a notebook, whose runs are in the store, or the folder of a report, which has them itself.
struct ExportSource {
  let arguments: ParsedArguments
  let world: World

  /// An experiment with the moment that its files are to bear.
  struct Found {
    var experiment: ExchangedExperiment
    /// Since 1970.
    var seconds: Int
  }

  /// Whether `word` is meant as a path and not as a run's ID.
  static func isPath(_ word: String) -> Bool {
    word.contains("/") || word.contains(".") || FileSystem.kind(of: word) != .missing
  }

  func experiment(_ path: String) throws -> Found {
    if let folder = try ExportSource.reportFolder(path) {
      let others: [any AnyParameter] = [Options.seeds, Options.profile]
      if let other = others.first(where: { arguments.has($0) }) {
        throw CommandFailure(
          "‘\(other.declaration.spelling)’ is for notebooks: the report in ‘\(folder)’ has the seeds that it was made with",
          status: .usage)
      }
      let replay = try ReportReplay(from: folder, console: world.console)
      let parts = try replay.parts()
      note(parts.status)
      return Found(
        experiment: ExchangedExperiment(parts.loaded, parts.context), seconds: try seconds(otherwise: replay.date))
    }
    let loaded = try NotebookLoading.load(
      path, seeds: arguments[Options.seeds], profile: arguments[Options.profile], world: world, isQuiet: true)
    let store = try StoreAccess.existing(arguments)
    let access = DataAccess(arguments, world, isQuiet: true)
    let (resolution, status) = try StoredPlan.choose(loaded, store, access, workers: world.processorCount)
    access.announce(resolution)
    for error in status.damaged { world.console.error(error.description) }
    if !status.missing.isEmpty {
      let names = status.missing.prefix(4).map { "\($0.name), seed \($0.spec.seed)" }.joined(separator: "; ")
      let more = status.missing.count > 4 ? "; and \(status.missing.count - 4) more" : ""
      let message =
        "\(status.missing.count) of \(Quantities.count(status.runs.count, "run")) "
        + "\(status.missing.count == 1 ? "is" : "are") not stored: \(names)\(more)"
      guard arguments[ExportCommand.allowMissing] else {
        throw CommandFailure(
          message,
          help: "‘offprint run \(Paths.shellWord(path))’ trains them; ‘--allow-missing’ exports the others")
      }
      world.console.warning(message)
    }
    note(status)
    let features = MeasuredFeatures(embeddings: { _ in nil }, snapshots: { _, _ in nil })
    let context = ReportContext(
      loaded, data: resolution.used, skipped: resolution.stated, status, features: features, testPictures: nil)
    return Found(experiment: ExchangedExperiment(loaded, context), seconds: try seconds(otherwise: nil))
  }

  /// Of `SOURCE_DATE_EPOCH`, else of a report, else the start of 1970.
  func seconds(otherwise date: String?) throws(CommandFailure) -> Int {
    let variable = world[variable: "SOURCE_DATE_EPOCH"]
    let text = try SourceDate.text(ofEpoch: variable)
    return SourceDate.seconds(ofText: variable == nil ? date ?? text : text) ?? 0
  }

  private func note(_ status: PlanStatus) {
    guard !status.failed.isEmpty else { return }
    world.console.warning(
      "\(Quantities.count(status.failed.count, "run")) failed: exported as failed, and in no mean")
  }

  /// The folder of a report, by its own path or that of one of its files; nil for a path that is a notebook's.
  static func reportFolder(_ path: String) throws(CommandFailure) -> String? {
    if FileSystem.kind(of: path) == .directory { return path }
    let reportFiles = ["index.html", "results.json", Evidence.fileName, "report.pdf", "summary.md"]
    if reportFiles.contains(Paths.name(of: path)), FileSystem.kind(of: path) == .file {
      let folder = Paths.folder(of: path)
      return folder.isEmpty ? "." : folder
    }
    if path.hasSuffix(".md") || path.hasSuffix(".markdown") { return nil }
    guard FileSystem.kind(of: path) == .missing else {
      throw CommandFailure(
        "‘\(path)’ is neither a notebook nor a report's folder",
        help: "name a Markdown file, or a folder that ‘offprint run’ wrote, such as reports/quickstart", status: .usage)
    }
    throw CommandFailure(
      "there is no notebook and no report ‘\(path)’",
      help: "name a Markdown file, or a folder that ‘offprint run’ wrote, such as reports/quickstart", status: .usage)
  }
}

extension ExchangedExperiment {
  /// A notebook's runs, as far as they are there, with what they say of its claims.
  init(_ loaded: LoadedNotebook, _ context: ReportContext) {
    let results = ResultSet(plan: loaded.notebook.plan, context: context)
    let profile = loaded.notebook.profile.map { "-\($0.profile.name)" } ?? ""
    self.init(
      name: Paths.stem(of: loaded.path) + profile, title: loaded.notebook.frontMatter.title,
      configurations: results.configurations.map { result in
        ExchangedConfiguration(
          name: result.configuration.name, label: result.configuration.label,
          runs: result.runs.compactMap(\.record).map(ExchangedRun.init))
      },
      claims: ClaimResults(loaded.notebook.claims, results: results).all.map { result in
        ExchangedClaim(name: result.claim.name, verdict: result.finding.verdict.word)
      })
  }

  /// Runs of the store, those that differ in nothing but the seed together.
  init(stored records: [RunRecord]) {
    var groups: [(key: String, records: [RunRecord])] = []
    for record in records.sorted(by: RunSummary.inReadingOrder) {
      var key = record.data.digest.hexadecimal
      if case .map(var entries) = record.spec.setting {
        entries["seed"] = nil
        key += Setting.map(entries).canonicalJSON
      }
      if let place = groups.firstIndex(where: { $0.key == key }) {
        groups[place].records.append(record)
      } else {
        groups.append((key, [record]))
      }
    }
    self.init(
      name: "runs", title: "Runs of an Offprint store",
      configurations: groups.map { group in
        let first = group.records[0]
        let loss = (try? first.spec.loss.string("name")) ?? "run"
        return ExchangedConfiguration(
          name: "\(loss)-\(ContentHash(ofText: group.key).short.prefix(6))", label: RunSummary.words(for: first.spec),
          runs: group.records.map(ExchangedRun.init))
      })
  }
}

extension ExchangedRun {
  /// With every metric that notebooks know, as reports print them.
  init(_ record: RunRecord) {
    self.init(
      record: record,
      metrics: ResultReference.Metric.allCases.compactMap { metric in
        metric.value(of: record).map { value in
          // As fine as any test set is: a hundred times a binary fraction would show digits that mean nothing.
          let shown = metric.isPercentage ? (value * 1e9).rounded() / 1e9 : value
          return ExchangedMetric(name: metric.rawValue, value: shown)
        }
      })
  }
}
