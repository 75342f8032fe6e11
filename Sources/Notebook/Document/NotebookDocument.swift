package import OffprintCore

/// A notebook as parsed: front matter and blocks in the order of the file, each node with its place, nothing looked up yet.
package struct NotebookDocument: Sendable {
  package var source: SourceText
  /// The YAML between the two `---`; nil where the file has none.
  package var frontMatter: YAMLTree?
  package var blocks: [Block]
  /// Names of cells that could not be made out, so that references to them are not called unknown.
  var lostNames: Set<String> = []

  package init(source: SourceText, frontMatter: YAMLTree?, blocks: [Block]) {
    self.source = source
    self.frontMatter = frontMatter
    self.blocks = blocks
  }

  init(source: SourceText, frontMatter: YAMLTree?, blocks: [Block], lostNames: Set<String>) {
    self.init(source: source, frontMatter: frontMatter, blocks: blocks)
    self.lostNames = lostNames
  }
}

extension NotebookDocument {
  /// The cells in the order of the file. Cells only ever stand at the top level.
  package var cells: [Cell] {
    blocks.compactMap { block in
      guard case .cell(let cell) = block.content else { return nil }
      return cell
    }
  }
}
