package import Interop

/// One line of type, ready to be drawn.
package struct SetLine {
  package struct Link {
    /// From the left end of the line.
    package var x: Double
    package var width: Double
    package var target: Canvas.LinkTarget
  }

  /// A paragraph of this line only; empty for an empty line.
  package var paragraph: Paragraph
  /// How much wider than drawn it is set, 1 for as drawn.
  package var expansion = 1.0
  /// From the left edge of the measure to the left end of the line.
  package var x: Double
  package var width: Double
  /// The distance between baselines.
  package var leading: Double
  package var links: [Link]

  /// From the top of the line down to its baseline.
  package var ascent: Double { 0.75 * leading }
  package var text: String { paragraph.text.string }

  /// Sets the line wider by `factor`.
  mutating func expand(by factor: Double) {
    expansion *= factor
    width *= factor
    links = links.map { Link(x: $0.x * factor, width: $0.width * factor, target: $0.target) }
  }
}
