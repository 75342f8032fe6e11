import Interop
import Mathematics

/// Sets formulas in the math font that goes with the text.
final class FormulaSetter {
  private let typesetter: MathTypesetter?

  /// Down to this part of its size a displayed formula shrinks before it is broken.
  static let leastScale = 0.74
  /// How bad it is for a line to end within a formula.
  private static let breakPenalty = 70.0

  init(style: PageStyle) {
    let families = style.textFamilies.filter { $0.hasSuffix(" Math") }
    typesetter = try? MathTypesetter(families: families + ["TeX Gyre Pagella Math", "TeX Gyre Termes Math"])
  }

  /// The pieces of a formula between which a line may end; nil where this machine has no math font.
  func pieces(_ formula: Formula, _ face: TextStyle) -> [(object: InlineObject, breakAfter: Double?)]? {
    guard let typesetter else { return nil }
    let parts = typesetter.typesetParts(formula, size: face.size)
    return parts.enumerated().map { index, part in
      (Self.object(part, face.color), index < parts.count - 1 ? Self.breakPenalty : nil)
    }
  }

  /// A formula on a line of its own, smaller where that makes it fit; nil where it must be broken.
  func display(_ formula: Formula, _ face: TextStyle, within width: Double) -> InlineObject? {
    guard let typesetter else { return nil }
    let natural = typesetter.typeset(formula, style: .display, size: face.size)
    guard natural.width > width else { return Self.object(natural, face.color) }
    let scale = width / natural.width
    guard scale >= Self.leastScale else { return nil }
    // Type does not scale quite in proportion; a little less than it would take is sure to fit.
    let smaller = typesetter.typeset(formula, style: .display, size: face.size * scale * 0.995)
    return smaller.width <= width ? Self.object(smaller, face.color) : nil
  }

  private static func object(_ box: MathBox, _ color: Color) -> InlineObject {
    InlineObject(width: box.width, ascent: box.ascent, descent: box.descent) { canvas, place in
      box.draw(on: canvas, at: place, .color(color))
    }
  }
}
