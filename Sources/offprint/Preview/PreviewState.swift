import Foundation
import OffprintCore
import Report

/// What a page of a preview must know: which report there is, and what is wrong with the notebook now.
struct PreviewState: Hashable, Sendable {
  /// The last report that could be made, as a page.
  var html: String
  var problems: [Problem]
  /// What is not wrong but worth saying: runs that are missing, a training that goes on. Empty where there is nothing.
  var note: String

  /// A diagnostic, or a sentence about a file, in the parts that a page shows.
  struct Problem: Hashable, Sendable, Codable {
    var severity: String
    /// `notebook.md:12:1`; empty where the problem has no place.
    var place = ""
    var summary: String
    var excerpt = ""
    var explanation: String?
    var help: String?
  }

  /// As the page's script reads it.
  private struct Message: Codable {
    var id: String
    var page: String
    var problems: [Problem]
    var note: String
  }

  /// The state's name, which changes with anything in it, and the state as JSON.
  func message() -> (id: String, json: [UInt8]) {
    var message = Message(id: "", page: PreviewPage.identity(in: html), problems: problems, note: note)
    message.id = String(ContentHash(of: PreviewState.encoded(message)).hexadecimal.prefix(16))
    return (message.id, PreviewState.encoded(message))
  }

  private static func encoded(_ message: Message) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    guard let data = try? encoder.encode(message) else { preconditionFailure("texts can always be encoded") }
    return Array(data)
  }
}

extension PreviewState.Problem {
  init(_ diagnostic: Diagnostic, in source: SourceText?) {
    let excerpt = DiagnosticRenderer(width: 160).excerpt(for: diagnostic, in: source)
    self.init(
      severity: diagnostic.severity.rawValue, place: DiagnosticRenderer.place(of: diagnostic, in: source) ?? "",
      summary: diagnostic.summary, excerpt: excerpt, explanation: diagnostic.explanation, help: diagnostic.help)
  }

  init(_ failure: CommandFailure) {
    self.init(severity: "error", summary: failure.message, help: failure.help)
  }
}
