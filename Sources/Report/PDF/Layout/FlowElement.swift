/// What a document is before it is cut into columns and pages: one tall column.
package enum FlowElement {
  case box(LayoutBox)
  /// Vanishes at the top of a column; of neighbors only the largest counts. `stretch` is how much it may grow to fill a
  /// column.
  case space(Double, stretch: Double)
  /// What follows stays in the column of what precedes.
  case keep
  /// Stands at the top or bottom of a column or page, this one or a later one, and the text flows on.
  case float(LayoutFloat)
  /// All floats as wide as a column stand before what follows.
  case barrier
}

/// A figure or table with its caption, which finds its place near where the text has it.
package struct LayoutFloat {
  package enum Kind: Hashable, Sendable { case figure, table }

  package var box: LayoutBox
  /// Floats of a kind stay in order.
  package var kind: Kind
  /// Whether it is as wide as the page, not as a column.
  package var spansPage = false
  /// Its place among all floats of the document.
  package var number = 0

  package init(box: LayoutBox, kind: Kind, spansPage: Bool = false, number: Int = 0) {
    self.box = box
    self.kind = kind
    self.spansPage = spansPage
    self.number = number
  }
}

/// A footnote as the lines that it is set in; its first part is on the page of its mark.
package struct LayoutFootnote {
  package var number: Int
  package var lines: [LayoutBox]
}

/// A document ready to be cut into pages.
package struct Flow {
  /// As wide as the page: the title block, where the text below is in columns.
  package var front: [FlowElement] = []
  package var body: [FlowElement] = []
  /// Heads of tables that may be cut, by the number in `LayoutBox.tablePart`, as they are repeated.
  package var tableHeads: [[LayoutBox]] = []
  package var footnotes: [Int: LayoutFootnote] = [:]
}
