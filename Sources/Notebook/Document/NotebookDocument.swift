package import OffprintCore

/// A notebook as parsed: front matter and blocks in the order of the file, each node with its place, nothing looked up yet.
package struct NotebookDocument: Sendable {
  package var source: SourceText
  /// The YAML between the two `---`; nil where the file has none.
  package var frontMatter: YAMLTree?
  package var blocks: [Block]
  /// In the order of the file.
  package var footnotes: [FootnoteDefinition]
  /// Names of cells that could not be made out, so that references to them are not called unknown.
  var lostNames: Set<String> = []

  package init(source: SourceText, frontMatter: YAMLTree?, blocks: [Block], footnotes: [FootnoteDefinition] = []) {
    self.source = source
    self.frontMatter = frontMatter
    self.blocks = blocks
    self.footnotes = footnotes
  }

  init(
    source: SourceText, frontMatter: YAMLTree?, blocks: [Block], footnotes: [FootnoteDefinition],
    lostNames: Set<String>
  ) {
    self.init(source: source, frontMatter: frontMatter, blocks: blocks, footnotes: footnotes)
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

extension NotebookDocument {
  /// The blocks that may have a label, in the order of the file: those of the top level, and what is inside of quotations,
  /// lists and footnotes but for headings, which open a section at the top level only.
  package var labeledBlocks: [Block] {
    blocks.flatMap { [$0] + NotebookDocument.inner($0) } + footnotes.flatMap { NotebookDocument.labeled($0.blocks) }
  }

  private static func inner(_ block: Block) -> [Block] {
    switch block.content {
    case .quote(let blocks): labeled(blocks)
    case .list(let list): list.items.flatMap { labeled($0) }
    default: []
    }
  }

  private static func labeled(_ blocks: [Block]) -> [Block] {
    blocks.flatMap { block -> [Block] in
      if case .heading = block.content { return [] }
      return [block] + inner(block)
    }
  }
}
