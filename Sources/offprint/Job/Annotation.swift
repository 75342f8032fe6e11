import OffprintCore

/// A line that GitHub shows beside the file that it is about: a workflow command, as its documentation calls it.
struct Annotation {
  var severity: Diagnostic.Severity
  /// As it is called from the root of the repository, where jobs begin.
  var file: String?
  var range: SourceRange?
  var title: String?
  var message: String

  /// `::error file=a.md,line=12,col=3::what is wrong`.
  var text: String {
    let command =
      switch severity {
      case .error: "error"
      case .warning: "warning"
      case .note: "notice"
      }
    var properties: [String] = []
    if let file { properties.append("file=\(Annotation.property(file))") }
    if file != nil, let range {
      properties.append("line=\(range.start.line)")
      // GitHub understands columns within one line only.
      if range.end.line == range.start.line {
        properties += ["col=\(range.start.column)", "endColumn=\(range.end.column)"]
      }
    }
    if let title { properties.append("title=\(Annotation.property(title))") }
    let head = properties.isEmpty ? command : "\(command) \(properties.joined(separator: ","))"
    return "::\(head)::\(Annotation.data(message))"
  }

  private static func data(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}

extension Annotation {
  init(_ diagnostic: Diagnostic, file: String?) {
    let help = diagnostic.help.map { "help: \($0)" }
    self.init(
      severity: diagnostic.severity, file: diagnostic.source ?? file, range: diagnostic.range,
      title: diagnostic.identifier,
      message: [diagnostic.summary, diagnostic.explanation, help].compactMap(\.self).joined(separator: "\n"))
  }
}
