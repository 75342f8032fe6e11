import Comparison
import Interop
import Notebook
import OffprintCore
import Report

/// Works out again every number and figure that a report displays, from its evidence alone: that of its folder, or that inside
/// its page. Needs no notebook, store, data or network, and writes nothing.
enum DisplayedAudit {
  /// - Parameter path: a report's folder, or an `index.html` anywhere.
  /// - Throws: where there is no report at `path`. Evidence that is damaged or not the report's is a finding.
  static func check(_ path: String, console: Console) throws(CommandFailure) -> DisplayedFindings {
    switch FileSystem.kind(of: path) {
    case .directory: return try DisplayedFolder(path: path, console: console).findings()
    case .file:
      let page = DisplayedPage(bytes: try FolderFiles.read(path), name: Paths.name(of: path), console: console)
      return try page.findings()
    default:
      throw CommandFailure(
        "there is no report ‘\(path)’", help: "a report is a folder, or an index.html by itself", status: .usage)
    }
  }
}

/// A page by itself.
struct DisplayedPage {
  let bytes: [UInt8]
  let name: String
  let console: Console

  func findings() throws(CommandFailure) -> DisplayedFindings {
    var findings = DisplayedFindings()
    let embedded: EmbeddedEvidence?
    do throws(EvidenceError) {
      embedded = try EmbeddedEvidence.read(page: bytes)
    } catch {
      findings.differences.append(evidenceDifference("the evidence inside the page cannot be used: \(error.reason)"))
      findings.unchecked.append("nothing else of \(name) could be worked out again")
      return findings
    }
    guard let embedded else {
      try requireReport()
      findings.unchecked.append(
        "\(name) carries no evidence, as pages of older versions do not: nothing of it was worked out again; "
          + "‘offprint render --from’ with its folder writes one that does")
      return findings
    }
    findings.differences = embedded.problems.map { problem in
      DisplayedDifference(.mark, in: name, path: problem.place, place: problem.place, problem.sentence)
    }
    try compare(embedded, &findings)
    return findings
  }

  private func evidenceDifference(_ sentence: String) -> DisplayedDifference {
    DisplayedDifference(.part, in: name, path: "page-evidence", place: "the evidence inside the page", sentence)
  }

  private func requireReport() throws(CommandFailure) {
    do throws(SnapshotError) {
      _ = try PageReader.read(bytes, name: name)
    } catch {
      throw CommandFailure("‘\(name)’ is no report: \(error)", status: .usage)
    }
  }

  private func compare(_ embedded: EmbeddedEvidence, _ findings: inout DisplayedFindings) throws(CommandFailure) {
    let expected: [UInt8]
    do {
      let loaded = try EvidentNotebook(embedded).loaded(from: name, console: console)
      let evidence = try embedded.evidence(for: loaded.notebook.plan)
      var document = try RemadeReport(evidence, loaded, from: name).document
      document.reproducibility.evidence = embedded.wholeDigest
      expected = Array(
        try HTMLWriter.html(document, template: embedded.template, evidence: .element(embedded.element)).utf8)
    } catch let failure as CommandFailure {
      throw failure
    } catch let error as EvidenceError {
      findings.differences.append(evidenceDifference("the evidence inside the page cannot be used: \(error.reason)"))
      findings.unchecked.append("nothing else of \(name) could be worked out again")
      return
    } catch {
      throw CommandFailure("\(name) could not be made again: \(error)")
    }
    findings.files.append(name)
    let maker = PageMaker(version: embedded.offprintVersion, isSetAlike: embedded.isSetAlike)
    try findings.compare(page: bytes, expected, name, maker)
  }
}

/// Who made a page: whether this Offprint gives the same bytes.
struct PageMaker {
  let version: String
  let isSetAlike: Bool

  var isAlike: Bool { version == Offprint.version && isSetAlike }

  /// Why the bytes cannot be expected to be the same.
  var reason: String {
    version == Offprint.version
      ? "it was made with other fonts or libraries than this machine has"
      : "it was made by Offprint \(version), and this is \(Offprint.version)"
  }
}

extension DisplayedFindings {
  /// Byte by byte where the bytes should be the same, else by what the pages say.
  mutating func compare(
    page bytes: [UInt8], _ expected: [UInt8], _ name: String, _ maker: PageMaker
  ) throws(CommandFailure) {
    let counts = PageCounts(expected)
    (values, figures) = (counts.values, counts.figures)
    if maker.isAlike {
      differences += PageAudit.differences(bytes, expected, file: name)
      return
    }
    if bytes == expected { return }
    do throws(SnapshotError) {
      differences += try MeaningAudit.differences(bytes, expected, file: name)
    } catch {
      throw CommandFailure("‘\(name)’ is no report: \(error)")
    }
    unchecked.append(
      "\(maker.reason): the values, tables, runs, text and figures' data of \(name) were compared, its drawings were not"
    )
  }
}

/// A report's folder: each of its files against the same file made once more.
struct DisplayedFolder {
  let path: String
  let console: Console

  func findings() throws(CommandFailure) -> DisplayedFindings {
    let folder = FolderFiles(path: path)
    let names = try folder.names()
    guard names.contains("index.html") || names.contains("results.json") || names.contains(Evidence.fileName) else {
      throw CommandFailure("‘\(path)’ is no report: it has neither index.html nor results.json", status: .usage)
    }
    let replay: ReportReplay
    do throws(CommandFailure) {
      replay = try ReportReplay(from: path, console: console)
    } catch {
      return try withoutEvidence(folder, names, error)
    }
    var findings = DisplayedFindings()
    try compare(replay, folder, names, &findings)
    return findings
  }

  /// The page may have what the folder lacks.
  private func withoutEvidence(
    _ folder: FolderFiles, _ names: Set<String>, _ failure: CommandFailure
  ) throws(CommandFailure) -> DisplayedFindings {
    var findings = DisplayedFindings()
    if names.contains("index.html") {
      let bytes = try FolderFiles.read(Paths.joined(path, "index.html"))
      findings = try DisplayedPage(bytes: bytes, name: "index.html", console: console).findings()
    }
    if names.contains(Evidence.fileName) {
      let difference = DisplayedDifference(
        .part, in: Evidence.fileName, path: Evidence.fileName, place: Evidence.fileName, failure.message)
      findings.differences.insert(difference, at: 0)
    }
    findings.unchecked.append(
      names.contains(Evidence.fileName)
        ? "the other files could not be worked out again"
        : "\(failure.message): only index.html could be worked out again")
    return findings
  }

  private func compare(
    _ replay: ReportReplay, _ folder: FolderFiles, _ names: Set<String>, _ findings: inout DisplayedFindings
  ) throws(CommandFailure) {
    let made: [ReportFile]
    do {
      made = try replay.files()
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure("the report in ‘\(path)’ could not be made again: \(error)")
    }
    let isAlike = replay.offprintVersion == Offprint.version
    let missing = made.map(\.path).filter { !names.contains($0) }
    for file in made where names.contains(file.path) && file.path != Evidence.fileName {
      let bytes = try FolderFiles.read(Paths.joined(path, file.path))
      if file.path == "index.html" {
        findings.files.append(file.path)
        try compare(page: bytes, file.bytes, replay, &findings)
      } else if isAlike {
        findings.files.append(file.path)
        let others = Dictionary(
          uniqueKeysWithValues: made.filter { Self.areOfOneForm($0, file) }.map { ($0.path, $0.bytes) })
        findings.add(FileAudit.outcome(file.path, bytes, file.bytes, others: others))
      }
    }
    if !isAlike {
      findings.unchecked.append("the other files were made by another version of Offprint and were not compared")
    }
    // Figures' files are often left out of a repository; a report without its page or its PDF is not whole.
    let (figures, others) = (missing.filter { $0.hasPrefix("figures/") }, missing.filter { !$0.hasPrefix("figures/") })
    if !figures.isEmpty { findings.notes.append(Self.absence(figures)) }
    if !others.isEmpty { findings.unchecked.append(Self.absence(others)) }
    let strays = names.filter { $0.hasPrefix("figures/") }.subtracting(made.map(\.path)).sorted()
    if !strays.isEmpty {
      findings.notes.append("of no figure of this report: " + strays.prefix(5).joined(separator: ", "))
    }
  }

  private static func absence(_ missing: [String]) -> String {
    "\(Quantities.count(missing.count, "file")) of the report \(missing.count == 1 ? "is" : "are") not there: "
      + missing.prefix(3).joined(separator: ", ") + (missing.count > 3 ? ", …" : "")
  }

  /// Figures' files of the same ending, which could be taken for each other.
  private static func areOfOneForm(_ other: ReportFile, _ file: ReportFile) -> Bool {
    guard file.path.hasPrefix("figures/"), other.path.hasPrefix("figures/"), other.path != file.path,
      other.bytes != file.bytes
    else { return false }
    return other.path.split(separator: ".").last == file.path.split(separator: ".").last
  }

  private func compare(
    page bytes: [UInt8], _ expected: [UInt8], _ replay: ReportReplay, _ findings: inout DisplayedFindings
  ) throws(CommandFailure) {
    let embedded: EmbeddedEvidence?
    do throws(EvidenceError) {
      embedded = try EmbeddedEvidence.read(page: bytes)
    } catch {
      findings.differences.append(
        DisplayedDifference(
          .part, in: "index.html", path: "page-evidence", place: "the evidence inside the page",
          "the evidence inside the page cannot be used: \(error.reason)"))
      return try compare(page: bytes, expected, isSetAlike: true, replay, &findings)
    }
    guard let embedded else {
      findings.notes.append("index.html carries no evidence of its own")
      return try compare(page: bytes, EmbeddedEvidence.removed(from: expected), isSetAlike: true, replay, &findings)
    }
    findings.differences += embedded.problems.map { problem in
      DisplayedDifference(.mark, in: "index.html", path: problem.place, place: problem.place, problem.sentence)
    }
    try compare(page: bytes, expected, isSetAlike: embedded.isSetAlike, replay, &findings)
  }

  private func compare(
    page bytes: [UInt8], _ expected: [UInt8], isSetAlike: Bool, _ replay: ReportReplay,
    _ findings: inout DisplayedFindings
  ) throws(CommandFailure) {
    let maker = PageMaker(version: replay.offprintVersion, isSetAlike: isSetAlike)
    try findings.compare(page: bytes, expected, "index.html", maker)
  }
}

extension DisplayedFindings {
  fileprivate mutating func add(_ outcome: FileAudit.Outcome) {
    switch outcome {
    case .equal: break
    case .differs(let found): differences += found
    case .incomparable(let reason): unchecked.append("\(reason): it was not compared")
    }
  }
}
