import CommandLineParser
import Comparison
import Interop
import RunStore

/// How a comparison is written.
enum DiffForm: String {
  case text, json, markdown, html, junit

  /// By the ending of a file.
  static func named(by path: String) throws(CommandFailure) -> DiffForm {
    let forms: [String: DiffForm] = [
      "html": .html, "htm": .html, "json": .json, "md": .markdown, "markdown": .markdown, "xml": .junit, "txt": .text,
    ]
    let name = Paths.name(of: path)
    guard let dot = name.lastIndex(of: "."), let form = forms[name[name.index(after: dot)...].lowercased()] else {
      throw CommandFailure(
        "‘--write \(path)’: the ending does not say what to write", help: "write .html, .json, .md, .xml or .txt",
        status: .usage)
    }
    return form
  }

  static func needsPictures(_ arguments: ParsedArguments) -> Bool {
    arguments[DiffCommand.format] == "html"
      || arguments[DiffCommand.write].contains { (try? named(by: $0)) == .html }
  }
}

/// A comparison in any of its forms.
struct DiffOutput {
  let comparison: ReportComparison
  let before: ReportSnapshot
  let after: ReportSnapshot
  /// Whether lists are whole.
  let isWhole: Bool

  func text(_ form: DiffForm, width: Int, usesColor: Bool) -> String {
    switch form {
    case .text: TerminalWriter(width: width, usesColor: usesColor).text(statement(most: 20))
    case .markdown: MarkdownWriter.text(statement(most: 20))
    case .html: HTMLComparisonWriter(statement(most: 200), before, after).text()
    case .json: ComparisonFile.text(comparison)
    case .junit: JUnitWriter.text(comparison, before, after)
    }
  }

  private func statement(most: Int) -> Statement {
    StatementBuilder(comparison, most: isWhole ? .max : most).statement()
  }

  /// Whole or not at all.
  func write(to path: String) throws(CommandFailure) {
    try WrittenText.write(text(DiffForm.named(by: path), width: 110, usesColor: false), to: path)
  }
}

/// Where runs are looked for.
enum RunStoreLocation {
  static func store(_ arguments: ParsedArguments) -> RunStore { RunStore(root: arguments[Options.store]) }

  /// The runs of `report` that the store at `root` has.
  static func snapshot(_ root: String, like report: ReportSnapshot) throws(CommandFailure) -> ReportSnapshot {
    do {
      return try RunSnapshot.snapshot(of: RunStore(root: root), like: report, name: root)
    } catch {
      throw CommandFailure("\(error)", status: .usage)
    }
  }
}
