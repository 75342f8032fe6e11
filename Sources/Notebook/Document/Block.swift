package import Mathematics
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
  case equation(EquationBlock)
  case image(ImageBlock)
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
  /// Of a list with tasks, one for each item: whether it is done, nil for an item that is no task. Empty for other lists.
  package var checks: [Bool?]

  package init(start: Int?, isTight: Bool, items: [[Block]], checks: [Bool?] = []) {
    self.checks = checks
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
  /// The paragraph `: Caption {#tbl-name}` that follows it; nil where there is none, and then the table has no number.
  package var caption: [Inline]?
  /// The `tbl-…` of the caption's label, without the `#`.
  package var label: String?

  package init(
    alignments: [Alignment], header: [[Inline]], rows: [[[Inline]]], caption: [Inline]? = nil, label: String? = nil
  ) {
    self.caption = caption
    self.label = label
    self.alignments = alignments
    self.header = header
    self.rows = rows
  }
}

/// `$$ … $$ {#eq-name}`.
package struct EquationBlock: Hashable, Sendable {
  /// Of the style `.display`.
  package var formula: Formula
  /// The `eq-…` of its label, without the `#`; nil for an equation without one, which has no number either.
  package var label: String?

  package init(formula: Formula, label: String? = nil) {
    self.formula = formula
    self.label = label
  }
}

/// A paragraph that is an image of a local file: `![Caption](file.png "alternative text"){#fig-name width=0.6}`.
package struct ImageBlock: Hashable, Sendable {
  /// As written: relative to the notebook's folder.
  package var path: String
  package var caption: [Inline]
  /// The `fig-…` of its label, without the `#`.
  package var label: String?
  /// For readers who cannot see it; nil where the author gave none.
  package var alternativeText: String?
  /// As a part of the text's width, in (0, 1].
  package var width: Double

  package init(path: String, caption: [Inline], label: String?, alternativeText: String?, width: Double) {
    self.path = path
    self.caption = caption
    self.label = label
    self.alternativeText = alternativeText
    self.width = width
  }
}

/// `[^name]: …`, a footnote's text.
package struct FootnoteDefinition: Hashable, Sendable {
  package var name: String
  package var nameRange: SourceRange
  package var blocks: [Block]

  package init(name: String, nameRange: SourceRange, blocks: [Block]) {
    self.name = name
    self.nameRange = nameRange
    self.blocks = blocks
  }
}
