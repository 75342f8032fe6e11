internal import Interop

extension MathBox {
  /// Puts `other` into this box with its baseline's left end at (`x`, `y`), y downward; the width stays as it is.
  mutating func add(_ other: MathBox, x: Double, y: Double = 0) {
    marks += x == 0 && y == 0 ? other.marks : other.marks.map { $0.moved(x, y) }
    ascent = max(ascent, other.ascent - y)
    descent = max(descent, other.descent + y)
  }

  /// The same, moved down by `distance`.
  func lowered(by distance: Double) -> MathBox {
    MathBox(
      width: width, ascent: ascent - distance, descent: descent + distance, marks: marks.map { $0.moved(0, distance) })
  }
}

extension FormulaLayout {
  /// Pieces on one baseline with the spaces between them.
  func row(_ nodes: [MathNode], _ style: LayoutStyle, before: MathClass? = nil) -> MathBox {
    var result = MathBox()
    for part in parts(nodes, style, before: before, isWhole: true) {
      result.add(part, x: result.width)
      result.width += part.width
    }
    return result
  }

  /// A row cut after its relations and binary signs, or whole.
  func parts(
    _ nodes: [MathNode], _ style: LayoutStyle, before: MathClass? = nil, isWhole: Bool = false
  ) -> [MathBox] {
    let classes = AtomSpacing.classes(of: nodes, before: before)
    var finished: [MathBox] = []
    var current = MathBox()
    // The ascent of an empty box must not count: a row of one low thing is low.
    var isEmpty = true
    var previous = before
    for (node, mathClass) in zip(nodes, classes) {
      if let mathClass {
        if let previous {
          current.width += AtomSpacing.space(previous, mathClass, inScript: style.isScript) * em(style)
        }
        // The space after a sign stays with it, in the line that it ends.
        if !isWhole, let previous, previous == .relation || previous == .binary, !isEmpty {
          finished.append(current)
          (current, isEmpty) = (MathBox(), true)
        }
        previous = mathClass
      }
      let piece = box(node, style).box
      if isEmpty { (current.ascent, current.descent) = (piece.ascent, piece.descent) }
      if !(piece.marks.isEmpty && piece.height == 0) { isEmpty = false }
      current.add(piece, x: current.width)
      current.width += piece.width
    }
    return finished + [current]
  }

  /// One symbol, or a word of letters.
  func symbol(_ symbol: MathSymbol, _ style: LayoutStyle, dotless: Bool = false) -> LayoutBox {
    let isWord = symbol.text.unicodeScalars.count > 1
    if symbol.atomClass == .largeOperator, !isWord { return largeOperator(symbol, style) }
    switch symbol.alphabet {
    case .some(let face) where isWord && [.upright, .italic, .bold, .sansSerif, .monospace].contains(face):
      return line(symbol.text, text: symbol.text, fonts.words(face), style)
    default:
      // Letters that slant by themselves are copied as plain ones; those of other alphabets as what they are.
      let text = symbol.alphabet == .italic ? symbol.text : symbol.styledText
      return line(symbol.styledText, text: text, fonts.mathematics, style, dotless: dotless)
    }
  }

  /// Characters in a line; `text` is what they say.
  func line(
    _ characters: String, text: String, _ font: GlyphFont, _ style: LayoutStyle, dotless: Bool = false
  ) -> LayoutBox {
    let scale = em(style)
    let level = font === fonts.mathematics ? style.scriptLevel : 0
    let shaped = fonts.shape(characters, with: font, scriptLevel: level, dotless: dotless)
    var box = MathBox()
    var isFirst = true
    for (index, (glyph, font)) in shaped.enumerated() {
      let end = index + 1 < shaped.count ? shaped[index + 1].glyph.cluster : characters.utf8.count
      let part = text == characters ? Self.slice(text, glyph.cluster..<end) : shaped.count == 1 ? text : nil
      let said = part ?? Self.character(text, index)
      let ink = font.ink(of: glyph.glyph)
      let place = Point(box.width + glyph.offset.x * scale, glyph.offset.y * scale)
      box.marks.append(.glyph(PlacedGlyph(glyph.glyph, at: place, text: said), font: font, size: scale))
      box.width += glyph.advance * scale
      if ink.height > 0 {
        let (ascent, descent) = (-ink.minY * scale - place.y, ink.maxY * scale + place.y)
        box.ascent = isFirst ? ascent : max(box.ascent, ascent)
        box.descent = isFirst ? descent : max(box.descent, descent)
        isFirst = false
      }
    }
    var result = LayoutBox(box)
    if let last = shaped.last, last.font === fonts.mathematics {
      result.italics = last.font.italicsCorrection(of: last.glyph.glyph) * scale
      result.box.width += result.italics
      if shaped.count == 1 {
        result.accent = last.font.topAccentAttachment(of: last.glyph.glyph) * scale
        result.glyph = (last.glyph.glyph, last.font)
      }
    }
    return result
  }

  /// The bytes of `text` in `range`, which are at characters' bounds as HarfBuzz gives them.
  private static func slice(_ text: String, _ range: Range<Int>) -> String {
    guard range.lowerBound < range.upperBound else { return "" }
    return String(decoding: Array(text.utf8)[range.clamped(to: 0..<text.utf8.count)], as: UTF8.self)
  }

  private static func character(_ text: String, _ index: Int) -> String {
    let scalars = Array(text.unicodeScalars)
    return index < scalars.count ? String(Character(scalars[index])) : ""
  }
}
