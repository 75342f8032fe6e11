import Experiment
import Interop
import Notebook
import OffprintCore
import Report
import Training

/// A report once more from its own folder: no store, no data, no training.
struct ReportReplay {
  let folder: String
  let evidence: Evidence
  let file: EvidenceFile
  let console: Console

  /// Reads the evidence of the report in `folder`, and makes sure that it is what the report was made from.
  init(from folder: String, console: Console) throws(CommandFailure) {
    guard FileSystem.kind(of: folder) == .directory else {
      throw CommandFailure("there is no report in ‘\(folder)’: it is no folder")
    }
    let path = Paths.joined(folder, Evidence.fileName)
    guard FileSystem.kind(of: path) == .file else {
      throw CommandFailure(
        "‘\(folder)’ has no \(Evidence.fileName), which holds what a report is made from",
        help: "‘offprint render’ with the notebook writes it, from the store")
    }
    self.folder = folder
    self.console = console
    let bytes = try ReportReplay.read(path)
    // Both are millions of characters to read.
    let (read, written) = Parallel.both(
      { Result { () throws(EvidenceError) in try EvidenceFile.read(bytes) } },
      { ReportReplay.writtenDigest(folder) })
    do throws(EvidenceError) {
      let (evidence, digest) = try read.get()
      self.evidence = evidence
      file = EvidenceFile(bytes: bytes, digest: digest)
    } catch {
      throw CommandFailure("\(path) is damaged or not what it should be: \(error.reason)")
    }
    try checkDigest(written)
  }

  /// Of the evidence, as `results.json` in `folder` has it.
  private static func writtenDigest(_ folder: String) -> WrittenDigest? {
    let results = Paths.joined(folder, "results.json")
    guard FileSystem.kind(of: results) == .file, let bytes = try? read(results) else { return nil }
    return try? ReadJSON(bytes).decode(WrittenDigest.self)
  }

  /// Both places that say it must agree; a report of other formats has no index.html.
  private func checkDigest(_ written: WrittenDigest?) throws(CommandFailure) {
    guard let written else {
      throw CommandFailure(
        "\(Paths.joined(folder, "results.json")) cannot be read, so nothing says that \(Evidence.fileName) belongs to "
          + "this report")
    }
    guard written.evidence?.digest == file.digest else { throw mismatch("results.json") }
    let page = Paths.joined(folder, "index.html")
    guard FileSystem.kind(of: page) == .file else { return }
    guard ByteSearch.contains(file.digest.hexadecimal, in: try ReportReplay.read(page)) else {
      throw mismatch("index.html")
    }
  }

  private struct WrittenDigest: Decodable {
    struct Entry: Decodable {
      var digest: ContentHash
    }

    var evidence: Entry?
  }

  private func mismatch(_ name: String) -> CommandFailure {
    CommandFailure(
      "\(Paths.joined(folder, Evidence.fileName)) is not what this report was made from: its SHA-256 is "
        + "\(file.digest.short)…, and \(name) says otherwise")
  }

  private static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
    do throws(SystemError) {
      return try FileSystem.read(path, atMost: 1 << 30)
    } catch {
      throw CommandFailure(error.description)
    }
  }

  // MARK: - Writing

  /// Writes the report's files to `directory`.
  func write(to directory: String, isQuiet: Bool) throws -> ExitStatus {
    let made = try made()
    if evidence.offprintVersion != Offprint.version {
      console.warning(
        "this report was made by Offprint \(evidence.offprintVersion); Offprint \(Offprint.version) may set it otherwise"
      )
    }
    try made.manner.publish(
      made.document, evidence: file, of: .report(evidence, made.notebook), to: directory, isQuiet ? nil : console)
    FailedRuns.warn(made.status, console)
    return made.status.failed.isEmpty ? .success : .failure
  }

  /// The report's files, as they would be written.
  func files() throws -> [ReportFile] {
    let made = try made()
    return try made.manner.files(made.document, evidence: file, of: .report(evidence, made.notebook))
  }

  /// Which version made the report.
  var offprintVersion: String { evidence.offprintVersion }

  /// What PDFs of the report say as the time they were made.
  var date: String { evidence.date }

  /// The notebook that the report is made from, with the runs as the report knows them.
  func parts() throws(CommandFailure) -> (loaded: LoadedNotebook, status: PlanStatus, context: ReportContext) {
    let loaded = try EvidentNotebook(evidence).loaded(from: place, console: console)
    let status = RemadeReport.status(of: loaded, evidence)
    return (loaded, status, RemadeReport.context(of: loaded, status, evidence))
  }

  private func made() throws(CommandFailure) -> RemadeReport {
    try RemadeReport(evidence, from: place, console: console)
  }

  private var place: String { Paths.joined(folder, Evidence.fileName) }
}

/// A report's document once more, from evidence.
struct RemadeReport {
  let notebook: CheckedNotebook
  let document: ReportDocument
  let status: PlanStatus
  let manner: ReportManner

  /// `name` is where the evidence is, for messages.
  init(_ evidence: Evidence, from name: String, console: Console) throws(CommandFailure) {
    try self.init(evidence, try EvidentNotebook(evidence).loaded(from: name, console: console), from: name)
  }

  /// `loaded` is the evidence's notebook.
  init(_ evidence: Evidence, _ loaded: LoadedNotebook, from name: String) throws(CommandFailure) {
    notebook = loaded.notebook
    status = RemadeReport.status(of: loaded, evidence)
    manner = try RemadeReport.manner(evidence, name)
    document = ReportBuilder.document(
      loaded.notebook, context: RemadeReport.context(of: loaded, status, evidence))
  }

  static func context(of loaded: LoadedNotebook, _ status: PlanStatus, _ evidence: Evidence) -> ReportContext {
    ReportContext(
      loaded, data: evidence.data, skipped: evidence.skipped, status, features: evidence.features,
      testPictures: evidence.testPictures, engineVersion: evidence.engineVersion)
  }

  static func status(of loaded: LoadedNotebook, _ evidence: Evidence) -> PlanStatus {
    let runs = Dictionary(evidence.runs.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    // Without data no run has a name; none is in the evidence then.
    let data = evidence.data ?? DataIdentity(name: "", digest: ContentHash(ofText: ""), trainCount: 0, testCount: 0)
    let version = evidence.engineVersion
    return PlanStatus(notebook: loaded.notebook, data: data) { spec in
      let id = RunID(spec: spec, data: data.digest, engineVersion: version)
      return (id, runs[id]?.record(spec: spec, data: data, engineVersion: version))
    }
  }

  private static func manner(_ evidence: Evidence, _ name: String) throws(CommandFailure) -> ReportManner {
    do throws(TemplateError) {
      try evidence.template.check()
    } catch {
      throw CommandFailure("the template in \(name) cannot be used: \(error)")
    }
    return ReportManner(
      formats: evidence.formats.compactMap(FrontMatter.Format.init(rawValue:)), template: evidence.template,
      paper: evidence.paper.flatMap(PageStyle.Paper.init(rawValue:)), date: evidence.date)
  }
}

/// The notebook in evidence, with the files that it names.
struct EvidentNotebook {
  let name: String
  let bytes: [UInt8]
  let options: Setting
  let files: [NotebookFile]
  /// Of the Offprint that read it.
  let offprintVersion: String

  init(_ evidence: Evidence) {
    name = evidence.notebookName
    bytes = evidence.notebook
    options = evidence.options
    files = evidence.files
    offprintVersion = evidence.offprintVersion
  }

  init(_ evidence: EmbeddedEvidence) {
    name = evidence.notebookName
    bytes = evidence.notebook
    options = evidence.options
    files = evidence.files
    offprintVersion = evidence.offprintVersion
  }

  /// Read again; `place` is where the evidence is, for messages.
  func loaded(from place: String, console: Console) throws(CommandFailure) -> LoadedNotebook {
    let files = Dictionary(files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    let attempt = NotebookLoading.attempt(
      bytes, name, seeds: (try? options.integer("seeds")) ?? nil, profile: (try? options.string("profile")) ?? nil,
      files: NotebookFiles { path, limit in
        files[path].map { .success(Array($0.prefix(limit))) }
          ?? .failure(NotebookFileError("it is not in the evidence"))
      })
    guard let loaded = attempt.loaded else {
      console.show(attempt.diagnostics.filter { $0.severity == .error }, in: attempt.source)
      throw CommandFailure(
        "the notebook in \(place) cannot be read by Offprint \(Offprint.version); it was read by \(offprintVersion)")
    }
    return loaded
  }
}
