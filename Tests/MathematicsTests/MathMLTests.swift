import Foundation
import Mathematics
import TestSupport
import Testing

@Suite struct MathMLTests {
  @Test("Formulas of papers become the MathML that was looked at")
  func golden() throws {
    #expect(PaperFormula.all.count >= 60)
    var text = ""
    for formula in PaperFormula.all { text += "\(formula.name)\n\(try formula.formula().mathML)\n" }
    text += "in a line\n" + (try Formula(parsing: #"\sum_{i=1}^n x_i"#, style: .inline).mathML) + "\n"
    try expectSnapshot(text, "mathml.txt", folder: "Fixtures")
  }

  @Test(
    "An independent parser finds the MathML well-formed, and the source in it as it was",
    .enabled(if: Python.with() != nil, Python.lack()))
  func wellFormed() throws {
    let python = try #require(Python.with())
    var page = "<page>"
    for formula in PaperFormula.all { page += try formula.formula().mathML + formula.formula(.inline).mathML }
    page += try Formula(parsing: #"a < b > c \text{<&"> \&}"#, style: .inline).mathML + "</page>"
    let script = """
      import sys, xml.etree.ElementTree as tree
      known = set("math semantics annotation mrow mi mo mn mtext mspace msub msup msubsup munder mover munderover mfrac \
      msqrt mroot mstyle mtable mtr mtd mphantom mpadded".split())
      counts = {"msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2, "munderover": 3, "mfrac": 2, "mroot": 2, \
      "semantics": 2}
      root = tree.parse(sys.argv[1]).getroot()
      for element in root.iter():
          assert element is root or element.tag in known, element.tag
          assert counts.get(element.tag, len(element)) == len(element), tree.tostring(element)
      for element in root.iter("annotation"): print(element.text)
      """
    let outcome = try python.run(["-c", script], on: Array(page.utf8), suffix: "xml")
    #expect(outcome.status == 0, "\(outcome.output)")
    let sources = PaperFormula.all.flatMap { [$0.source, $0.source] } + [#"a < b > c \text{<&"> \&}"#]
    #expect(outcome.output == sources.joined(separator: "\n") + "\n")
  }

  @Test("Scripts of sums stand above and below in display style, and at the side in a line")
  func limits() throws {
    let source = #"\sum_{i=1}^n"#
    #expect(try Formula(parsing: source, style: .display).mathML.contains("<munderover>"))
    #expect(try Formula(parsing: source, style: .inline).mathML.contains("<msubsup>"))
    #expect(try Formula(parsing: #"\sum\limits_i"#, style: .inline).mathML.contains("movablelimits=\"false\""))
    #expect(try Formula(parsing: #"\sum\nolimits_i"#, style: .display).mathML.contains("<msub>"))
  }

  @Test("A sign between two things has spaces, one before a thing has none, and in scripts neither has")
  func spaces() throws {
    #expect(try Formula(parsing: "a-b", style: .inline).mathML.contains("<mo>−</mo>"))
    #expect(try Formula(parsing: "-b", style: .inline).mathML.contains(#"<mo lspace="0" rspace="0">−</mo>"#))
    #expect(try Formula(parsing: "x_{a-b}", style: .inline).mathML.contains(#"<mo lspace="0" rspace="0">−</mo>"#))
    #expect(try Formula(parsing: "a=-b", style: .inline).mathML.contains(#"<mo lspace="0" rspace="0">−</mo>"#))
  }
}
