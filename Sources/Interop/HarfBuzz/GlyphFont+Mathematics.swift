// CCairo has a part of HarfBuzz’s headers through Pango’s, and so some of its types.
internal import CCairo
internal import CHarfBuzz

/// Lengths and shares in a font's MATH table (OpenType 1.9, chapter MATH, MathConstants).
package enum MathConstant: UInt32, CaseIterable, Sendable {
  case scriptPercentScaleDown = 0
  case scriptScriptPercentScaleDown
  case delimitedSubFormulaMinHeight
  case displayOperatorMinHeight
  case mathLeading
  case axisHeight
  case accentBaseHeight
  case flattenedAccentBaseHeight
  case subscriptShiftDown
  case subscriptTopMax
  case subscriptBaselineDropMin
  case superscriptShiftUp
  case superscriptShiftUpCramped
  case superscriptBottomMin
  case superscriptBaselineDropMax
  case subSuperscriptGapMin
  case superscriptBottomMaxWithSubscript
  case spaceAfterScript
  case upperLimitGapMin
  case upperLimitBaselineRiseMin
  case lowerLimitGapMin
  case lowerLimitBaselineDropMin
  case stackTopShiftUp
  case stackTopDisplayStyleShiftUp
  case stackBottomShiftDown
  case stackBottomDisplayStyleShiftDown
  case stackGapMin
  case stackDisplayStyleGapMin
  case stretchStackTopShiftUp
  case stretchStackBottomShiftDown
  case stretchStackGapAboveMin
  case stretchStackGapBelowMin
  case fractionNumeratorShiftUp
  case fractionNumeratorDisplayStyleShiftUp
  case fractionDenominatorShiftDown
  case fractionDenominatorDisplayStyleShiftDown
  case fractionNumeratorGapMin
  case fractionNumDisplayStyleGapMin
  case fractionRuleThickness
  case fractionDenominatorGapMin
  case fractionDenomDisplayStyleGapMin
  case skewedFractionHorizontalGap
  case skewedFractionVerticalGap
  case overbarVerticalGap
  case overbarRuleThickness
  case overbarExtraAscender
  case underbarVerticalGap
  case underbarRuleThickness
  case underbarExtraDescender
  case radicalVerticalGap
  case radicalDisplayStyleVerticalGap
  case radicalRuleThickness
  case radicalExtraAscender
  case radicalKernBeforeDegree
  case radicalKernAfterDegree
  case radicalDegreeBottomRaisePercent

  fileprivate var isPercentage: Bool {
    self == .scriptPercentScaleDown || self == .scriptScriptPercentScaleDown || self == .radicalDegreeBottomRaisePercent
  }
}

/// Which way a glyph grows.
package enum GrowthDirection: Sendable {
  case horizontal
  case vertical
}

/// One of the pieces that a glyph of any size is put together from; lengths in ems, along the direction of growth.
package struct GlyphPart: Hashable, Sendable {
  package var glyph: UInt32
  package var startConnector: Double
  package var endConnector: Double
  package var length: Double
  /// May be left out or repeated.
  package var isExtender: Bool
}

/// The corners of a glyph where scripts may move closer.
package enum GlyphCorner: Sendable {
  case topRight
  case topLeft
  case bottomRight
  case bottomLeft
}

extension GlyphFont {
  /// Whether the font has a MATH table; without, there are no constants and nothing grows.
  package var hasMathematics: Bool { unsafe hb_ot_math_has_data(face) != 0 }

  /// A length in ems, or a share of 1.
  package func constant(_ constant: MathConstant) -> Double {
    let value = unsafe Double(hb_ot_math_get_constant(font, hb_ot_math_constant_t(constant.rawValue)))
    return constant.isPercentage ? value / 100 : value / unitsPerEm
  }

  /// How far a slanted glyph reaches beyond its advance, in ems.
  package func italicsCorrection(of glyph: UInt32) -> Double {
    unsafe Double(hb_ot_math_get_glyph_italics_correction(font, glyph)) / unitsPerEm
  }

  /// Where an accent goes, in ems from the glyph's origin.
  package func topAccentAttachment(of glyph: UInt32) -> Double {
    unsafe Double(hb_ot_math_get_glyph_top_accent_attachment(font, glyph)) / unitsPerEm
  }

  /// By how much a script at `corner` moves, in ems to the right, at `height` ems above the glyph's baseline.
  package func kern(of glyph: UInt32, at corner: GlyphCorner, height: Double) -> Double {
    let place =
      switch corner {
      case .topRight: HB_OT_MATH_KERN_TOP_RIGHT
      case .topLeft: HB_OT_MATH_KERN_TOP_LEFT
      case .bottomRight: HB_OT_MATH_KERN_BOTTOM_RIGHT
      case .bottomLeft: HB_OT_MATH_KERN_BOTTOM_LEFT
      }
    let units = Int32((min(max(height, -1000), 1000) * unitsPerEm).rounded())
    return unsafe Double(hb_ot_math_get_glyph_kerning(font, glyph, place, units)) / unitsPerEm
  }

  /// Larger forms of a glyph, the glyph itself among them, by length in ems.
  package func variants(of glyph: UInt32, _ direction: GrowthDirection) -> [(glyph: UInt32, length: Double)] {
    let way = direction == .vertical ? HB_DIRECTION_BTT : HB_DIRECTION_LTR
    let total = unsafe hb_ot_math_get_glyph_variants(font, glyph, way, 0, nil, nil)
    guard total > 0 else { return [] }
    var count = total
    var variants = [hb_ot_math_glyph_variant_t](repeating: hb_ot_math_glyph_variant_t(), count: Int(total))
    _ = unsafe hb_ot_math_get_glyph_variants(font, glyph, way, 0, &count, &variants)
    return variants.prefix(Int(count)).map { ($0.glyph, Double($0.advance) / unitsPerEm) }
  }

  /// The pieces of a glyph of any size, from bottom to top or left to right; empty where it has none.
  package func assembly(of glyph: UInt32, _ direction: GrowthDirection) -> [GlyphPart] {
    let way = direction == .vertical ? HB_DIRECTION_BTT : HB_DIRECTION_LTR
    let total = unsafe hb_ot_math_get_glyph_assembly(font, glyph, way, 0, nil, nil, nil)
    guard total > 0 else { return [] }
    var count = total
    var correction: hb_position_t = 0
    var parts = [hb_ot_math_glyph_part_t](repeating: hb_ot_math_glyph_part_t(), count: Int(total))
    _ = unsafe hb_ot_math_get_glyph_assembly(font, glyph, way, 0, &count, &parts, &correction)
    return parts.prefix(Int(count)).map { part in
      GlyphPart(
        glyph: part.glyph, startConnector: Double(part.start_connector_length) / unitsPerEm,
        endConnector: Double(part.end_connector_length) / unitsPerEm, length: Double(part.full_advance) / unitsPerEm,
        isExtender: part.flags.rawValue & HB_OT_MATH_GLYPH_PART_FLAG_EXTENDER.rawValue != 0)
    }
  }

  /// By how much the pieces of an assembly overlap at the least, in ems.
  package func minimumOverlap(_ direction: GrowthDirection) -> Double {
    let way = direction == .vertical ? HB_DIRECTION_BTT : HB_DIRECTION_LTR
    return unsafe Double(hb_ot_math_get_min_connector_overlap(font, way)) / unitsPerEm
  }
}
