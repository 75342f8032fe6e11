import Interop
import Mathematics
import TestSupport
import Testing

@Suite struct LayoutTests {
  private let typesetter: MathTypesetter

  init() throws {
    typesetter = try MathTypesetter()
  }

  private func box(_ source: String, _ style: Formula.Style = .display, size: Double = 10) throws -> MathBox {
    typesetter.typeset(try Formula(parsing: source, style: style), size: size)
  }

  /// The drawn rectangle of the first glyph that says `text`.
  private func ink(_ text: String, in box: MathBox) throws -> Rect {
    let mark = box.marks.first { if case .glyph(let glyph, _, _) = $0 { glyph.text == text } else { false } }
    return try #require(mark, "no glyph says \(text)").ink
  }

  private func size(_ text: String, in box: MathBox) throws -> Double {
    for case .glyph(let glyph, _, let size) in box.marks where glyph.text == text { return size }
    throw Missing(text: text)
  }

  private struct Missing: Error { let text: String }

  private func rules(_ box: MathBox) -> [Rect] {
    box.marks.compactMap { if case .rule(let rect) = $0 { rect } else { nil } }
  }

  @Test("Every formula of the papers stays in its box, and every character is in a font", arguments: PaperFormula.all)
  func inBox(_ paper: PaperFormula) throws {
    for style in [Formula.Style.display, .inline] {
      let box = typesetter.typeset(try paper.formula(style), size: 10)
      let ink = box.ink
      #expect(box.width > 5 && box.height > 4)
      // A slanted f reaches out at both sides.
      #expect(ink.minX > -2 && ink.maxX < box.width + 1)
      #expect(ink.minY > -box.ascent - 0.01 && ink.maxY < box.descent + 0.01)
      for case .glyph(let glyph, _, _) in box.marks { #expect(glyph.glyph != 0, "no glyph for ‘\(glyph.text)’") }
    }
  }

  @Test("The parts of a fraction are above and below its rule and clear of it", arguments: Formula.Style.both)
  func fraction(_ style: Formula.Style) throws {
    let box = try box(#"\frac{q}{b}"#, style)
    let rule = try #require(rules(box).first)
    #expect(try ink("q", in: box).maxY < rule.minY - 0.5)
    #expect(try ink("b", in: box).minY > rule.maxY + 0.5)
    #expect(abs(rule.center.y + 2.5) < 0.01, "the rule is on the axis, a quarter of an em up in this font")
    #expect(abs(try ink("q", in: box).center.x - rule.center.x) < 0.5)
  }

  @Test("Scripts are smaller, in their corners and clear of each other")
  func scripts() throws {
    let box = try box("M_i^2")
    let (base, lower, upper) = (try ink("M", in: box), try ink("i", in: box), try ink("2", in: box))
    #expect(upper.maxY < lower.minY - 1)
    #expect(upper.minX >= base.maxX - 0.5 && lower.minX >= base.maxX - 0.8)
    #expect(upper.minY < base.minY && lower.maxY > base.maxY)
    #expect(try size("i", in: box) == 7.4)
    #expect(try size("z", in: self.box("x_{y_z}")) == 5.5)
    // In cramped style exponents are lower.
    let free = try ink("2", in: self.box("x^2"))
    let cramped = try ink("2", in: self.box(#"\sqrt{x^2}"#))
    #expect(cramped.minY > free.minY)
  }

  @Test("Limits of a sum are above and below it in display style, at its side in a line")
  func limits() throws {
    let display = try box(#"\sum_i^n"#)
    let sum = try ink("∑", in: display)
    #expect(try ink("n", in: display).maxY < sum.minY)
    #expect(try ink("i", in: display).minY > sum.maxY)
    #expect(abs(try ink("n", in: display).center.x - sum.center.x) < 1)
    let line = try box(#"\sum_i^n"#, .inline)
    let small = try ink("∑", in: line)
    #expect(small.height < 0.8 * sum.height)
    #expect(try ink("n", in: line).minX > small.maxX - 1)
  }

  @Test("A radical reaches over and below all of what is in it")
  func radical() throws {
    for source in [#"\sqrt{x}"#, #"\sqrt{\frac{x}{y}}"#, #"\sqrt{\begin{matrix} x\\x\\x\\x\\x\\x\\x\\x \end{matrix}}"#]
    {
      let box = try box(source)
      let rule = try #require(rules(box).first)
      var sign: Rect?
      for case .glyph(let glyph, let font, let size) in box.marks where glyph.text != "x" && glyph.text != "y" {
        let ink = MathMark.glyph(glyph, font: font, size: size).ink
        sign = sign?.union(ink) ?? ink
      }
      let root = try #require(sign)
      #expect(abs(root.minY - rule.minY) < 0.2, "the sign meets its rule")
      #expect(abs(root.maxX - rule.minX) < 0.5)
      let x = try ink("x", in: box)
      #expect(x.minY > rule.maxY && x.minX > root.maxX - 0.5 && x.maxX < rule.maxX + 0.1)
    }
  }

  @Test("Delimiters grow with what is between them, by larger glyphs and then by pieces")
  func delimiters() throws {
    var last = 0.0
    for count in 1...12 {
      let rows = [String](repeating: "x", count: count).joined(separator: #"\\"#)
      let box = try box(#"\left(\begin{matrix} "# + rows + #"\end{matrix}\right)"#)
      let left = box.marks.filter { $0.ink.maxX < box.width / 2 && $0.ink.height > 4 }
      let reach = left.map(\.ink).reduce(left[0].ink) { $0.union($1) }
      #expect(reach.height >= last - 0.01)
      #expect(reach.height > 0.8 * (Double(count) * 12 - 6))
      #expect(abs(reach.center.y + 2.5) < 0.1, "centred on the axis")
      last = reach.height
    }
  }

  @Test("An accent is over the middle of its letter, and a wide one is as wide as what it covers")
  func accents() throws {
    let hat = try box(#"\hat{x}"#)
    #expect(abs(try ink("\u{302}", in: hat).center.x - ink("x", in: hat).center.x) < 0.8)
    #expect(try ink("\u{302}", in: hat).maxY < ink("x", in: hat).minY)
    let narrow = try ink("\u{303}", in: box(#"\widetilde{x}"#))
    let wide = try ink("\u{303}", in: box(#"\widetilde{abc}"#))
    #expect(wide.width > 2 * narrow.width)
  }

  @Test("Relations of aligned equations stand below each other, and the cells of a matrix in columns")
  func tables() throws {
    let box = try box(#"\begin{aligned} a &= b + c \\ a + a + a &= d \end{aligned}"#)
    var places: [Point] = []
    for case .glyph(let glyph, _, _) in box.marks where glyph.text == "=" { places.append(glyph.position) }
    #expect(places.count == 2)
    #expect(abs(places[0].x - places[1].x) < 0.001)
    #expect(places[1].y - places[0].y > 14.99)
    let matrix = try self.box(#"\begin{pmatrix} a & b \\ c & d \end{pmatrix}"#)
    #expect(abs(try ink("a", in: matrix).center.x - ink("c", in: matrix).center.x) < 0.6)
    #expect(try ink("b", in: matrix).minX > ink("a", in: matrix).maxX + 5)
  }

  @Test("Spaces are TeX's: none in a product, medium about a plus, thick about an equals sign, none in scripts")
  func spaces() throws {
    let widths = try ["ab", "a+b", "a=b", "+", "="].map { try box($0).width }
    let (ab, plus, equals) = (widths[0], widths[1], widths[2])
    #expect(abs(plus - ab - widths[3] - 2 * 10 * 4 / 18) < 0.01)
    #expect(abs(equals - ab - widths[4] - 2 * 10 * 5 / 18) < 0.01)
  }

  @Test("Size is nothing but a scale")
  func scale() throws {
    for paper in PaperFormula.all.prefix(20) {
      let (small, large) = (try box(paper.source, size: 10), try box(paper.source, size: 20))
      #expect(abs(large.width - 2 * small.width) < 1e-6 * large.width)
      #expect(abs(large.height - 2 * small.height) < 1e-6 * large.height)
    }
  }

  @Test("The parts that a line may be broken between are the whole formula")
  func parts() throws {
    let formula = try Formula(parsing: "a + b = c, x(d+e)", style: .inline)
    let parts = typesetter.typesetParts(formula, size: 10)
    #expect(parts.count == 4)
    #expect(abs(parts.reduce(0) { $0 + $1.width } - typesetter.typeset(formula, size: 10).width) < 1e-9)
  }

  @Test("A family that is not installed is named in the error")
  func missing() {
    let error = #expect(throws: MathFontError.self) { try MathTypesetter(families: ["No Such Math"]) }
    #expect(error?.description.contains("‘No Such Math’ is not installed") == true)
  }
}

extension Formula.Style {
  fileprivate static let both = [Formula.Style.display, .inline]
}
