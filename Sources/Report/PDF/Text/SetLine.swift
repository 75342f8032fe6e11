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
  /// Formulas in it, with their left ends from the left end of the line.
  package var objects: [(x: Double, object: InlineObject)] = []
  /// What tall formulas need beyond the leading, above and below.
  package var extraAscent = 0.0
  package var extraDescent = 0.0
  /// The footnotes whose marks are in it.
  package var footnotes: [Int] = []
  /// Whether a word is divided at its end, by a hyphen that is not in the text.
  package var isHyphenated = false
  /// How far it hangs out of its measure at either side.
  package var overhang = 0.0

  /// From the top of the line down to its baseline.
  package var ascent: Double { 0.75 * leading + extraAscent }
  /// From the top of the line to the top of the next.
  package var height: Double { leading + extraAscent + extraDescent }
  /// As drawn, a hyphen at its end included.
  package var text: String { paragraph.text.string }

  /// Sets the line wider by `factor`.
  mutating func expand(by factor: Double) {
    expansion *= factor
    width *= factor
    objects = objects.map { ($0.x * factor, $0.object) }
    links = links.map { Link(x: $0.x * factor, width: $0.width * factor, target: $0.target) }
  }
}
