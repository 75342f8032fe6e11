internal import Interop

extension FormulaLayout {
  /// One glyph of the mathematical font.
  func glyph(_ id: UInt32, text: String, scale: Double) -> MathBox {
    let font = fonts.mathematics
    let ink = font.ink(of: id)
    return MathBox(
      width: font.advance(of: id) * scale, ascent: -ink.minY * scale, descent: ink.maxY * scale,
      marks: [.glyph(PlacedGlyph(id, at: .zero, text: text), font: font, size: scale)])
  }

  /// The smallest form of `sign` that is at least `length` points long, put together of pieces where no glyph is; the
  /// longest that there is where the font has nothing for it.
  func grown(
    _ sign: String, _ direction: GrowthDirection, to length: Double, scale: Double
  ) -> (box: MathBox, glyph: UInt32?) {
    let font = fonts.mathematics
    let shaped = fonts.shape(sign, with: font)
    guard let first = shaped.first, first.font === font, shaped.count == 1 else {
      return (line(sign, text: sign, font, LayoutStyle(style: .text)).box, nil)
    }
    let id = first.glyph.glyph
    let variants = font.variants(of: id, direction)
    for variant in variants where variant.length * scale >= length - 0.001 {
      return (glyph(variant.glyph, text: sign, scale: scale), variant.glyph)
    }
    let parts = font.assembly(of: id, direction)
    guard !parts.isEmpty else {
      let longest = variants.last?.glyph ?? id
      return (glyph(longest, text: sign, scale: scale), longest)
    }
    return (assembled(parts, direction, to: length / scale, text: sign, scale: scale), nil)
  }

  /// Pieces overlapping each other (OpenType 1.9, chapter MATH, GlyphAssembly).
  private func assembled(
    _ parts: [GlyphPart], _ direction: GrowthDirection, to length: Double, text: String, scale: Double
  ) -> MathBox {
    let overlap = fonts.mathematics.minimumOverlap(direction)
    let extenders = parts.filter(\.isExtender)
    let fixed = parts.filter { !$0.isExtender }
    let growth = extenders.reduce(0) { $0 + $1.length - overlap }
    let rest = length - fixed.reduce(0) { $0 + $1.length - overlap } - overlap
    // No formula is longer than this many pieces.
    let repeats = growth > 0 ? Int(min(max((rest / growth).rounded(.up), 0), 500)) : 0
    let pieces = parts.flatMap { [GlyphPart](repeating: $0, count: $0.isExtender ? repeats : 1) }
    guard pieces.count > 0 else { return MathBox() }
    let joints = Double(max(1, pieces.count - 1))
    let longest = pieces.reduce(0) { $0 + $1.length } - overlap * Double(pieces.count - 1)
    let surplus = max(0, longest - length) / joints
    var result = MathBox()
    var reached = 0.0
    for (index, piece) in pieces.enumerated() {
      if index > 0 {
        let most = min(pieces[index - 1].endConnector, piece.startConnector)
        reached -= min(max(overlap, most), overlap + surplus)
      }
      let ink = fonts.mathematics.ink(of: piece.glyph)
      let text = index == 0 ? text : ""
      switch direction {
      case .vertical:
        let place = Point(0, (-reached - ink.maxY) * scale)
        result.marks.append(
          .glyph(PlacedGlyph(piece.glyph, at: place, text: text), font: fonts.mathematics, size: scale))
        result.width = max(result.width, fonts.mathematics.advance(of: piece.glyph) * scale)
        result.ascent = (reached + piece.length) * scale
      case .horizontal:
        let place = Point((reached - ink.minX) * scale, 0)
        result.marks.append(
          .glyph(PlacedGlyph(piece.glyph, at: place, text: text), font: fonts.mathematics, size: scale))
        result.ascent = index == 0 ? -ink.minY * scale : max(result.ascent, -ink.minY * scale)
        result.descent = index == 0 ? ink.maxY * scale : max(result.descent, ink.maxY * scale)
        result.width = (reached + piece.length) * scale
      }
      reached += piece.length
    }
    return result
  }

  /// `box` with its middle on the axis.
  func centered(_ box: MathBox, _ style: LayoutStyle) -> MathBox {
    box.lowered(by: (box.ascent - box.descent) / 2 - axis(style))
  }

  /// Sums and integrals: larger in display style, about the axis (rule 13).
  func largeOperator(_ symbol: MathSymbol, _ style: LayoutStyle) -> LayoutBox {
    let scale = em(style)
    let least = style.isDisplay ? length(.displayOperatorMinHeight, style) : 0
    let grown = grown(symbol.text, .vertical, to: least, scale: scale)
    var result = LayoutBox(centered(grown.box, style))
    if let id = grown.glyph {
      // The advance of an integral has its lean in it, unlike that of a letter.
      result.italics = fonts.mathematics.italicsCorrection(of: id) * scale
      result.glyph = (id, fonts.mathematics)
    }
    return result
  }

  // MARK: Delimiters

  /// Parts between delimiters as high as the highest of them (rule 19; delimiterfactor 901, delimitershortfall 5 pt).
  func fenced(_ fenced: MathFenced, _ style: LayoutStyle) -> MathBox {
    let parts = fenced.parts.map { box($0, style).box }
    let axis = axis(style)
    let reach = parts.map { max($0.ascent - axis, $0.descent + axis) }.max() ?? 0
    let least = max(2 * reach * 0.901, 2 * reach - 0.5 * size)
    var signs = [fenced.open ?? ""] + fenced.middles + [fenced.close ?? ""]
    var result = MathBox()
    func append(_ box: MathBox) {
      result.add(box, x: result.width)
      result.width += box.width
    }
    append(delimiter(signs.removeFirst(), least, style))
    for part in parts {
      append(part)
      if !signs.isEmpty { append(delimiter(signs.removeFirst(), least, style)) }
    }
    return result
  }

  /// A delimiter about the axis; a little space where there is none.
  private func delimiter(_ sign: String, _ least: Double, _ style: LayoutStyle) -> MathBox {
    guard !sign.isEmpty else { return MathBox(width: Self.nullDelimiterSpace * size) }
    return centered(grown(sign, .vertical, to: least, scale: em(style)).box, style)
  }

  /// In ems of text (TeX's nulldelimiterspace, 1.2 pt).
  static let nullDelimiterSpace = 0.12

  /// The height of \big, \Big, \bigg or \Bigg, 1 to 4, in ems of text (The TeXbook, appendix B).
  static func bigHeight(_ step: Int) -> Double { [0.85, 1.15, 1.45, 1.75][min(max(step, 1), 4) - 1] }

  func bigDelimiter(_ symbol: MathSymbol, _ step: Int, _ style: LayoutStyle) -> MathBox {
    guard symbol.text != "." else { return MathBox(width: Self.nullDelimiterSpace * size) }
    let height = Self.bigHeight(step) * size
    return centered(grown(symbol.text, .vertical, to: height, scale: em(style)).box, style)
  }
}
