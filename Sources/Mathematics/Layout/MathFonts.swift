internal import Interop

/// No font to set formulas with.
package struct MathFontError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The families that were looked for.
  package let families: [String]

  package var description: String {
    let names = families.map { "‘\($0)’" }.joined(separator: " or ")
    return
      "there is no font to set formulas with: \(names) is not installed; ‘make setup’ installs it, on Debian and Ubuntu "
      + "as the package fonts-texgyre-math"
  }
}

/// The fonts of a formula: the mathematical one, those of words in it, and one for what neither has.
final class MathFonts {
  let mathematics: GlyphFont
  private let library = FontLibrary()
  private let family: String
  private var words: [MathAlphabet: GlyphFont] = [:]
  private lazy var fallback = library.font(["DejaVu Sans", "DejaVu Math TeX Gyre"])

  init(_ families: [String]) throws(MathFontError) {
    guard let font = library.font(families), font.hasMathematics else { throw MathFontError(families: families) }
    mathematics = font
    family = font.file.family
  }

  /// The font of words, which goes with the mathematical one: TeX Gyre Pagella with TeX Gyre Pagella Math.
  func words(_ face: MathAlphabet) -> GlyphFont {
    if let known = words[face] { return known }
    let text = family.hasSuffix(" Math") ? String(family.dropLast(5)) : family
    let found: GlyphFont? =
      switch face {
      case .bold: library.font([text], bold: true)
      case .italic: library.font([text], italic: true)
      case .boldItalic: library.font([text], bold: true, italic: true)
      case .sansSerif: library.font(Fonts.labels)
      case .monospace: library.font(Fonts.code)
      case .upright, .doubleStruck, .script, .fraktur: library.font([text])
      }
    let font = found ?? mathematics
    words[face] = font
    return font
  }

  /// `text` as glyphs, each with its font; a character that the wanted font does not have is taken from another.
  func shape(
    _ text: String, with font: GlyphFont, scriptLevel: Int = 0, dotless: Bool = false
  ) -> [(glyph: ShapedGlyph, font: GlyphFont)] {
    let isMathematics = font === mathematics
    let glyphs = font.shape(text, isMathematics: isMathematics, scriptLevel: scriptLevel, dotless: dotless)
    guard glyphs.contains(where: { $0.glyph == 0 }) else { return glyphs.map { ($0, font) } }
    // Character by character, each from the first font that has it.
    var result: [(glyph: ShapedGlyph, font: GlyphFont)] = []
    var offset = 0
    for character in text {
      let fonts = [font, mathematics, fallback].compactMap { $0 }
      let chosen = fonts.first { font in character.unicodeScalars.allSatisfy { font.glyph(for: $0) != nil } } ?? font
      let level = chosen === mathematics ? scriptLevel : 0
      for var glyph in chosen.shape(
        String(character), isMathematics: chosen === mathematics, scriptLevel: level, dotless: dotless)
      {
        glyph.cluster += offset
        result.append((glyph, chosen))
      }
      offset += character.utf8.count
    }
    return result
  }
}
