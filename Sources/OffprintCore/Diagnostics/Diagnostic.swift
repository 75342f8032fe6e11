/// Something that a user should know about their input: where, what, and what to write instead.
package struct Diagnostic: Hashable, Sendable, Error {
  package enum Severity: String, Hashable, Sendable {
    case error
    case warning
    case note
  }

  package var severity: Severity
  /// A stable word for tools and documentation: `unknown-key`.
  package var identifier: String
  /// The name of the source that `range` is in; nil where the problem has no place in a file.
  package var source: String?
  package var range: SourceRange?
  /// What is wrong, in one sentence without a final stop.
  package var summary: String
  /// Why, or how it came about: whole sentences.
  package var explanation: String?
  /// What to write instead, each a phrase that completes "did you mean … ?" or stands after "help:".
  package var help: String?

  package init(
    _ severity: Severity = .error, _ identifier: String, source: String? = nil, at range: SourceRange? = nil,
    _ summary: String, explanation: String? = nil, help: String? = nil
  ) {
    self.severity = severity
    self.identifier = identifier
    self.source = source
    self.range = range
    self.summary = summary
    self.explanation = explanation
    self.help = help
  }
}

extension Diagnostic {
  /// The order in which diagnostics are shown: by place, then as found.
  package static func inSourceOrder(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.enumerated().sorted { left, right in
      let start = SourcePosition(line: 0, column: 0)
      let (a, b) = (left.element.range?.start ?? start, right.element.range?.start ?? start)
      return a == b ? left.offset < right.offset : a < b
    }.map(\.element)
  }
}
