import Comparison
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

/// What `offprint verify` has found, in any of its forms.
struct AuditOutput {
  let findings: VerifyFindings
  let style: @Sendable (String, AuditGrade) -> String

  init(_ findings: VerifyFindings, style: @escaping @Sendable (String, AuditGrade) -> String = { text, _ in text }) {
    self.findings = findings
    self.style = style
  }

  func text(_ form: AuditForm) throws -> String {
    switch form {
    case .text: ((findings.displayed?.lines ?? []) + (findings.runs.map(lines) ?? [])).map { $0 + "\n" }.joined()
    case .markdown: markdown
    case .json: String(decoding: try ReadableJSON.encode(AuditFile(findings)), as: UTF8.self)
    case .junit: junit.text
    }
  }

  /// Whole or not at all.
  func write(to path: String) throws {
    try WrittenText.write(text(AuditForm.named(by: path)), to: path)
  }

  // MARK: - Text

  private func lines(_ findings: RunsFindings) -> [String] {
    let width = AuditGrade.allCases.map(\.rawValue.count).max() ?? 0
    var lines: [String] = []
    for entry in AuditEntry.all(of: findings) {
      let space = String(repeating: " ", count: width - entry.grade.rawValue.count)
      lines.append(
        style(entry.grade.rawValue, entry.grade) + space + "  \(entry.label)" + (entry.reason.map { ": \($0)" } ?? ""))
      lines += entry.details.map { String(repeating: " ", count: width + 4) + $0 }
    }
    if !findings.runs.isEmpty { lines.append("") }
    return lines + AuditSummary(findings).lines
  }

  // MARK: - Markdown

  private var markdown: String {
    let mark = findings.status == .failure ? "❌" : findings.status == .success ? "✅" : "⚠️"
    let parts = [findings.displayed.map(displayed), findings.runs.map(runs)].compactMap(\.self)
    return "## \(mark) Audit of \(AuditOutput.escaped(findings.title))\n\n" + parts.joined(separator: "\n")
  }

  /// Of more differences a reader wants the file.
  private static let listed = 20

  private func displayed(_ found: DisplayedFindings) -> String {
    guard !found.isSound else {
      return found.lines.map(AuditOutput.escaped).joined(separator: "  \n") + "\n"
    }
    let lines = found.lines.prefix(AuditOutput.listed).map { "- \(AuditOutput.escaped($0))\n" }
    let more = found.lines.count - lines.count
    return lines.joined() + (more > 0 ? "- and \(more) more\n" : "")
  }

  private func runs(_ findings: RunsFindings) -> String {
    var text = AuditSummary(findings).lines.map(AuditOutput.escaped).joined(separator: "  \n") + "\n"
    guard !findings.runs.isEmpty else { return text }
    text += "\n| run | grade | |\n| --- | --- | --- |\n"
    for entry in AuditEntry.all(of: findings) {
      let told = ([entry.reason].compactMap(\.self) + entry.details).map(AuditOutput.escaped)
      text += "| \(AuditOutput.escaped(entry.label)) | \(entry.grade.rawValue) | \(told.joined(separator: "<br>")) |\n"
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

  /// A test for each file and each run; what could not be told is skipped.
  private var junit: JUnitFile {
    JUnitFile(
      name: findings.title,
      suites: (findings.displayed.map { [JUnitFile.Suite(name: "offprint.displayed", tests: tests(of: $0))] } ?? [])
        + (findings.runs.map {
          [
            JUnitFile.Suite(name: "offprint.verify", tests: tests(of: $0)),
            JUnitFile.Suite(name: "offprint.evidence", tests: strays(of: $0)),
          ]
        } ?? []))
  }

  private func tests(of found: DisplayedFindings) -> [JUnitFile.Test] {
    let wrong = Dictionary(grouping: found.differences, by: \.file)
    let names = found.files + wrong.keys.filter { !found.files.contains($0) }.sorted()
    return names.map { name in
      let sentences = (wrong[name] ?? []).map(\.sentence).joined(separator: "\n")
      return JUnitFile.Test(name: name, outcome: sentences.isEmpty ? .passed : .failed(sentences, type: "displayed"))
    }
      + found.unchecked.enumerated().map { place, sentence in
        JUnitFile.Test(name: "not worked out again \(place + 1)", outcome: .skipped(sentence))
      }
  }

  private func tests(of findings: RunsFindings) -> [JUnitFile.Test] {
    findings.runs.map { run in
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
  }

  private func strays(of findings: RunsFindings) -> [JUnitFile.Test] {
    findings.strays.map { stray in
      JUnitFile.Test(name: "evidence \(stray.id.short)", outcome: .failed(AuditSummary.text(stray), type: "stray"))
    }
  }
}

/// A line about a run, or about many of which the same is to be said.
private struct AuditEntry {
  let grade: AuditGrade
  var label: String
  let reason: String?
  let details: [String]

  /// In the order of the runs. Where one reason, such as missing data, holds for run after run, it is said once.
  static func all(of findings: RunsFindings) -> [AuditEntry] {
    var entries: [AuditEntry] = []
    // The first run of the last entry, and how many more it stands for.
    var (first, count) = ("", 0)
    for run in findings.runs {
      let words = AuditWords(report: findings.report, run: run)
      let entry = AuditEntry(
        grade: run.audit.grade, label: run.planned.label, reason: words.reason, details: words.details)
      if let last = entries.last, last.says(entry) {
        count += 1
        entries[entries.count - 1].label = "\(first) and \(Quantities.count(count, "other"))"
      } else {
        (count, first) = (0, entry.label)
        entries.append(entry)
      }
    }
    return entries
  }

  private func says(_ other: AuditEntry) -> Bool {
    reason != nil && reason == other.reason && grade == other.grade && details.isEmpty && other.details.isEmpty
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
