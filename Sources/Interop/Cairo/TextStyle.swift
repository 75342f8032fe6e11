/// How a run of text looks.
package struct TextStyle: Hashable, Sendable {
  /// Tried in turn, character by character; "DejaVu Sans" always comes last.
  package var families: [String]
  /// In points.
  package var size: Double
  /// 400 is regular, 700 bold.
  package var weight: Int
  package var italic: Bool
  /// Where the font has them (TeX Gyre does).
  package var smallCaps: Bool
  /// Figures of one width, for columns of numbers.
  package var tabularFigures: Bool
  package var color: Color
  /// Upward shift of the baseline in points, for superscripts; negative for subscripts.
  package var rise: Double
  /// Added between letters, in points.
  package var letterSpacing: Double
  package var underline: Bool
  /// Whether `fi` may be drawn as one glyph; not in code.
  package var ligatures = true

  package init(
    families: [String] = Fonts.text, size: Double = 10, weight: Int = 400, italic: Bool = false,
    smallCaps: Bool = false, tabularFigures: Bool = false, color: Color = .black, rise: Double = 0,
    letterSpacing: Double = 0, underline: Bool = false
  ) {
    self.families = families
    self.size = size
    self.weight = weight
    self.italic = italic
    self.smallCaps = smallCaps
    self.tabularFigures = tabularFigures
    self.color = color
    self.rise = rise
    self.letterSpacing = letterSpacing
    self.underline = underline
  }
}

/// A text with a style for each stretch of it.
package struct AttributedText: Hashable, Sendable {
  /// UTF-8 byte offsets into `string`.
  package struct Run: Hashable, Sendable {
    package var bytes: Range<Int>
    package var style: TextStyle
  }

  /// Room kept in a line for something that the caller draws, such as a formula.
  package struct Box: Hashable, Sendable {
    /// The offset of the U+FFFC that stands for it.
    package var byte: Int
    package var width: Double
    package var ascent: Double
    package var descent: Double
  }

  package private(set) var string = ""
  package private(set) var runs: [Run] = []
  package private(set) var boxes: [Box] = []

  package init() {}

  package init(_ string: String, _ style: TextStyle) {
    append(string, style)
  }

  /// Adds `text` at the end and tells its bytes, for `Paragraph.rectangles(of:)`.
  @discardableResult
  package mutating func append(_ text: String, _ style: TextStyle) -> Range<Int> {
    let start = string.utf8.count
    // Pango reads C strings: a NUL would end the paragraph.
    string += text.utf8.contains(0) ? String(text.map { $0 == "\0" ? " " : $0 }) : text
    let bytes = start..<string.utf8.count
    if !bytes.isEmpty { runs.append(Run(bytes: bytes, style: style)) }
    return bytes
  }

  /// Adds room for a box that sits on the baseline; `rectangles(of:)` then tells where it came to lie.
  @discardableResult
  package mutating func appendBox(width: Double, ascent: Double, descent: Double, _ style: TextStyle) -> Range<Int> {
    let bytes = append("\u{FFFC}", style)
    boxes.append(Box(byte: bytes.lowerBound, width: width, ascent: ascent, descent: descent))
    return bytes
  }
}

/// How a paragraph is set.
package struct ParagraphStyle: Hashable, Sendable {
  package enum Alignment: Hashable, Sendable { case left, center, right }

  /// In points; nil for one line as long as the text.
  package var width: Double?
  package var alignment: Alignment
  /// Stretches the spaces of all lines but the last to fill the width.
  package var justified: Bool
  /// From baseline to baseline in points; nil for 1.2 × the size of the first run. A line grows for a taller box.
  package var lineHeight: Double?
  /// Of the first line; negative for a hanging indent of the others.
  package var indent: Double

  package init(
    width: Double? = nil, alignment: Alignment = .left, justified: Bool = false, lineHeight: Double? = nil,
    indent: Double = 0
  ) {
    self.width = width
    self.alignment = alignment
    self.justified = justified
    self.lineHeight = lineHeight
    self.indent = indent
  }
}
