import CommandLineParser
import Notebook
import OffprintCore

/// Pages that are made from what the rooms declare, so that they can never say something else than the checks.
enum NotebookHelp {
  /// `offprint help cells`, `offprint help cells train`, `offprint help loss arcface`.
  static func cells(_ words: [String], width: Int) throws(CommandFailure) -> String {
    try page(["cells"] + words)
  }

  /// A page of what the notebook's declarations say: `["loss", "arcface"]`.
  static func page(_ words: [String]) throws(CommandFailure) -> String {
    let help = CellHelp(OffprintVocabulary.reader.keys)
    guard let text = help.text(for: words) else {
      let known =
        words.first == "cells" ? help.names : families.first { $0.name == words.first }?.components.map(\.name) ?? []
      let meant = words.last.flatMap { Spelling.closest(to: $0, among: known) }.map { "did you mean ‘\($0)’?" }
      throw CommandFailure(
        "there is no help for ‘\(words.joined(separator: " "))’",
        help: meant ?? "‘offprint help \(words.first ?? "cells")’ lists what there is", status: .usage)
    }
    return text.hasSuffix("\n") ? text : text + "\n"
  }

  /// The families of components that have pages of their own: `layer`, `loss`, …
  static var families: [ComponentFamily] { OffprintVocabulary.reader.keys.families }

  static func reference(_ words: [String], width: Int) throws(CommandFailure) -> String {
    CellReference(OffprintVocabulary.reader.keys).markdown
  }

  /// What can stand behind `offprint help cells`.
  static var names: [String] { CellHelp(OffprintVocabulary.reader.keys).names }

  static func schema(_ words: [String], width: Int) throws(CommandFailure) -> String {
    let schema = NotebookSchema(OffprintVocabulary.reader.keys).document
    do {
      return String(decoding: try ReadableJSON.encode(schema), as: UTF8.self)
    } catch {
      preconditionFailure("a schema is made of values that JSON has")
    }
  }

  static func diagnostics(_ words: [String], width: Int) throws(CommandFailure) -> String {
    HelpPage(
      title: "What can be wrong with a notebook",
      parts: [
        .paragraph(
          """
          All of it is shown at once, each with its place, an excerpt, the reason and what to write instead. Errors end with \
          status 2 before anything is done; warnings do not.
          """),
        .terms(
          DiagnosticCatalog.entries.map { entry in
            (
              entry.identifier,
              entry.severity == .error ? entry.summary : "\(entry.summary) (\(entry.severity.rawValue))"
            )
          }),
      ]
    ).text(width: width)
  }
}
