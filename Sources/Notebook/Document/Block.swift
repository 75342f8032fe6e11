package import OffprintCore

/// One block of prose, or a cell.
package struct Block: Hashable, Sendable {
  package var content: BlockContent
  package var range: SourceRange

  package init(_ content: BlockContent, at range: SourceRange) {
    self.content = content
    self.range = range
  }
}

/// What a block is.
package indirect enum BlockContent: Hashable, Sendable {
  /// `level` from 1 to 6; `label` is the `sec-…` of a trailing `{#sec-…}`, without the `#`.
  case heading(level: Int, label: String?, [Inline])
  case paragraph([Inline])
  case list(ListBlock)
  case quote([Block])
  /// A fenced or indented code block that is no cell; `info` is the first word after the fence, such as `swift`.
  case code(info: String?, text: String)
  case table(TableBlock)
  case thematicBreak
  case cell(Cell)
}

/// A bullet or ordered list.
package struct ListBlock: Hashable, Sendable {
  /// The first number of an ordered list; nil for bullets.
  package var start: Int?
  /// Whether the items stand without blank lines between them.
  package var isTight: Bool
  package var items: [[Block]]

  package init(start: Int?, isTight: Bool, items: [[Block]]) {
    self.start = start
    self.isTight = isTight
    self.items = items
  }
}

/// A table typed in Markdown.
package struct TableBlock: Hashable, Sendable {
  package enum Alignment: String, Hashable, Sendable {
    case none
    case left
    case center
    case right
  }

  /// One for each column.
  package var alignments: [Alignment]
  /// One cell for each column.
  package var header: [[Inline]]
  /// Each row has as many cells as there are columns.
  package var rows: [[[Inline]]]

  package init(alignments: [Alignment], header: [[Inline]], rows: [[[Inline]]]) {
    self.alignments = alignments
    self.header = header
    self.rows = rows
  }
}
