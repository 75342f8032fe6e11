/// One kind of diagnostic, as `offprint help diagnostics` lists it.
package struct DiagnosticEntry: Hashable, Sendable {
  /// The stable word: `unknown-key`.
  package var identifier: String
  package var severity: Diagnostic.Severity
  /// One line: when it is given.
  package var summary: String

  package init(_ identifier: String, _ severity: Diagnostic.Severity = .error, _ summary: String) {
    self.identifier = identifier
    self.severity = severity
    self.summary = summary
  }
}
