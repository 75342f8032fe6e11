/// The raised number of a footnote in running text.
package struct FootnoteMark: Hashable, Sendable {
  /// From 1, in the order of the first marks. Marks that stand for the same note have the same number.
  package var number: Int
  /// The anchor of the note.
  package var note: String
  /// Unique in the document: where the note's link back leads. It stands on the mark itself.
  package var anchor: String

  package init(number: Int, note: String, anchor: String) {
    self.number = number
    self.note = note
    self.anchor = anchor
  }
}

/// A footnote's text. Paper sets it at the foot of the page of its first mark, a screen at the end of the text.
package struct ReportFootnote: Hashable, Sendable {
  package var number: Int
  /// Unique in the document: `fn-1`.
  package var anchor: String
  /// Paragraphs, lists, equations, tables and code, without footnotes of its own; empty only where the author wrote nothing.
  package var blocks: [ReportBlock]
  /// The anchors of its marks, in the order of the text; never empty.
  package var markedAt: [String]

  package init(number: Int, anchor: String, blocks: [ReportBlock], markedAt: [String]) {
    self.number = number
    self.anchor = anchor
    self.blocks = blocks
    self.markedAt = markedAt
  }
}
