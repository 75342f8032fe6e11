/// The alphabets of mathematics, which Unicode has as characters of their own.
package enum MathAlphabet: Hashable, Sendable, CaseIterable {
  case upright
  case italic
  case bold
  case boldItalic
  case doubleStruck
  case script
  case fraktur
  case sansSerif
  case monospace

  /// `text` in this alphabet; characters that it does not have stay as they are.
  package func applied(to text: String) -> String {
    if self == .upright { return text }
    var result = ""
    for scalar in text.unicodeScalars { result.unicodeScalars.append(applied(to: scalar)) }
    return result
  }

  private func applied(to scalar: Unicode.Scalar) -> Unicode.Scalar {
    if let exception = exceptions[scalar] { return exception }
    let value = scalar.value
    switch value {
    case 0x41...0x5A: return shifted(latin, by: value - 0x41) ?? scalar
    case 0x61...0x7A: return shifted(latin, by: 26 + value - 0x61) ?? scalar
    case 0x30...0x39: return shifted(digits, by: value - 0x30) ?? scalar
    default:
      guard let index = Self.greek.firstIndex(of: scalar) else { return scalar }
      return shifted(greekStart, by: UInt32(index)) ?? scalar
    }
  }

  private func shifted(_ start: UInt32?, by offset: UInt32) -> Unicode.Scalar? {
    start.flatMap { Unicode.Scalar($0 + offset) }
  }

  /// Where Unicode begins the alphabet's A (The Unicode Standard, block Mathematical Alphanumeric Symbols).
  private var latin: UInt32? {
    switch self {
    case .upright: nil
    case .italic: 0x1D434
    case .bold: 0x1D400
    case .boldItalic: 0x1D468
    case .doubleStruck: 0x1D538
    case .script: 0x1D49C
    case .fraktur: 0x1D504
    case .sansSerif: 0x1D5A0
    case .monospace: 0x1D670
    }
  }

  private var digits: UInt32? {
    switch self {
    case .bold, .boldItalic: 0x1D7CE
    case .doubleStruck: 0x1D7D8
    case .sansSerif: 0x1D7E2
    case .monospace: 0x1D7F6
    case .upright, .italic, .script, .fraktur: nil
    }
  }

  private var greekStart: UInt32? {
    switch self {
    case .bold: 0x1D6A8
    case .italic: 0x1D6E2
    case .boldItalic: 0x1D71C
    case .upright, .doubleStruck, .script, .fraktur, .sansSerif, .monospace: nil
    }
  }

  /// Greek letters in the order of their mathematical alphabets.
  private static let greek = Array("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡϴΣΤΥΦΧΨΩ∇αβγδεζηθικλμνξοπρςστυφχψω∂ϵϑϰϕϱϖ".unicodeScalars)

  /// Letters that Unicode had before the alphabets, in the block Letterlike Symbols.
  private var exceptions: [Unicode.Scalar: Unicode.Scalar] {
    switch self {
    case .italic: Self.italicExceptions
    case .script: Self.scriptExceptions
    case .fraktur: Self.frakturExceptions
    case .doubleStruck: Self.doubleStruckExceptions
    case .upright, .bold, .boldItalic, .sansSerif, .monospace: [:]
    }
  }

  private static let italicExceptions: [Unicode.Scalar: Unicode.Scalar] = ["h": "ℎ", "ı": "𝚤", "ȷ": "𝚥"]
  private static let scriptExceptions: [Unicode.Scalar: Unicode.Scalar] = [
    "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ", "g": "ℊ", "o": "ℴ",
  ]
  private static let frakturExceptions: [Unicode.Scalar: Unicode.Scalar] = [
    "C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ",
  ]
  private static let doubleStruckExceptions: [Unicode.Scalar: Unicode.Scalar] = [
    "C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ",
  ]
}

extension MathAlphabet {
  /// The plain letter and the alphabet of a character that was typed in one; nil for all others.
  static func plain(_ character: Character) -> (text: String, alphabet: MathAlphabet)? { plainLetters[character] }

  private static let plainLetters: [Character: (text: String, alphabet: MathAlphabet)] = {
    var letters: [Character: (text: String, alphabet: MathAlphabet)] = [:]
    let latin = (0x41...0x5A).map { UInt8($0) } + (0x61...0x7A).map { UInt8($0) } + (0x30...0x39).map { UInt8($0) }
    let plain = latin.map { Unicode.Scalar($0) } + greek
    for alphabet in allCases where alphabet != .upright {
      for scalar in plain {
        let styled = alphabet.applied(to: String(scalar))
        // Bold digits are in two alphabets; the first one counts.
        if let character = styled.first, styled != String(scalar), letters[character] == nil {
          letters[character] = (String(scalar), alphabet)
        }
      }
    }
    return letters
  }()

  /// The alphabet of a letter where none is asked for: Latin and small Greek letters slant, capital Greek ones do not.
  static func usual(for character: Character) -> MathAlphabet? {
    // By scalar: as characters, é is between a and z.
    guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1 else { return nil }
    switch scalar {
    case "a"..."z", "A"..."Z", "α"..."ω", "ϵ", "ϑ", "ϰ", "ϕ", "ϱ", "ϖ", "∂", "ı", "ȷ": return .italic
    case "Α"..."Ω", "0"..."9": return .upright
    default: return nil
    }
  }
}
