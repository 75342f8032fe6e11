package import Interop

/// Something that is set in a line of type as one letter is, and draws itself: a piece of a formula.
package struct InlineObject {
  /// What it takes of the line; the ascent and the descent are from its baseline, both positive.
  package var width: Double
  package var ascent: Double
  package var descent: Double
  /// Draws it with the left end of its baseline at a place.
  package var draw: (Canvas, Point) -> Void

  package init(
    width: Double, ascent: Double, descent: Double, draw: @escaping (Canvas, Point) -> Void
  ) {
    self.width = width
    self.ascent = ascent
    self.descent = descent
    self.draw = draw
  }

  /// What stands for it in a text.
  package static let placeholder: Unicode.Scalar = "\u{FFFC}"
}
