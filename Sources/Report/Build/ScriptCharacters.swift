/// Unicode's superscripts and subscripts as what they stand for. Text faces have few of them, and those of other faces look
/// foreign, so they are set as smaller, shifted letters of the face around them.
package enum ScriptCharacters {
  package enum Position: Hashable, Sendable { case normal, superscript, `subscript` }

  package struct Piece: Hashable, Sendable {
    package var position: Position
    package var text: String

    /// Letters in a script are variables, so italic; figures, signs and capitals stand upright.
    package var isVariable: Bool { text.unicodeScalars.contains { $0.properties.isLowercase } }
  }

  private static let superscripts = table(
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱⁿᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ",
    "0123456789+−=()inabcdefghjklmoprstuvwxyzABDEGHIJKLMNOPRTUVW")
  private static let subscripts = table(
    "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", "0123456789+−=()aehijklmnoprstuvxβγρφχ")

  /// In Latin-1, so every text face draws its own.
  private static let common: Set<Unicode.Scalar> = ["¹", "²", "³"]

  private static func table(_ keys: String, _ values: String) -> [Unicode.Scalar: Unicode.Scalar] {
    Dictionary(uniqueKeysWithValues: zip(keys.unicodeScalars, values.unicodeScalars))
  }

  /// `text` cut where its position changes. A run of only ¹ ² ³ stays as it is if `keepsCommon`.
  package static func pieces(of text: String, keepsCommon: Bool = true) -> [Piece] {
    guard text.unicodeScalars.contains(where: { position($0) != .normal }) else {
      return [Piece(position: .normal, text: text)]
    }
    var pieces: [(position: Position, scalars: [Unicode.Scalar])] = []
    for scalar in text.unicodeScalars {
      let position = position(scalar)
      if pieces.last?.position == position {
        pieces[pieces.count - 1].scalars.append(scalar)
      } else {
        pieces.append((position, [scalar]))
      }
    }
    return pieces.map { piece in
      keepsCommon && piece.scalars.allSatisfy(common.contains)
        ? Piece(position: .normal, text: string(piece.scalars))
        : Piece(position: piece.position, text: string(piece.scalars.map(plain)))
    }
  }

  private static func position(_ scalar: Unicode.Scalar) -> Position {
    superscripts[scalar] != nil ? .superscript : subscripts[scalar] != nil ? .subscript : .normal
  }

  private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    superscripts[scalar] ?? subscripts[scalar] ?? scalar
  }

  private static func string(_ scalars: [Unicode.Scalar]) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }
}
