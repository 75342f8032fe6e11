/// What an atom is to its neighbours; decides the spaces between them (Knuth, The TeXbook, chapter 18).
package enum MathClass: Int, Hashable, Sendable {
  case ordinary
  case largeOperator
  case binary
  case relation
  case opening
  case closing
  case punctuation
  case inner
}

/// A character, or a word of letters that belong together, as one atom.
package struct MathSymbol: Hashable, Sendable {
  /// Characters before an alphabet is applied: a bold x is `x` here.
  package var text: String
  package var atomClass: MathClass
  /// Of letters; nil for what has one form only.
  package var alphabet: MathAlphabet?
  /// Whether scripts of a large operator go above and below it in display style.
  package var hasLimits: Bool

  package init(_ text: String, _ atomClass: MathClass, alphabet: MathAlphabet? = nil, hasLimits: Bool = false) {
    self.text = text
    self.atomClass = atomClass
    self.alphabet = alphabet
    self.hasLimits = hasLimits
  }

  /// The characters to draw, from the mathematical alphabets of Unicode.
  package var styledText: String { alphabet.map { $0.applied(to: text) } ?? text }
}
