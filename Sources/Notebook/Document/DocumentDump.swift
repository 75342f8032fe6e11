import Mathematics
import OffprintCore

extension NotebookDocument {
  /// The tree as text, a node a line with its range, for golden tests and for looking.
  package var dump: String {
    var dump = DocumentDump()
    if let frontMatter {
      dump.line("front-matter", frontMatter.range)
      dump.indented { $0.tree(frontMatter) }
    }
    for block in blocks { dump.block(block) }
    for note in footnotes { dump.blocks("footnote \(note.name)", note.blocks, note.nameRange) }
    return dump.text
  }
}

/// Writes the lines of a dump.
private struct DocumentDump {
  var text = ""
  private var depth = 0

  mutating func line(_ words: String, _ range: SourceRange? = nil) {
    let place = range.map { " \($0.start.line):\($0.start.column)-\($0.end.line):\($0.end.column)" } ?? ""
    text += String(repeating: "  ", count: depth) + words + place + "\n"
  }

  mutating func indented(_ body: (inout DocumentDump) -> Void) {
    depth += 1
    body(&self)
    depth -= 1
  }

  mutating func block(_ block: Block) {
    switch block.content {
    case .heading(let level, let label, let inlines):
      line("heading \(level)" + (label.map { " #\($0)" } ?? ""), block.range)
      indented { $0.inlines(inlines) }
    case .paragraph(let inlines):
      line("paragraph", block.range)
      indented { $0.inlines(inlines) }
    case .list(let list):
      line((list.start.map { "ordered from \($0)" } ?? "bullets") + (list.isTight ? " tight" : " loose"), block.range)
      indented { dump in
        for (index, item) in list.items.enumerated() {
          let check = list.checks.isEmpty ? nil : list.checks[index]
          dump.blocks(check.map { $0 ? "item done" : "item open" } ?? "item", item)
        }
      }
    case .quote(let blocks):
      line("quote", block.range)
      indented { for block in blocks { $0.block(block) } }
    case .equation(let equation):
      line("equation\(equation.label.map { " #" + $0 } ?? "") \(Setting.quoted(equation.formula.source))", block.range)
    case .image(let image):
      line("image\(image.label.map { " #" + $0 } ?? "") \(Setting.quoted(image.path))", block.range)
      indented { $0.inlines(image.caption) }
    case .code(let info, let code): line("code \(info ?? "-") \(Setting.quoted(code))", block.range)
    case .table(let table): self.table(table, block.range)
    case .thematicBreak: line("thematic-break", block.range)
    case .cell(let cell):
      line("cell \(cell.kind.rawValue)", block.range)
      indented {
        $0.line("name \(cell.name)", cell.nameRange)
        if let body = cell.body { $0.tree(body) }
      }
    }
  }

  mutating func blocks(_ title: String, _ blocks: [Block], _ range: SourceRange? = nil) {
    line(title, range)
    indented { for block in blocks { $0.block(block) } }
  }

  private mutating func table(_ table: TableBlock, _ range: SourceRange) {
    let label = table.label.map { " #" + $0 } ?? ""
    line("table\(label) " + table.alignments.map(\.rawValue).joined(separator: " "), range)
    if let caption = table.caption {
      indented { dump in
        dump.line("caption")
        dump.indented { $0.inlines(caption) }
      }
    }
    for (index, row) in ([table.header] + table.rows).enumerated() {
      indented {
        $0.line(index == 0 ? "header" : "row")
        for cell in row {
          $0.indented { dump in
            dump.line("cell")
            dump.indented { $0.inlines(cell) }
          }
        }
      }
    }
  }

  mutating func inlines(_ inlines: [Inline]) {
    for inline in inlines {
      switch inline.content {
      case .text(let text): line("text \(Setting.quoted(text))", inline.range)
      case .code(let code): line("code \(Setting.quoted(code))", inline.range)
      case .emphasis(let content): span("emphasis", content, inline.range)
      case .strong(let content): span("strong", content, inline.range)
      case .strikethrough(let content): span("strikethrough", content, inline.range)
      case .link(let destination, let title, let content):
        span("link \(Setting.quoted(destination)) \(Setting.quoted(title))", content, inline.range)
      case .softBreak: line("soft-break", inline.range)
      case .hardBreak: line("hard-break", inline.range)
      case .result(let path): line("result \(path)", inline.range)
      case .crossReference(let label): line("cross-reference \(label)", inline.range)
      case .math(let formula): line("math \(Setting.quoted(formula.source))", inline.range)
      case .citation(let citation): line("citation \(citation.source)", inline.range)
      case .footnote(let name): line("footnote \(name)", inline.range)
      }
    }
  }

  private mutating func span(_ title: String, _ content: [Inline], _ range: SourceRange) {
    line(title, range)
    indented { $0.inlines(content) }
  }

  mutating func tree(_ tree: YAMLTree) {
    switch tree.content {
    case .null: line("null", tree.range)
    case .invalid: line("invalid", tree.range)
    case .boolean(let value): line(value ? "true" : "false", tree.range)
    case .number(let value, let text): line("number \(Setting.canonicalNumber(value)) from \(text)", tree.range)
    case .string(let text): line("string \(Setting.quoted(text))", tree.range)
    case .sequence(let trees):
      line("sequence", tree.range)
      indented { for tree in trees { $0.tree(tree) } }
    case .mapping(let entries):
      line("mapping", tree.range)
      for entry in entries {
        indented { dump in
          dump.line("key \(Setting.quoted(entry.key))", entry.keyRange)
          dump.indented { $0.tree(entry.value) }
        }
      }
    }
  }
}
