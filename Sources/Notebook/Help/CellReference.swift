import OffprintCore

/// The declarations as a Markdown page.
package struct CellReference: Sendable {
  private let keys: NotebookKeys

  package init(_ keys: NotebookKeys) {
    self.keys = keys
  }

  /// The whole reference: front matter, cells, components, diagnostics.
  package var markdown: String {
    var text = "# What a notebook can say\n\n"
    text += "This page is made from the declarations in the sources; edit those.\n\n"
    text += "## Front matter\n\n" + table(keys.frontMatter)
    for kind in CellKind.allCases {
      text += "\n## Cell `\(kind.rawValue)`\n\n\(kind.summary)\n\n" + table(keys.keys(of: kind))
    }
    for family in keys.families {
      text += "\n## Family `\(family.name)`\n\n\(family.summary)\n"
      for component in family.components { text += section(component) }
    }
    text += "\n## Diagnostics\n\n| identifier | severity | given when |\n| --- | --- | --- |\n"
    for entry in DiagnosticCatalog.entries {
      text += "| `\(entry.identifier)` | \(entry.severity.rawValue) | \(escaped(entry.summary)) |\n"
    }
    return text
  }

  private func section(_ component: ComponentDeclaration) -> String {
    var text = "\n### `\(component.name)`\n\n\(component.summary)"
    if let source = component.source { text += " (\(source))" }
    text += "\n"
    if let primary = component.primaryKey { text += "\n`\(component.name): value` sets `\(primary)`.\n" }
    return component.keys.isEmpty ? text : text + "\n" + table(component.keys)
  }

  private func table(_ keys: [KeyDeclaration]) -> String {
    var text = "| key | value | presence | meaning |\n| --- | --- | --- | --- |\n"
    for key in keys {
      let example = key.example.map { " For example `\($0)`." } ?? ""
      text += "| `\(key.name)` | \(escaped(key.kind.phrase)) | \(CellHelp.presence(key)) | "
      text += "\(escaped(key.summary + example)) |\n"
    }
    return text
  }

  private func escaped(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
