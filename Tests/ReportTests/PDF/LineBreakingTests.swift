import Interop
import Report
import Testing

/// Lines of justified text.
@Suite struct LineBreakingTests {
  private static let text = """
    Characteristically, the discriminative representation of hyperspherical embeddings requires normalization before \
    classification; the reproducibility of statistically significant differences between optimization procedures, though, \
    depends on interdisciplinary considerations which unquestionably outweigh the intraclass compactness of any particular \
    initialization, and the generalization of angular regularization to representation learning remains counterintuitive.
    """

  private func lines(_ measure: Double, language: String = "en", hangs: Bool = false) -> [SetLine] {
    let setter = TextSetter(
      typesetter: Typesetter(), hyphenator: Hyphenator(language: language), hangsPunctuation: hangs)
    return setter.lines(
      RichText(Self.text, TextStyle(size: 10)), measure: measure, leading: 12, alignment: .justified)
  }

  @Test func `words divide where the patterns of their language say`() {
    guard let hyphenator = Hyphenator(language: "en") else {
      print("SKIPPED: there are no hyphenation patterns for English here")
      return
    }
    // Liang's thesis and The TeXbook, appendix H: su-per-cal-…, hy-phen-ation, sci-en-tific.
    #expect(hyphenator.divisions(of: "hyphenation") == [2, 6])
    #expect(hyphenator.divisions(of: "representation").contains(3))
    for whole in ["the", "MNIST", "x1y2z3abc", "", "über", String(repeating: "a", count: 500)] {
      #expect(hyphenator.divisions(of: whole).allSatisfy { $0 >= 2 && $0 <= whole.count - 3 }, "\(whole)")
    }
    #expect(hyphenator.divisions(of: "MNIST").isEmpty && hyphenator.divisions(of: "CIFAR").isEmpty)
    #expect(Hyphenator(language: "tlh") == nil && Hyphenator(language: "../../etc/passwd") == nil)
  }

  @Test(arguments: [90.0, 120, 150, 180, 220, 240, 300, 400])
  func `lines fill the measure, and no more than two end in hyphens`(
    measure: Double
  ) {
    let lines = lines(measure)
    for line in lines.dropLast() where line.text.contains(" ") {
      #expect((line.width - measure).magnitude < 0.1, "‘\(line.text)’ is \(line.width) wide")
    }
    let hyphens = lines.map(\.isHyphenated)
    if measure >= 150 {
      for index in hyphens.indices.dropFirst(2) {
        #expect(!(hyphens[index - 2] && hyphens[index - 1] && hyphens[index]))
      }
    }
    #expect(lines[lines.count - 1].width >= 20, "the last line is a syllable")
    let whole = lines.map { $0.isHyphenated ? String($0.text.dropLast()) : $0.text + " " }.joined()
    #expect(whole.filter { $0 != " " } == Self.text.filter { $0 != " " && $0 != "\n" })
  }

  @Test func `a narrow column is set with less white between words where words may be divided`() {
    guard Hyphenator(language: "en") != nil else { return }
    func loosest(_ lines: [SetLine]) -> Double {
      let setter = TextSetter(typesetter: Typesetter())
      return lines.dropLast().map { line in
        let natural = setter.width(RichText(line.text, TextStyle(size: 10)))
        return (line.width - natural) / Double(max(1, line.text.filter { $0 == " " }.count))
      }.max() ?? 0
    }
    #expect(loosest(lines(150)) < loosest(lines(150, language: "tlh")) * 0.9)
  }

  @Test func `hanging punctuation reaches past the edge, by less than its own width`() {
    let lines = lines(240, hangs: true).dropLast()
    #expect(lines.contains { $0.overhang > 0.5 })
    for line in lines {
      #expect(line.x + line.width <= 240 + line.overhang + 0.1 && line.overhang < 4)
    }
  }
}
