/// A citation as it is printed in running text: `[3, 5–7]`, `(Deng et al. 2019, p. 3)` or `Deng et al. [3]`.
package struct ReportCitation: Hashable, Sendable {
  /// A part of the printed text; together they are the whole, brackets and separators included.
  package struct Piece: Hashable, Sendable {
    package var content: [ReportInline]
    /// The anchor of the reference that this part leads to; nil for brackets, separators, prefixes and locators.
    package var reference: String?

    package init(_ content: [ReportInline], reference: String? = nil) {
      self.content = content
      self.reference = reference
    }
  }

  package var pieces: [Piece]
  /// The anchors of all cited references in the order in which they are written; a compressed `[3–5]` has the 4 here only.
  package var references: [String]
  /// Unique in the document: where the reference's link back leads. It stands on the citation itself.
  package var anchor: String

  package init(pieces: [Piece], references: [String], anchor: String) {
    self.pieces = pieces
    self.references = references
    self.anchor = anchor
  }

  /// The printed text.
  package var plainText: String { pieces.map(\.content.plainText).joined() }
}

/// An entry of the list of references. Only what is cited is listed, in the order of the list.
package struct ReportReference: Hashable, Sendable {
  /// How it is cited: `[3]`, `Deng et al. 2019`. For previews and for readers of the data.
  package var label: String
  /// What is printed before it in the list: `[3]`; nil in the author–year style, whose list is ordered by names.
  package var marker: String?
  /// Unique in the document: `ref-deng2019arcface`.
  package var anchor: String
  /// Authors, title, where it appeared, with links to a DOI, an arXiv page or a web page.
  package var text: [ReportInline]
  /// The anchors of the citations that lead here, in the order of the text, each once; never empty.
  package var citedAt: [String]

  package init(label: String, marker: String?, anchor: String, text: [ReportInline], citedAt: [String]) {
    self.label = label
    self.marker = marker
    self.anchor = anchor
    self.text = text
    self.citedAt = citedAt
  }
}
