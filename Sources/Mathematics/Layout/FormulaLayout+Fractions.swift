internal import Interop

extension FormulaLayout {
  /// One thing over another (rule 15).
  func fraction(_ fraction: MathFraction, _ outer: LayoutStyle) -> MathBox {
    let style = fraction.style.map { LayoutStyle(style: $0, isCramped: outer.isCramped) } ?? outer
    let numerator = box(fraction.numerator, style.numerator).box
    let denominator = box(fraction.denominator, style.denominator).box
    let shifts =
      fraction.hasRule ? ruledShifts(numerator, denominator, style) : bareShifts(numerator, denominator, style)
    let margin = Self.nullDelimiterSpace * size
    let width = max(numerator.width, denominator.width)
    var result = MathBox(
      width: width + 2 * margin, ascent: numerator.ascent + shifts.up, descent: numerator.descent - shifts.up)
    result.add(numerator, x: margin + (width - numerator.width) / 2, y: -shifts.up)
    if fraction.hasRule {
      let thickness = length(.fractionRuleThickness, style)
      let top = -axis(style) - thickness / 2
      result.marks.append(.rule(Rect(x: margin, y: top, width: width, height: thickness)))
    }
    result.add(denominator, x: margin + (width - denominator.width) / 2, y: shifts.down)
    return result
  }

  /// Shifts of numerator and denominator that keep clear of the rule (rule 15d).
  private func ruledShifts(
    _ numerator: MathBox, _ denominator: MathBox, _ style: LayoutStyle
  ) -> (up: Double, down: Double) {
    let half = length(.fractionRuleThickness, style) / 2
    let axis = axis(style)
    let isDisplay = style.isDisplay
    let above = length(isDisplay ? .fractionNumDisplayStyleGapMin : .fractionNumeratorGapMin, style)
    let below = length(isDisplay ? .fractionDenomDisplayStyleGapMin : .fractionDenominatorGapMin, style)
    let up = length(isDisplay ? .fractionNumeratorDisplayStyleShiftUp : .fractionNumeratorShiftUp, style)
    let down = length(isDisplay ? .fractionDenominatorDisplayStyleShiftDown : .fractionDenominatorShiftDown, style)
    return (
      max(up, axis + half + above + numerator.descent), max(down, denominator.ascent - axis + half + below)
    )
  }

  /// Shifts without a rule (rule 15c).
  private func bareShifts(
    _ numerator: MathBox, _ denominator: MathBox, _ style: LayoutStyle
  ) -> (up: Double, down: Double) {
    let isDisplay = style.isDisplay
    let up = length(isDisplay ? .stackTopDisplayStyleShiftUp : .stackTopShiftUp, style)
    let down = length(isDisplay ? .stackBottomDisplayStyleShiftDown : .stackBottomShiftDown, style)
    let wanted = length(isDisplay ? .stackDisplayStyleGapMin : .stackGapMin, style)
    let gap = (up - numerator.descent) - (denominator.ascent - down)
    let missing = max(0, wanted - gap) / 2
    return (up + missing, down + missing)
  }

  /// A root, with its degree where one is given (rule 11).
  func radical(_ radicand: MathNode, _ degree: MathNode?, _ style: LayoutStyle) -> MathBox {
    let content = box(radicand, style.cramped).box
    let thickness = length(.radicalRuleThickness, style)
    let gap = length(style.isDisplay ? .radicalDisplayStyleVerticalGap : .radicalVerticalGap, style)
    let needed = content.height + gap + thickness
    let sign = grown("√", .vertical, to: needed, scale: em(style)).box
    // What the sign is longer than needed is shared between the two sides.
    let top = content.ascent + gap + thickness + max(0, sign.height - needed) / 2
    let lowered = sign.lowered(by: sign.ascent - top)
    var result = MathBox(ascent: top, descent: lowered.descent)
    if let degree {
      let small = box(degree, LayoutStyle(style: .scriptScript, isCramped: style.isCramped)).box
      let before = length(.radicalKernBeforeDegree, style)
      let after = length(.radicalKernAfterDegree, style)
      let raise = fonts.mathematics.constant(.radicalDegreeBottomRaisePercent) * sign.height
      // A short degree does not pull the sign to the left of where it begins.
      let start = max(before, -(after + small.width))
      result.add(small, x: start, y: lowered.descent - raise - small.descent)
      result.width = max(0, start + small.width + after)
    }
    result.add(lowered, x: result.width)
    result.width += sign.width
    result.marks.append(.rule(Rect(x: result.width, y: -top, width: content.width, height: thickness)))
    result.add(content, x: result.width)
    result.width += content.width
    result.ascent = max(result.ascent, top + length(.radicalExtraAscender, style))
    return result
  }
}
