import Notebook

/// The numbers of footnotes: in the order of their first marks in the text.
package struct FootnoteNumbers: Sendable {
  private var numbers: [String: Int] = [:]
  private var anchors: [Int: String] = [:]

  /// `anchors` gains one for each footnote.
  init(_ reading: ReadingOrder, _ anchors: inout Anchors) {
    for (index, name) in reading.footnotes.enumerated() {
      numbers[name] = index + 1
      self.anchors[index + 1] = anchors.claim("fn-\(index + 1)")
    }
  }

  /// The mark of the note of that name, at its place; nil for a note that is not there.
  func mark(_ name: String, _ state: inout ResolutionState) -> FootnoteMark? {
    guard let number = numbers[name], let note = anchors[number] else { return nil }
    let anchor = state.anchors.claim("fnref-\(number)")
    state.markedAt[number, default: []].append(anchor)
    return FootnoteMark(number: number, note: note, anchor: anchor)
  }

  func number(_ name: String) -> Int? { numbers[name] }
  func anchor(_ number: Int) -> String? { anchors[number] }
}

/// The order in which a reader meets footnotes and citations: the abstract, then the text, each note where its first mark is.
struct ReadingOrder {
  /// The names of footnotes, each once.
  private(set) var footnotes: [String] = []
  /// The keys of what is cited, each once.
  private(set) var keys: [String] = []
  private var seenNotes: Set<String> = []
  private var seenKeys: Set<String> = []
  private let notes: [String: [Block]]
  private let captions: [String: [Inline]]

  init(_ notebook: CheckedNotebook) {
    notes = Dictionary(notebook.document.footnotes.map { ($0.name, $0.blocks) }) { first, _ in first }
    captions = Dictionary(notebook.cells.map { ($0.name, $0.caption) }) { first, _ in first }
    for paragraph in notebook.frontMatter.abstract { visit(paragraph) }
    visit(notebook.document.blocks)
  }

  private mutating func visit(_ blocks: [Block]) {
    for block in blocks {
      switch block.content {
      case .heading(_, _, let inlines), .paragraph(let inlines): visit(inlines)
      case .list(let list): for item in list.items { visit(item) }
      case .quote(let blocks): visit(blocks)
      case .table(let table):
        visit(table.caption ?? [])
        for cell in table.header + table.rows.flatMap({ $0 }) { visit(cell) }
      case .image(let image): visit(image.caption)
      case .cell(let cell): visit(captions[cell.name] ?? [])
      case .code, .equation, .thematicBreak: break
      }
    }
  }

  private mutating func visit(_ inlines: [Inline]) {
    for inline in inlines {
      switch inline.content {
      case .emphasis(let content), .strong(let content), .strikethrough(let content), .link(_, _, let content):
        visit(content)
      case .citation(let citation):
        for item in citation.items {
          visit(item.prefix)
          if seenKeys.insert(item.key).inserted { keys.append(item.key) }
          visit(item.suffix)
        }
      case .footnote(let name):
        guard let note = notes[name], seenNotes.insert(name).inserted else { break }
        footnotes.append(name)
        visit(note)
      case .text, .code, .math, .softBreak, .hardBreak, .result, .crossReference: break
      }
    }
  }
}
