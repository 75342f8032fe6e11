internal import Interop

extension FormulaLayout {
  func scripts(_ scripts: MathScripts, _ style: LayoutStyle) -> LayoutBox {
    let base = box(scripts.base, style)
    let lower = scripts.lower.map { box($0, style.lowered) }
    let upper = scripts.upper.map { box($0, style.superscript) }
    let areLimits = scripts.placement == .limits || (scripts.placement == .automatic && style.isDisplay)
    return areLimits
      ? LayoutBox(limits(base, lower?.box, upper?.box, style)) : LayoutBox(corners(base, lower, upper, style))
  }

  /// Scripts at the right corners (rules 18a to 18f).
  private func corners(
    _ base: LayoutBox, _ lower: LayoutBox?, _ upper: LayoutBox?, _ style: LayoutStyle
  ) -> MathBox {
    // A single letter takes scripts at a fixed height; what is higher or deeper takes them at its edges.
    let isCharacter = base.glyph != nil && base.box.height < 1.2 * em(style)
    var up = isCharacter ? 0 : base.box.ascent - length(.superscriptBaselineDropMax, style)
    var down = isCharacter ? 0 : base.box.descent + length(.subscriptBaselineDropMin, style)
    if let upper {
      let shift = length(style.isCramped ? .superscriptShiftUpCramped : .superscriptShiftUp, style)
      up = max(up, shift, upper.box.descent + length(.superscriptBottomMin, style))
    }
    if let lower {
      down = max(down, length(.subscriptShiftDown, style))
      if upper == nil { down = max(down, lower.box.ascent - length(.subscriptTopMax, style)) }
    }
    if let lower, let upper {
      let gap = (up - upper.box.descent) - (lower.box.ascent - down)
      let missing = length(.subSuperscriptGapMin, style) - gap
      if missing > 0 {
        down += missing
        let rise = length(.superscriptBottomMaxWithSubscript, style) - (up - upper.box.descent)
        if rise > 0 {
          up += rise
          down -= rise
        }
      }
    }
    var result = base.box
    let width = base.box.width
    var end = width
    if let upper {
      let x = width + kern(base, upper, .topRight, up, style)
      result.add(upper.box, x: x, y: -up)
      end = max(end, x + upper.box.width)
    }
    if let lower {
      // The lean of a letter leaves room for a subscript.
      let x = width - base.italics + kern(base, lower, .bottomRight, down, style)
      result.add(lower.box, x: x, y: down)
      end = max(end, x + lower.box.width)
    }
    result.width = end + length(.spaceAfterScript, style)
    return result
  }

  /// How far a script moves towards its base, where the font says so for both glyphs (OpenType 1.9, MathKernInfo).
  private func kern(
    _ base: LayoutBox, _ script: LayoutBox, _ corner: GlyphCorner, _ shift: Double, _ style: LayoutStyle
  ) -> Double {
    guard let glyph = base.glyph else { return 0 }
    let scale = em(style)
    let isTop = corner == .topRight
    func total(_ height: Double) -> Double {
      // Heights are above the baseline of each glyph.
      let own = glyph.font.kern(of: glyph.id, at: corner, height: height / scale) * scale
      guard let other = script.glyph else { return own }
      let scriptScale = em(style.superscript)
      let above = isTop ? height - shift : height + shift
      let facing: GlyphCorner = isTop ? .bottomLeft : .topLeft
      return own + other.font.kern(of: other.id, at: facing, height: above / scriptScale) * scriptScale
    }
    return isTop
      ? max(total(shift - script.box.descent), total(base.box.ascent))
      : max(total(script.box.ascent - shift), total(-base.box.descent))
  }

  /// Scripts above and below (rule 13a).
  private func limits(_ base: LayoutBox, _ lower: MathBox?, _ upper: MathBox?, _ style: LayoutStyle) -> MathBox {
    let width = max(base.box.width, lower?.width ?? 0, upper?.width ?? 0)
    var result = MathBox(
      width: width, ascent: base.box.ascent, descent: base.box.descent,
      marks: base.box.marks.map { $0.moved((width - base.box.width) / 2, 0) })
    if let upper {
      let gap = max(
        length(.upperLimitGapMin, style), length(.upperLimitBaselineRiseMin, style) - upper.descent)
      let rise = base.box.ascent + gap + upper.descent
      result.add(upper, x: (width - upper.width + base.italics) / 2, y: -rise)
    }
    if let lower {
      let gap = max(length(.lowerLimitGapMin, style), length(.lowerLimitBaselineDropMin, style) - lower.ascent)
      let drop = base.box.descent + gap + lower.ascent
      result.add(lower, x: (width - lower.width - base.italics) / 2, y: drop)
    }
    return result
  }

  // MARK: Accents

  /// A mark over a piece (rule 12), wider with it where it stretches.
  func accented(_ node: MathNode, _ accent: MathAccent, _ style: LayoutStyle) -> LayoutBox {
    let base = accentBase(node, style.cramped)
    let scale = em(style)
    let font = fonts.mathematics
    guard let scalar = accent.mark.unicodeScalars.first, let plain = font.glyph(for: scalar) else { return base }
    var id = plain
    var mark = glyph(plain, text: String(accent.mark), scale: scale)
    if accent.stretches {
      let ink = base.box.width - base.italics
      // The widest that is no wider than the base.
      if let wide = font.variants(of: plain, .horizontal).last(where: { $0.length * scale <= ink }) {
        id = wide.glyph
        mark = glyph(id, text: String(accent.mark), scale: scale)
      }
    }
    let attachment = font.topAccentAttachment(of: id) * scale
    let middle = base.accent ?? (base.box.width / 2)
    let height = min(base.box.ascent, font.constant(.accentBaseHeight) * scale)
    var result = base
    result.box.add(mark, x: middle - attachment, y: -(base.box.ascent - height))
    result.glyph = nil
    return result
  }

  /// What is below an accent; i and j lose their dots.
  private func accentBase(_ node: MathNode, _ style: LayoutStyle) -> LayoutBox {
    if case .symbol(var symbol) = node, symbol.text == "i" || symbol.text == "j" {
      if symbol.alphabet == .italic {
        symbol.text = symbol.text == "i" ? "ı" : "ȷ"
        return self.symbol(symbol, style)
      }
      return self.symbol(symbol, style, dotless: true)
    }
    return box(node, style)
  }

  /// A rule over or under a piece (rules 9 and 10).
  func ruled(_ node: MathNode, _ side: MathSide, _ style: LayoutStyle) -> MathBox {
    switch side {
    case .over:
      var box = self.box(node, style.cramped).box
      let thickness = length(.overbarRuleThickness, style)
      let top = box.ascent + length(.overbarVerticalGap, style) + thickness
      box.marks.append(.rule(Rect(x: 0, y: -top, width: box.width, height: thickness)))
      box.ascent = top + length(.overbarExtraAscender, style)
      return box
    case .under:
      var box = self.box(node, style).box
      let thickness = length(.underbarRuleThickness, style)
      let top = box.descent + length(.underbarVerticalGap, style)
      box.marks.append(.rule(Rect(x: 0, y: top, width: box.width, height: thickness)))
      box.descent = top + thickness + length(.underbarExtraDescender, style)
      return box
    }
  }

  /// A brace over or under a piece, as wide as it is.
  func braced(_ node: MathNode, _ side: MathSide, _ style: LayoutStyle) -> MathBox {
    let base = box(node, style).box
    let sign = side == .over ? "⏞" : "⏟"
    let brace = grown(sign, .horizontal, to: base.width, scale: em(style)).box
    let width = max(base.width, brace.width)
    var result = MathBox(
      width: width, ascent: base.ascent, descent: base.descent,
      marks: base.marks.map { $0.moved((width - base.width) / 2, 0) })
    let gap = length(.stretchStackGapAboveMin, style)
    let x = (width - brace.width) / 2
    switch side {
    case .over: result.add(brace, x: x, y: -(base.ascent + gap + brace.descent))
    case .under: result.add(brace, x: x, y: base.descent + gap + brace.ascent)
    }
    return result
  }
}
