/// A formula in the TeX subset of Documentation/Mathematics.md, understood.
package struct Formula: Hashable, Sendable {
  /// Whether a formula stands in a line of text or on lines of its own.
  package enum Style: String, Hashable, Sendable {
    case inline
    case display
  }

  /// What was written, without the dollar signs around it.
  package let source: String
  package let style: Style
  package let body: MathNode
  /// What `\tag{…}` gives as the number of a displayed formula, without parentheses; nil without one.
  package let tag: String?

  /// Reads `source`, which is what stands between the dollar signs.
  package init(parsing source: String, style: Style) throws(FormulaError) {
    var parser = FormulaParser(source, style: style)
    self.source = source
    self.style = style
    body = try parser.parseFormula()
    tag = parser.tag
  }

  /// The formula as one line of plain text, for alternative texts, outlines and terminals: `s · ψ(θ_y)`.
  package var plainText: String { PlainTextWriter.text(of: body) }
}

/// Something in a formula that is not in the subset, or not finished.
package struct FormulaError: Error, Hashable, Sendable {
  /// The bytes of the formula's source, in UTF-8, that are wrong. Empty only where the source is.
  package var range: Range<Int>
  /// What is wrong, in one sentence without a final stop.
  package var summary: String
  /// What to write instead, a phrase as in `Diagnostic.help`; nil where there is nothing to propose.
  package var help: String?

  package init(_ range: Range<Int>, _ summary: String, help: String? = nil) {
    self.range = range
    self.summary = summary
    self.help = help
  }
}
