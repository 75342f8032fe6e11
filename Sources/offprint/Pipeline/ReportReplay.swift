import Experiment
import Foundation
import Interop
import Notebook
import OffprintCore
import Report
import Training

/// A report once more from its own folder: no store, no data, no training.
struct ReportReplay {
  private let folder: String
  private let evidence: Evidence
  private let file: EvidenceFile
  private let console: Console

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
    do throws(EvidenceError) {
      let (evidence, digest) = try EvidenceFile.read(bytes)
      self.evidence = evidence
      file = EvidenceFile(bytes: bytes, digest: digest)
    } catch {
      throw CommandFailure("\(path) is damaged or not what it should be: \(error.reason)")
    }
    try checkDigest()
  }

  /// Both places that say it must agree; a report of other formats has no index.html.
  private func checkDigest() throws(CommandFailure) {
    let results = Paths.joined(folder, "results.json")
    guard FileSystem.kind(of: results) == .file,
      let written = try? JSONDecoder().decode(WrittenDigest.self, from: Data(try ReportReplay.read(results)))
    else {
      throw CommandFailure(
        "\(results) cannot be read, so nothing says that \(Evidence.fileName) belongs to this report")
    }
    guard written.evidence?.digest == file.digest else { throw mismatch("results.json") }
    let page = Paths.joined(folder, "index.html")
    guard FileSystem.kind(of: page) == .file else { return }
    let text = String(decoding: try ReportReplay.read(page), as: UTF8.self)
    guard text.contains(file.digest.hexadecimal) else { throw mismatch("index.html") }
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
    let loaded = try notebook()
    let status = status(of: loaded)
    let manner = try manner()
    if evidence.offprintVersion != Offprint.version {
      console.warning(
        "this report was made by Offprint \(evidence.offprintVersion); Offprint \(Offprint.version) may set it otherwise"
      )
    }
    let context = context(of: loaded, status)
    let (document, _) = ReportBuilder.build(loaded.notebook, context: context)
    try manner.publish(document, evidence: file, to: directory, isQuiet ? nil : console)
    FailedRuns.warn(status, console)
    return status.failed.isEmpty ? .success : .failure
  }

  /// The notebook that the report is made from, with the runs as the report knows them.
  func parts() throws(CommandFailure) -> (loaded: LoadedNotebook, status: PlanStatus, context: ReportContext) {
    let loaded = try notebook()
    let status = status(of: loaded)
    return (loaded, status, context(of: loaded, status))
  }

  /// What PDFs of the report say as the time they were made.
  var date: String { evidence.date }

  private func context(of loaded: LoadedNotebook, _ status: PlanStatus) -> ReportContext {
    ReportContext(
      loaded, data: evidence.data, skipped: evidence.skipped, status, features: evidence.features,
      testPictures: evidence.testPictures, engineVersion: evidence.engineVersion)
  }

  private func notebook() throws(CommandFailure) -> LoadedNotebook {
    let files = Dictionary(evidence.files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    let attempt = NotebookLoading.attempt(
      evidence.notebook, evidence.notebookName, seeds: (try? evidence.options.integer("seeds")) ?? nil,
      profile: (try? evidence.options.string("profile")) ?? nil,
      files: NotebookFiles { path, limit in
        files[path].map { .success(Array($0.prefix(limit))) }
          ?? .failure(NotebookFileError("it is not in the evidence"))
      })
    guard let loaded = attempt.loaded else {
      console.show(attempt.diagnostics.filter { $0.severity == .error }, in: attempt.source)
      throw CommandFailure(
        "the notebook in \(Paths.joined(folder, Evidence.fileName)) cannot be read by Offprint \(Offprint.version); "
          + "it was read by \(evidence.offprintVersion)")
    }
    return loaded
  }

  private func status(of loaded: LoadedNotebook) -> PlanStatus {
    let runs = Dictionary(evidence.runs.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    // Without data no run has a name; none is in the evidence then.
    let data = evidence.data ?? DataIdentity(name: "", digest: ContentHash(ofText: ""), trainCount: 0, testCount: 0)
    return PlanStatus(notebook: loaded.notebook, data: data) { spec in
      let id = RunID(spec: spec, data: data.digest, engineVersion: evidence.engineVersion)
      return (id, runs[id]?.record(spec: spec, data: data, engineVersion: evidence.engineVersion))
    }
  }

  private func manner() throws(CommandFailure) -> ReportManner {
    do throws(TemplateError) {
      try evidence.template.check()
    } catch {
      throw CommandFailure("the template in \(Paths.joined(folder, Evidence.fileName)) cannot be used: \(error)")
    }
    return ReportManner(
      formats: evidence.formats.compactMap(FrontMatter.Format.init(rawValue:)), template: evidence.template,
      paper: evidence.paper.flatMap(PageStyle.Paper.init(rawValue:)), date: evidence.date)
  }
}
