import Interop
import OffprintCore

/// Markdown's blocks to the notebook's, with places in the file.
struct BlockConverter {
  let source: SourceText
  /// Lines of the file before the Markdown.
  let lineOffset: Int
  var log = ProblemLog()
  /// Names of cells whose first line is wrong: references to them are not told as well.
  var lostNames: Set<String> = []

  init(source: SourceText, lineOffset: Int) {
    self.source = source
    self.lineOffset = lineOffset
  }

  /// The blocks of a document's top level.
  mutating func convert(_ document: MarkdownNode) -> [Block] {
    document.children.compactMap { convert($0, isTopLevel: true) }
  }

  private mutating func convert(_ node: MarkdownNode, isTopLevel: Bool) -> Block? {
    let range = range(of: node)
    switch node.kind {
    case .paragraph: return Block(.paragraph(inlines(of: node, range)), at: range)
    case .heading(let level): return heading(node, level: level, range)
    case .quote: return Block(.quote(blocks(in: node)), at: range)
    case .list(let start, let isTight):
      let items = node.children.map { blocks(in: $0) }
      return Block(.list(ListBlock(start: start, isTight: isTight, items: items)), at: range)
    case .codeBlock(let info, let literal, let fence):
      return code(info: info, literal: literal, fence: fence, range, isTopLevel: isTopLevel)
    case .htmlBlock(let literal): return html(literal, range)
    case .table(let alignments): return table(node, alignments, range)
    case .thematicBreak: return Block(.thematicBreak, at: range)
    default: return nil
    }
  }

  private mutating func blocks(in node: MarkdownNode) -> [Block] {
    node.children.compactMap { convert($0, isTopLevel: false) }
  }

  private mutating func inlines(of node: MarkdownNode, _ range: SourceRange) -> [Inline] {
    var converter = InlineConverter(
      InlineAligner(source, first: range.start.line, last: range.end.line, column: range.start.column))
    let inlines = converter.convert(node.children)
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
    var content = inlines(of: node, range)
    let label = takeLabel(from: &content)
    return Block(.heading(level: level, label: label, content), at: range)
  }

  /// Removes a trailing `{#sec-…}` and gives the label in it.
  private mutating func takeLabel(from content: inout [Inline]) -> String? {
    guard let last = content.last, case .text(let text) = last.content, text.hasSuffix("}"),
      let open = text.ranges(of: "{#").last
    else { return nil }
    let label = String(text[open.upperBound...].dropLast())
    let before = String(text[..<open.lowerBound])
    var range = last.range
    let offset = before.unicodeScalars.count
    if range.start.line == range.end.line,
      range.end.column - range.start.column == text.unicodeScalars.count
    {
      range.start.column += offset
    }
    guard label.hasPrefix("sec-"), Name.isWellFormed(label) else {
      log.add(
        .invalidLabel, at: range, "the label \(Wording.quoted(label)) is not one a heading can have",
        help: "write {#sec-name} with lower-case letters, digits and hyphens, such as {#sec-method}")
      return nil
    }
    content.removeLast()
    let kept = String(before.reversed().drop(while: \.isWhitespace).reversed())
    if !kept.isEmpty {
      content.append(Inline(.text(kept), at: SourceRange(last.range.start, range.start)))
    }
    return label
  }

  // MARK: - Tables

  private mutating func table(
    _ node: MarkdownNode, _ alignments: [MarkdownNode.Alignment], _ range: SourceRange
  ) -> Block {
    var table = TableBlock(alignments: alignments.map(BlockConverter.alignment), header: [], rows: [])
    for row in node.children {
      let line = row.start.line + lineOffset
      var converter = InlineConverter(InlineAligner(source, first: line, last: line))
      var cells = row.children.map { converter.convert($0.children) }
      log.add(converter.log)
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
  private func range(of node: MarkdownNode) -> SourceRange {
    let start = position(line: node.start.line, byteColumn: node.start.column - 1)
    let end = position(line: max(node.end.line, node.start.line), byteColumn: node.end.column)
    return SourceRange(start, max(start, end))
  }

  private func position(line: Int, byteColumn: Int) -> SourcePosition {
    let line = min(max(line + lineOffset, 1), source.lines.count)
    let text = source.lines[line - 1].utf8
    let prefix = text.prefix(max(0, byteColumn))
    // A scalar starts at every byte that is not a continuation byte.
    return SourcePosition(line: line, column: prefix.count { $0 & 0xC0 != 0x80 } + 1)
  }
}
