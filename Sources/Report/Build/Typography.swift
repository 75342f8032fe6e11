/// What a typesetter does to typed text: quotation marks, apostrophes, and operators that stay with what is before them.
package enum Typography {
  /// Signs that stand between two operands. A space before one of them, with another after it, never ends a line.
  private static let operators: Set<Character> = [
    "+", "−", "±", "×", "·", "=", "≤", "≥", "<", ">", "≈", "≠", "∈", "→",
  ]

  /// `text` with ’ “ ” ‘ for typewriter's marks, and no-break spaces before operators and on both sides of × between figures.
  /// - Parameter previous: what stands before `text`; nil at the start of a paragraph.
  package static func set(_ text: String, after previous: Character? = nil) -> String {
    let characters = Array(text)
    var result = ""
    var before = previous
    for (index, character) in characters.enumerated() {
      let next = index + 1 < characters.count ? characters[index + 1] : nil
      switch character {
      case "'": result.append(opens(after: before) && !(next?.isNumber ?? false) ? "‘" : "’")
      case "\"": result.append(opens(after: before) ? "“" : "”")
      case " ": result.append(isSolid(index, in: characters) ? "\u{A0}" : " ")
      default: result.append(character)
      }
      before = character
    }
    return result
  }

  private static func opens(after character: Character?) -> Bool {
    guard let character else { return true }
    return character.isWhitespace || "([{–—“‘/".contains(character)
  }

  private static func isSolid(_ index: Int, in characters: [Character]) -> Bool {
    if index + 2 < characters.count, operators.contains(characters[index + 1]), characters[index + 2] == " " {
      return true
    }
    // 28 × 28
    return index >= 2 && index + 1 < characters.count && characters[index - 1] == "×" && characters[index - 2] == " "
      && characters[index + 1].isNumber
  }
}
