/// A style, and whether exponents are lower in it, as below a rule (The TeXbook, chapter 17).
struct LayoutStyle: Hashable {
  var style: MathStyle
  var isCramped = false

  var isDisplay: Bool { style == .display }
  var isScript: Bool { style >= .script }
  /// Which forms a font has for scripts are wanted.
  var scriptLevel: Int { max(0, style.rawValue - 1) }

  var cramped: LayoutStyle { LayoutStyle(style: style, isCramped: true) }
  var superscript: LayoutStyle { LayoutStyle(style: style < .script ? .script : .scriptScript, isCramped: isCramped) }
  var lowered: LayoutStyle { superscript.cramped }
  var numerator: LayoutStyle {
    LayoutStyle(style: MathStyle(rawValue: style.rawValue + 1) ?? .scriptScript, isCramped: isCramped)
  }
  var denominator: LayoutStyle { numerator.cramped }
}
