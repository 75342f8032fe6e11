package import OffprintCore

/// A file of settings beside a notebook, read against what is declared of it, with the diagnostics that a cell would get.
package enum DeclaredFile {
  package struct Content: Sendable {
    /// What the file says; keys that it does not name are absent.
    package var setting: Setting
    /// The places of its values by their dotted paths.
    package var ranges: [String: SourceRange]
    package var diagnostics: [Diagnostic]

    /// The first thing that keeps the file from being used.
    package var error: Diagnostic? { diagnostics.first { $0.severity == .error } }
  }

  /// - Parameter owner: what messages call the file: "a page style".
  package static func read(_ source: SourceText, keys: [KeyDeclaration], owner: String) -> Content {
    var reader = YAMLTreeReader(EmbeddedText(source.text, in: source, firstLine: 1))
    let tree = reader.read()
    var log = reader.log
    let document = NotebookDocument(source: source, frontMatter: nil, blocks: [])
    var validator = ValueValidator(labels: LabelTable(document, log: &log), log: log)
    var entries: [String: Setting] = [:]
    switch tree?.content {
    case nil, .null: break
    case .mapping(let written):
      entries = validator.entries(
        written, keys: keys, owner: owner, path: "", place: SourceRange(at: SourcePosition(line: 1, column: 1)),
        fillsDefaults: false)
    default:
      validator.log.add(
        .notAMap, at: tree?.range, "\(owner) is lines of `key: value`",
        help: keys.first { $0.example != nil }.map { "such as `\($0.name): \($0.example ?? "")`" })
    }
    return Content(setting: .map(entries), ranges: validator.ranges, diagnostics: validator.log.diagnostics)
  }
}
