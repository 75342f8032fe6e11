import Interop
import OffprintCore

/// Markdown's blocks to the notebook's, with places in the file.
struct BlockConverter {
  let source: SourceText
  /// The file's lines as Markdown read them, formulas masked.
  let maskedLines: [[Unicode.Scalar]]
  /// Lines of the file before the Markdown.
  let lineOffset: Int
  var context: InlineContext
  var log = ProblemLog()
  /// Names of cells whose first line is wrong: references to them are not told as well.
  var lostNames: Set<String> = []

  init(source: SourceText, maskedLines: [[Unicode.Scalar]], lineOffset: Int, hasBibliography: Bool) {
    self.source = source
    self.maskedLines = maskedLines
    self.lineOffset = lineOffset
    context = InlineContext(hasBibliography: hasBibliography)
  }

  /// The blocks of a document's top level, and its footnotes.
  mutating func convert(_ document: MarkdownNode) -> (blocks: [Block], footnotes: [FootnoteDefinition]) {
    let definitions = document.children.filter { $0.kind == .footnoteDefinition }
    let names = definitions.map { footnoteName($0) }
    context.footnoteNames = names.map(\.text)
    let blocks = captioned(
      document.children.filter { $0.kind != .footnoteDefinition }.flatMap { convert($0, isTopLevel: true) })
    context.withoutFootnotes = "a footnote"
    let footnotes = zip(definitions, names).map { node, name in
      FootnoteDefinition(name: name.text, nameRange: name.range, blocks: self.blocks(in: node))
    }
    context.withoutFootnotes = nil
    return (blocks, footnotes.sorted { $0.nameRange.start < $1.nameRange.start })
  }

  private mutating func convert(_ node: MarkdownNode, isTopLevel: Bool) -> [Block] {
    let range = range(of: node)
    switch node.kind {
    case .paragraph: return paragraph(node, range, isTopLevel: isTopLevel)
    case .heading(let level): return [heading(node, level: level, range)]
    case .quote: return [Block(.quote(blocks(in: node)), at: range)]
    case .list(let start, let isTight):
      let items = node.children.map { blocks(in: $0) }
      let checks = node.children.map { if case .taskItem(let isDone) = $0.kind { isDone } else { Bool?.none } }
      let list = ListBlock(
        start: start, isTight: isTight, items: items, checks: checks.contains { $0 != nil } ? checks : [])
      return [Block(.list(list), at: range)]
    case .codeBlock(let info, let literal, let fence):
      let block = code(
        info: MathMask.unmasked(info), literal: MathMask.unmasked(literal), fence: fence, range, isTopLevel: isTopLevel)
      return block.map { [$0] } ?? []
    case .htmlBlock(let literal): return html(MathMask.unmasked(literal), range).map { [$0] } ?? []
    case .table(let alignments): return [table(node, alignments, range)]
    case .thematicBreak: return [Block(.thematicBreak, at: range)]
    default: return []
    }
  }

  private mutating func blocks(in node: MarkdownNode) -> [Block] {
    captioned(node.children.flatMap { convert($0, isTopLevel: false) })
  }

  mutating func inlines(of nodes: [MarkdownNode], _ range: SourceRange) -> [Inline] {
    var converter = InlineConverter(
      InlineAligner(source, first: range.start.line, last: range.end.line, column: range.start.column),
      context: context)
    let inlines = converter.convert(nodes)
    log.add(converter.log)
    return inlines
  }

  private mutating func html(_ literal: String, _ range: SourceRange) -> Block? {
    let trimmed = literal.trimmingPrefix(while: \.isWhitespace)
    // A comment is a note from one author to another.
    if trimmed.hasPrefix("<!--"), let end = trimmed.firstRange(of: "-->"),
      trimmed[end.upperBound...].allSatisfy(\.isWhitespace)
    {
      return nil
    }
    log.add(
      .rawHTML, at: range, "a block of HTML is shown as the text it is",
      explanation: "A report is written as PDF too, where HTML means nothing.",
      help: "write Markdown, or fence it with ``` if it is meant to be seen")
    return Block(.code(info: "html", text: literal), at: range)
  }

  // MARK: - Headings

  private mutating func heading(_ node: MarkdownNode, level: Int, _ range: SourceRange) -> Block {
    let outer = context.withoutFootnotes
    context.withoutFootnotes = "a heading"
    var content = inlines(of: node.children, range)
    context.withoutFootnotes = outer
    refuseDisplays(in: content, "a heading")
    let label = takeLabel(from: &content, prefix: "sec-")
    return Block(.heading(level: level, label: label, content), at: range)
  }

  // MARK: - Tables

  private mutating func table(
    _ node: MarkdownNode, _ alignments: [MarkdownNode.Alignment], _ range: SourceRange
  ) -> Block {
    var table = TableBlock(alignments: alignments.map(BlockConverter.alignment), header: [], rows: [])
    for row in node.children {
      let line = row.start.line + lineOffset
      var converter = InlineConverter(InlineAligner(source, first: line, last: line), context: context)
      var cells = row.children.map { converter.convert($0.children) }
      log.add(converter.log)
      for cell in cells { refuseDisplays(in: cell, "a table") }
      while cells.count < alignments.count { cells.append([]) }
      if row.kind == .tableRow(isHeader: true) {
        table.header = cells
      } else {
        table.rows.append(cells)
      }
    }
    return Block(.table(table), at: range)
  }

  private static func alignment(_ alignment: MarkdownNode.Alignment) -> TableBlock.Alignment {
    switch alignment {
    case .none: .none
    case .left: .left
    case .center: .center
    case .right: .right
    }
  }

  // MARK: - Places

  /// The range of a block in the file, from cmark's lines and byte columns.
  func range(of node: MarkdownNode) -> SourceRange {
    let start = position(line: node.start.line, byteColumn: node.start.column - 1)
    let end = position(line: max(node.end.line, node.start.line), byteColumn: node.end.column)
    return SourceRange(start, max(start, end))
  }

  private func position(line: Int, byteColumn: Int) -> SourcePosition {
    let line = min(max(line + lineOffset, 1), source.lines.count)
    var bytes = 0
    var column = 1
    for scalar in maskedLines[line - 1] {
      bytes += UTF8.width(scalar)
      if bytes > byteColumn { break }
      column += 1
    }
    return SourcePosition(line: line, column: column)
  }
}
