/// Titles with one capital, as BibTeX's `change.case$ "t"` makes them, but for words that carry capitals of their own:
/// `ArcFace`, `MNIST` and `L2` stay, as does all that stands between braces.
enum SentenceCase {
  static func apply(_ spans: [BibSpan]) -> [BibSpan] {
    var state = State()
    return spans.map { apply($0, &state) }
  }

  private struct State {
    /// Whether the next word begins a sentence: the first, and the first behind a colon.
    var isFirst = true
    var sawColon = false
  }

  private static func apply(_ span: BibSpan, _ state: inout State) -> BibSpan {
    switch span {
    case .text(let text, let isProtected):
      return .text(isProtected ? passed(text, &state) : lowered(text, &state), isProtected: isProtected)
    case .emphasis(let inner): return .emphasis(inner.map { apply($0, &state) })
    case .strong(let inner): return .strong(inner.map { apply($0, &state) })
    case .link(let destination, let inner):
      return .link(destination: destination, inner.map { apply($0, &state) })
    case .code, .math:
      (state.isFirst, state.sawColon) = (false, false)
      return span
    }
  }

  private static func passed(_ text: String, _ state: inout State) -> String {
    for character in text { note(character, &state) }
    return text
  }

  private static func lowered(_ text: String, _ state: inout State) -> String {
    var result = ""
    var word = ""
    func finish() {
      result += state.isFirst || !isPlainCapitalized(word) ? word : word.lowercased()
      word = ""
    }
    for character in text {
      if character.isLetter || character.isNumber || character == "’" {
        word.append(character)
        continue
      }
      if !word.isEmpty {
        finish()
        (state.isFirst, state.sawColon) = (false, false)
      }
      note(character, &state)
      result.append(character)
    }
    if !word.isEmpty {
      finish()
      (state.isFirst, state.sawColon) = (false, false)
    }
    return result
  }

  private static func note(_ character: Character, _ state: inout State) {
    if character == ":" || character == "?" || character == "!" {
      state.sawColon = true
    } else if character.isWhitespace {
      if state.sawColon { state.isFirst = true }
    } else if character.isLetter || character.isNumber {
      (state.isFirst, state.sawColon) = (false, false)
    }
  }

  /// `Losses`, and `A` alone.
  private static func isPlainCapitalized(_ word: String) -> Bool {
    guard let first = word.first, first.isUppercase else { return false }
    let rest = word.dropFirst()
    return rest.isEmpty ? word == "A" : rest.allSatisfy { $0.isLowercase || $0 == "’" }
  }
}
