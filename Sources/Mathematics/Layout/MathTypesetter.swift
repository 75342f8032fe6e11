internal import Interop

/// Sets formulas in type with a font that has a MATH table. Not to be shared between threads; opens fonts, so make one for
/// a document.
package final class MathTypesetter {
  let fonts: MathFonts

  /// Takes the first of `families` that is installed.
  package init(families: [String] = ["TeX Gyre Pagella Math", "TeX Gyre Termes Math"]) throws(MathFontError) {
    fonts = try MathFonts(families)
  }

  /// The family that formulas are set in.
  package var family: String { fonts.mathematics.file.family }

  /// Sets `formula` in a line, in the style that it was read for.
  ///
  /// - Parameter size: of its letters, in points.
  package func typeset(_ formula: Formula, size: Double) -> MathBox {
    typeset(formula, style: formula.style, size: size)
  }

  /// Sets `formula` as it would stand in a line of text or on lines of its own.
  package func typeset(_ formula: Formula, style: Formula.Style, size: Double) -> MathBox {
    let layout = FormulaLayout(fonts: fonts, size: size)
    return layout.box(formula.body, LayoutStyle(style: style == .display ? .display : .text)).box
  }

  /// The parts of a formula between which a line may be broken: after relations and binary signs that are in no group, each
  /// with the space after it. Next to each other the parts are the formula as `typeset` gives it.
  package func typesetParts(_ formula: Formula, size: Double) -> [MathBox] {
    guard case .row(let nodes) = formula.body else { return [typeset(formula, size: size)] }
    let style: MathStyle = formula.style == .display ? .display : .text
    return FormulaLayout(fonts: fonts, size: size).parts(nodes, LayoutStyle(style: style))
  }

}

/// A piece while it is set: its box, and what matters to what is put on it.
struct LayoutBox {
  var box: MathBox
  /// How far the piece leans over its right end, in points; part of its width.
  var italics = 0.0
  /// Where an accent's middle goes, in points from the left; nil for the middle of the box.
  var accent: Double?
  /// The glyph, where the piece is one.
  var glyph: (id: UInt32, font: GlyphFont)?

  init(_ box: MathBox) { self.box = box }
}

/// Places the pieces of one formula. Rules by number are those of The TeXbook, appendix G; lengths are from the font's MATH
/// table where that has them.
struct FormulaLayout {
  let fonts: MathFonts
  /// Of letters in text and display style, in points.
  let size: Double

  /// Points in an em of `style`.
  func em(_ style: LayoutStyle) -> Double {
    switch style.style {
    case .display, .text: size
    case .script: size * fonts.mathematics.constant(.scriptPercentScaleDown)
    case .scriptScript: size * fonts.mathematics.constant(.scriptScriptPercentScaleDown)
    }
  }

  /// A length of the font, in points.
  func length(_ constant: MathConstant, _ style: LayoutStyle) -> Double {
    fonts.mathematics.constant(constant) * em(style)
  }

  func axis(_ style: LayoutStyle) -> Double { length(.axisHeight, style) }

  func box(_ node: MathNode, _ style: LayoutStyle) -> LayoutBox {
    switch node {
    case .row(let nodes):
      if nodes.count == 1 { return box(nodes[0], style) }
      return LayoutBox(row(nodes, style))
    case .symbol(let symbol): return self.symbol(symbol, style)
    case .number(let digits, let alphabet):
      return line(alphabet.applied(to: digits), text: digits, fonts.mathematics, style)
    case .function(let name, _): return line(name, text: name, fonts.words(.upright), style)
    case .text(let words, let face): return line(words, text: words, fonts.words(face), style)
    case .space(let ems): return LayoutBox(MathBox(width: ems * em(style)))
    case .scripts(let scripts): return self.scripts(scripts, style)
    case .fraction(let fraction): return LayoutBox(self.fraction(fraction, style))
    case .radical(let radicand, let degree): return LayoutBox(radical(radicand, degree, style))
    case .accent(let accent, let base): return accented(base, accent, style)
    case .line(let side, let base): return LayoutBox(ruled(base, side, style))
    case .brace(let side, let base): return LayoutBox(braced(base, side, style))
    case .fenced(let fenced): return LayoutBox(self.fenced(fenced, style))
    case .bigDelimiter(let symbol, let size): return LayoutBox(bigDelimiter(symbol, size, style))
    case .array(let array): return LayoutBox(self.array(array, style))
    case .styled(let wanted, let body): return box(body, LayoutStyle(style: wanted, isCramped: style.isCramped))
    case .phantom(let body, let kind): return LayoutBox(phantom(body, kind, style))
    case .classed(_, let body): return box(body, style)
    }
  }

  private func phantom(_ body: MathNode, _ kind: MathPhantom, _ style: LayoutStyle) -> MathBox {
    var box = self.box(body, style).box
    box.marks = []
    if kind == .width { (box.ascent, box.descent) = (0, 0) }
    if kind == .height { box.width = 0 }
    return box
  }
}
