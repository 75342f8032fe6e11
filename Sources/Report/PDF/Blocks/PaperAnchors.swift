/// The places that links may lead to.
enum PaperAnchors {
  /// Those of everything that the PDF sets; Cairo fails on a link to a place that is nowhere.
  static func onPaper(_ document: ReportDocument, _ parts: PageStyle.Parts) -> Set<String> {
    var anchors: Set<String> = []
    if parts.reproducibility { anchors.insert("reproducibility") }
    if parts.text, !document.references.isEmpty { anchors.insert("references") }
    collect(parts.text ? document.body : document.body.filter(\.isResult), into: &anchors, withCells: parts.cells)
    for note in document.footnotes {
      anchors.insert(note.anchor)
      collect(note.blocks, into: &anchors, withCells: false)
    }
    if parts.text { for reference in document.references { anchors.insert(reference.anchor) } }
    return anchors
  }

  private static func collect(_ blocks: [ReportBlock], into anchors: inout Set<String>, withCells: Bool) {
    for block in blocks {
      switch block {
      case .heading(let heading): anchors.insert(heading.anchor)
      case .list(let list): for item in list.items { collect(item, into: &anchors, withCells: withCells) }
      case .quote(let inner): collect(inner, into: &anchors, withCells: withCells)
      case .table(let table): if let anchor = table.anchor { anchors.insert(anchor) }
      case .figure(let figure): anchors.insert(figure.anchor)
      // Cells are set in the end matter, wherever they stand.
      case .cell(let cell): if withCells { anchors.insert(cell.anchor) }
      case .notice(let notice): if let anchor = notice.anchor { anchors.insert(anchor) }
      case .equation(let equation): if let anchor = equation.anchor { anchors.insert(anchor) }
      case .paragraph, .code, .rule: break
      }
    }
  }
}
