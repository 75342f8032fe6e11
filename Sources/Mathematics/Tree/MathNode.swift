/// A piece of a formula, by what it is and not by how it was written.
package indirect enum MathNode: Hashable, Sendable {
  /// Pieces one after the other. As a piece of another row, it is an ordinary atom, as a group in braces is in TeX.
  case row([MathNode])
  /// A letter, a word in one alphabet, an operator, a relation, a delimiter that does not grow.
  case symbol(MathSymbol)
  /// Digits, with a decimal point where there is one.
  case number(String, MathAlphabet)
  /// The name of a function in upright letters: log, max, arg min.
  case function(String, limits: Bool)
  /// Words, their spaces kept.
  case text(String, MathAlphabet)
  /// A horizontal space in ems; negative ones draw together.
  case space(Double)
  case scripts(MathScripts)
  case fraction(MathFraction)
  case radical(MathNode, degree: MathNode?)
  case accent(MathAccent, MathNode)
  /// A rule over or under the whole of a piece.
  case line(MathSide, MathNode)
  /// A horizontal brace over or under a piece; its scripts are the words at the brace.
  case brace(MathSide, MathNode)
  case fenced(MathFenced)
  /// A delimiter of a stated size, 1 to 4 for \big to \Bigg.
  case bigDelimiter(MathSymbol, size: Int)
  case array(MathArray)
  /// A piece in a style other than where it stands: `\displaystyle`.
  case styled(MathStyle, MathNode)
  /// Takes the room of a piece without drawing it.
  case phantom(MathNode, MathPhantom)
  /// A piece that takes spaces like an atom of another class: `\mathrel{…}`.
  case classed(MathClass, MathNode)
}

/// A piece with something at its right corners, or above and below it.
package struct MathScripts: Hashable, Sendable {
  /// Where scripts stand.
  package enum Placement: Hashable, Sendable {
    case corners
    case limits
    /// Above and below in display style, at the corners elsewhere, as for sums and \max.
    case automatic
  }

  package var base: MathNode
  package var lower: MathNode?
  package var upper: MathNode?
  package var placement: Placement
}

/// One thing over another.
package struct MathFraction: Hashable, Sendable {
  package var numerator: MathNode
  package var denominator: MathNode
  /// No rule between the two in a binomial coefficient.
  package var hasRule: Bool
  /// The style that \dfrac and \tfrac ask for; nil to follow the surroundings.
  package var style: MathStyle?
}

/// A mark over a piece.
package struct MathAccent: Hashable, Sendable {
  /// A combining character, U+0302 for a hat, or an arrow.
  package var mark: Character
  /// Whether it grows with what is below it.
  package var stretches: Bool
}

/// Above or below.
package enum MathSide: Hashable, Sendable {
  case over
  case under
}

/// Parts between delimiters that grow with them.
package struct MathFenced: Hashable, Sendable {
  /// nil for `\left.`, where there is no delimiter.
  package var open: String?
  package var close: String?
  package var parts: [MathNode]
  /// Between the parts, one less than those.
  package var middles: [String]
}

/// The sizes of formulas: displayed, in text, in scripts, in scripts of scripts.
package enum MathStyle: Int, Hashable, Sendable, Comparable {
  case display
  case text
  case script
  case scriptScript

  package static func < (left: MathStyle, right: MathStyle) -> Bool { left.rawValue < right.rawValue }
}

/// What of a piece a phantom keeps.
package enum MathPhantom: Hashable, Sendable {
  case both
  case width
  case height
}
