import Experiment
import Foundation
import Interop
import OffprintCore

/// How an audit is written.
enum AuditForm: String {
  case text, json, markdown, junit

  /// By the ending of a file.
  static func named(by path: String) throws(CommandFailure) -> AuditForm {
    let forms: [String: AuditForm] = [
      "json": .json, "md": .markdown, "markdown": .markdown, "xml": .junit, "txt": .text,
    ]
    let name = Paths.name(of: path)
    guard let dot = name.lastIndex(of: "."), let form = forms[name[name.index(after: dot)...].lowercased()] else {
      throw CommandFailure(
        "‘--write \(path)’: the ending does not say what to write", help: "write .json, .md, .xml or .txt",
        status: .usage)
    }
    return form
  }
}

/// An audit in any of its forms.
struct AuditOutput {
  let findings: RunsFindings
  let style: @Sendable (String, AuditGrade) -> String

  init(_ findings: RunsFindings, style: @escaping @Sendable (String, AuditGrade) -> String = { text, _ in text }) {
    self.findings = findings
    self.style = style
  }

  func text(_ form: AuditForm) throws -> String {
    switch form {
    case .text: lines.map { $0 + "\n" }.joined()
    case .markdown: markdown
    case .json: String(decoding: try ReadableJSON.encode(AuditFile(findings)), as: UTF8.self)
    case .junit: junit.text
    }
  }

  /// Whole or not at all.
  func write(to path: String) throws {
    let text = try text(try AuditForm.named(by: path))
    let temporary = "\(path).writing-\(FileSystem.processNumber)"
    do throws(SystemError) {
      let folder = Paths.folder(of: path)
      if !folder.isEmpty { try FileSystem.makeDirectories(folder) }
      try FileSystem.writeNew(Array(text.utf8), to: temporary)
      try FileSystem.rename(temporary, to: path)
    } catch {
      try? FileSystem.removeFile(temporary)
      throw CommandFailure(error.description, status: .usage)
    }
  }

  // MARK: - Text

  private var lines: [String] {
    let width = AuditGrade.allCases.map(\.rawValue.count).max() ?? 0
    var lines: [String] = []
    for run in findings.runs {
      let words = AuditWords(report: findings.report, run: run)
      let space = String(repeating: " ", count: width - run.audit.grade.rawValue.count)
      lines.append(
        style(run.audit.grade.rawValue, run.audit.grade) + space + "  \(run.planned.label)"
          + (words.reason.map { ": \($0)" } ?? ""))
      lines += words.details.map { String(repeating: " ", count: width + 4) + $0 }
    }
    if !findings.runs.isEmpty { lines.append("") }
    return lines + AuditSummary(findings).lines
  }

  // MARK: - Markdown

  private var markdown: String {
    let mark = !findings.isSound ? "❌" : findings.status == .success ? "✅" : "⚠️"
    var text = "## Audit of \(AuditOutput.escaped(findings.title))\n\n\(mark) "
    text += AuditSummary(findings).lines.map(AuditOutput.escaped).joined(separator: "  \n") + "\n"
    guard !findings.runs.isEmpty else { return text }
    text += "\n| run | grade | |\n| --- | --- | --- |\n"
    for run in findings.runs {
      let words = AuditWords(report: findings.report, run: run)
      let told = ([words.reason].compactMap(\.self) + words.details).map(AuditOutput.escaped).joined(separator: "<br>")
      text += "| \(AuditOutput.escaped(run.planned.label)) | \(run.audit.grade.rawValue) | \(told) |\n"
    }
    return text
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\\", "`", "*", "_", "[", "]", "|", "#", "~", "$": result += "\\\(character)"
      default: result += character.isNewline ? " " : String(character)
      }
    }
    return result
  }

  // MARK: - JUnit

  /// A test for each run; INCONCLUSIVE is skipped.
  private var junit: JUnitFile {
    let runs = findings.runs.map { run in
      let words = AuditWords(report: findings.report, run: run)
      let told = ([run.audit.grade.rawValue + (words.reason.map { ": \($0)" } ?? "")] + words.details)
        .joined(separator: "\n")
      let outcome: JUnitFile.Outcome =
        switch run.audit.grade {
        case .bitwise, .equivalent: .passed
        case .diverged: .failed(told, type: "diverged")
        case .inconclusive: .skipped(told)
        }
      return JUnitFile.Test(name: run.planned.label, outcome: outcome)
    }
    let strays = findings.strays.map { stray in
      JUnitFile.Test(
        name: "evidence \(stray.id.short)", outcome: .failed(AuditSummary.text(stray), type: "stray"))
    }
    return JUnitFile(
      name: findings.title,
      suites: [.init(name: "offprint.verify", tests: runs), .init(name: "offprint.evidence", tests: strays)])
  }
}

/// What an audit comes to.
struct AuditSummary {
  private let findings: RunsFindings

  init(_ findings: RunsFindings) {
    self.findings = findings
  }

  /// Sentences, the outcome first.
  var lines: [String] {
    var lines = [counts]
    lines += [proof].compactMap(\.self)
    if let shortening = findings.shortening { lines.append(shortening) }
    lines += findings.strays.map(AuditSummary.text)
    if findings.missingCount > 0 {
      let runs = Quantities.count(findings.missingCount, "run")
      lines.append("the report's notebook asks for \(runs) that the report does not have")
    }
    return lines + [repetition].compactMap(\.self)
  }

  private var counts: String {
    let count = findings.runs.count
    guard findings.population > 0 else { return "the report has no runs to train again" }
    guard count > 0 else { return "no run was trained again" }
    let parts = AuditGrade.allCases.filter { findings.count($0) > 0 }
      .map { "\(Quantities.grouped(findings.count($0))) \($0.rawValue)" }
    let graded =
      findings.count(.bitwise) == count
      ? count == 1 ? "BITWISE" : "all BITWISE" : Quantities.list(parts)
    return count == findings.population
      ? "\(Quantities.count(count, "run")): \(graded)"
      : "\(Quantities.grouped(count)) of \(Quantities.count(findings.population, "run")): \(graded)"
  }

  /// What a random part proves.
  private var proof: String? {
    guard let sample = findings.sample else { return nil }
    let others = sample.population - sample.drawn
    let most = sample.mostOthersUnsound
    let counted = findings.count(.inconclusive) > 0 ? ", what is INCONCLUSIVE counted as different" : ""
    return "with 95 % confidence at most \(Quantities.grouped(most)) of the \(Quantities.grouped(others)) others "
      + "differ\(counted)"
  }

  private var repetition: String? {
    guard case .drawn(let draw) = findings.choice, findings.sample != nil else { return nil }
    let cells = findings.cells.map { " --cell \(Paths.shellWord($0))" }.joined()
    return "the same draw again: offprint verify \(Paths.shellWord(findings.report))\(cells) "
      + "--sample \(findings.runs.count) --draw \(draw)"
  }

  static func text(_ stray: AuditedReport.StrayRun) -> String {
    let what = stray.name.map { "; it is \($0), which the notebook does not ask for" } ?? ""
    return "the evidence has a run \(stray.id.short) that is none of its own notebook's\(what)"
  }
}

/// An audit for programs: `offprint verify --format json`, which Documentation/Verify.md describes.
struct AuditFile: Encodable {
  struct Sample: Encodable {
    var draw: UInt64
    /// The most of the others that differ, with 95 % confidence; left out where all were taken.
    var mostOthersDiffering: Int?
  }

  struct Run: Encodable {
    var name: String
    /// As the report has it.
    var id: String
    var grade: String
    var reason: String?
    var details: [String]
    /// The last epoch through which all is equal.
    var equalThroughEpoch: Int?
    /// Whether it was changed in the report after training.
    var altered: Bool?
    /// The run whose results the report gives to this one.
    var namesake: String?
    var place: Place?
    var weightsDigest: Digests?
  }

  /// Where two trainings part.
  struct Place: Encodable {
    /// `other-trace`, or `this-machine` where it contradicts itself.
    var against: String
    var epoch: Int
    /// 0 for before the first step of the trace.
    var step: Int
    /// `gradient layers.0.conv.weight`.
    var item: String
  }

  struct Digests: Encodable {
    var report: String?
    var here: String?
  }

  struct Engines: Encodable {
    var report: Int
    var here: Int
  }

  var format = "offprint-audit"
  var version = 1
  var report: String
  var title: String
  var evidence: String
  var data: DataIdentity?
  var engine: Engines
  var population: Int
  var sample: Sample?
  var counts: [String: Int]
  var runs: [Run]
  /// IDs of runs in the evidence that its notebook does not ask for.
  var strays: [String]
  var shortening: String?
  /// What the command ends with.
  var status: Int32

  init(_ findings: RunsFindings) {
    report = findings.report
    title = findings.title
    evidence = findings.evidence.hexadecimal
    data = findings.data
    engine = Engines(report: findings.engines.reported, here: findings.engines.here)
    population = findings.population
    if case .drawn(let draw) = findings.choice {
      sample = Sample(draw: draw, mostOthersDiffering: findings.sample?.mostOthersUnsound)
    }
    counts = Dictionary(uniqueKeysWithValues: AuditGrade.allCases.map { ($0.rawValue, findings.count($0)) })
    runs = findings.runs.map { run in
      let words = AuditWords(report: findings.report, run: run)
      return Run(
        name: run.planned.label, id: run.planned.id.description, grade: run.audit.grade.rawValue, reason: words.reason,
        details: words.details, equalThroughEpoch: run.hasSameGrounds ? run.audit.equalThrough : nil,
        altered: run.audit.grade == .diverged ? run.audit.isAltered : nil, namesake: run.namesake,
        place: run.place.flatMap(Place.init),
        weightsDigest: run.found.map {
          Digests(report: run.planned.record?.weightsDigest?.hexadecimal, here: $0.weightsDigest?.hexadecimal)
        })
    }
    strays = findings.strays.map(\.id.description)
    shortening = findings.shortening
    status = findings.status.rawValue
  }
}

extension AuditFile.Place {
  init?(_ place: DivergenceSearch.Place) {
    let difference: TraceDifference
    switch place {
    case .parted(let found, _): (against, difference) = ("other-trace", found)
    case .contradicted(let found, _): (against, difference) = ("this-machine", found)
    case .unsteady, .repeated: return nil
    }
    switch difference {
    case .step(let epoch, let step, let item, _, _): (self.epoch, self.step, self.item) = (epoch, step, item.text)
    case .earlier(let epoch, let item): (self.epoch, step, self.item) = (epoch, 0, item.text)
    case .none, .incomparable: return nil
    }
  }
}
