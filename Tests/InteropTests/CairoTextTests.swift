import Interop
import Testing

@Suite("Text by Pango") struct CairoTextTests {
  private let typesetter = Typesetter()
  private let style = TextStyle(size: 10)
  private let prose =
    "The additive angular margin moves the target away from its class by a constant angle, and so the features of one "
    + "class gather in a narrow cone."

  @Test func `the fonts of the report are installed here`() {
    #expect(Fonts.missing() == [])
  }

  @Test func `a width is that of the font file`() {
    // In TeX Gyre Heros, as in Helvetica, a figure is 556 units wide and a hyphen 333, of 1000.
    let heros = TextStyle(families: Fonts.labels, size: 10)
    #expect((typesetter.width(of: "0000", heros) - 22.24).magnitude < 0.02)
    #expect((typesetter.width(of: "-", heros) - 3.33).magnitude < 0.02)
  }

  @Test func `justified lines fill the width, all but the last`() {
    let paragraph = typesetter.paragraph(prose, style, ParagraphStyle(width: 180, justified: true, lineHeight: 14))
    #expect(paragraph.lines.count > 2)
    for line in paragraph.lines.dropLast() { #expect((line.width - 180).magnitude < 0.1) }
    #expect((paragraph.lines.last?.width ?? 180) < 179)
    #expect((paragraph.height - 14 * Double(paragraph.lines.count)).magnitude < 1e-9)
  }

  @Test func `lines cover the text in order`() {
    let paragraph = typesetter.paragraph(prose, style, ParagraphStyle(width: 120))
    var end = 0
    for line in paragraph.lines {
      #expect(line.bytes.lowerBound >= end && line.bytes.lowerBound - end <= 1)
      end = line.bytes.upperBound
      #expect(line.width <= 120.5)
    }
    #expect(end == prose.utf8.count)
  }

  @Test func `a word's rectangle lies where the word is, also when the line is centered`() throws {
    var text = AttributedText("see ", style)
    let word = text.append("Figure 2", TextStyle(size: 10, weight: 700))
    text.append(" below", style)
    let left = try #require(typesetter.paragraph(text, ParagraphStyle(width: 300)).rectangles(of: word).first)
    #expect((left.rect.x - typesetter.width(of: "see ", style)).magnitude < 0.3)
    let bold = typesetter.width(of: "Figure 2", TextStyle(size: 10, weight: 700))
    #expect((left.rect.width - bold).magnitude < 0.3)
    let centered = typesetter.paragraph(text, ParagraphStyle(width: 300, alignment: .center))
    let moved = try #require(centered.rectangles(of: word).first)
    #expect((moved.rect.x - left.rect.x - centered.lines[0].x).magnitude < 0.3)
  }

  @Test func `a box keeps room in its line and makes the line grow`() throws {
    var text = AttributedText("before ", style)
    let box = text.appendBox(width: 40, ascent: 30, descent: 12, style)
    text.append(" after", style)
    let paragraph = typesetter.paragraph(text, ParagraphStyle(width: 300, lineHeight: 14))
    let place = try #require(paragraph.rectangles(of: box).first)
    #expect((place.rect.width - 40).magnitude < 0.1)
    #expect(paragraph.lines[0].height >= 42)
    #expect(paragraph.lines[0].baseline >= 30)
  }

  @Test func `hostile text does not trap`() {
    for text in ["", "\0", "a\0b", "\u{FFFC}", "e\u{301}\u{200D}\u{202E}abc", String(repeating: "x", count: 1_000)] {
      let paragraph = typesetter.paragraph(text, style, ParagraphStyle(width: 0.001))
      #expect(paragraph.height >= 0)
    }
    _ = typesetter.paragraph("x", TextStyle(size: .infinity), ParagraphStyle(width: .nan))
    _ = typesetter.paragraph("x", TextStyle(size: -3, weight: Int.max), ParagraphStyle(width: -5))
  }

  @Test func `ink lies within what is drawn`() {
    let surface = MeasuringSurface()
    let paragraph = typesetter.paragraph(prose, style, ParagraphStyle(width: 180))
    paragraph.draw(on: surface.canvas, at: Point(20, 30))
    let drawn = surface.inkExtents
    let said = paragraph.ink
    #expect((drawn.x - 20 - said.x).magnitude < 1.5 && (drawn.y - 30 - said.y).magnitude < 1.5)
    #expect((drawn.width - said.width).magnitude < 3 && (drawn.height - said.height).magnitude < 3)
  }
}
