import Foundation
import Mathematics
import OffprintCore
import Report
import TestSupport
import Testing

/// Pages in a browser, as readers open them: Tests/Browser/check_pages.py says what is looked at.
@Suite(
  .enabled(if: Tools.chromium != nil && Tools.python != nil, "Chromium or python3 is not installed: no page was opened")
)
struct BrowserTests {
  /// One of everything: a footnote, a citation, an equation and references to each, besides what the page fixture has.
  static func document() throws -> ReportDocument {
    var document = PageFixture.document()
    let words = String(
      repeating: "Where margins push classes away from one another, features become compact. How much is measured. ",
      count: 12)
    let citation = ReportCitation(
      pieces: [
        .init([.text("[")]), .init([.text("1")], reference: "ref-deng"), .init([.text("]")]),
      ], references: ["ref-deng"], anchor: "cite-1")
    document.body += [
      .heading(ReportHeading(level: 1, number: "2", title: [.text("Formulas")], anchor: "formulas")),
      .paragraph([
        .text(words), .citation(citation), .text(" says more"),
        .footnote(FootnoteMark(number: 1, note: "fn-1", anchor: "fnref-1")), .text(", and "),
        .reference(CrossReference(kind: .equation, text: "Equation\u{A0}1", anchor: "eq-margin")), .text(" and "),
        .reference(CrossReference(kind: .equation, text: "Equation\u{A0}2", anchor: "eq-wide")), .text(" too."),
      ]),
      .equation(
        ReportEquation(
          number: 1, anchor: "eq-margin",
          formula: try Formula(parsing: "\\psi(\\theta) = \\cos(m_1 \\theta + m_2) - m_3", style: .display))),
      // Wider than its column on any screen.
      .equation(
        ReportEquation(
          number: 2, anchor: "eq-wide",
          formula: try Formula(
            parsing:
              "L = -\\frac{1}{N} \\sum_{i=1}^{N} \\log \\frac{e^{s \\left(\\cos(m_1 \\theta_{y_i} + m_2) - m_3\\right)}}"
              + "{e^{s \\left(\\cos(m_1 \\theta_{y_i} + m_2) - m_3\\right)} + \\sum_{j \\ne y_i} e^{s \\cos \\theta_j}}"
              + " = -\\frac{1}{N} \\sum_{i=1}^{N} \\log \\sigma\\left(s (\\psi(\\theta_{y_i}) - \\cos \\theta_{y_i})\\right)",
            style: .display))),
    ]
    document.footnotes = [
      ReportFootnote(
        number: 1, anchor: "fn-1", blocks: [.paragraph([.text("What stands at the end.")])], markedAt: ["fnref-1"])
    ]
    document.references = [
      ReportReference(
        label: "[1]", marker: "[1]", anchor: "ref-deng",
        text: [
          .text("Deng et al. "), .emphasis([.text("ArcFace")]), .text(". "),
          .link(destination: "https://doi.org/10.1000/1", [.text("doi:10.1000/1")]),
        ], citedAt: ["cite-1"])
    ]
    return document
  }

  @Test(arguments: ReportTemplate.builtInNames)
  func `readers find everything, by pointer, finger and keys, with scripts and without, on screen and paper`(
    template: String
  ) throws {
    let python = try #require((Python.with("axe_core_python") ?? Python.with())?.url)
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Browser/check_pages.py")
    try Tools.withFolder { folder in
      let page = folder.appending(path: "index.html")
      let html = try HTMLWriter.html(Self.document(), template: #require(ReportTemplate.builtIn(template)))
      try Data(html.utf8).write(to: page)
      let result = try Tools.run(python, [script.path, "\(template)=\(page.path)"])
      let lines = result.output.split(separator: "\n")
      for line in lines where line.hasPrefix("SKIPPED") { print(line) }
      let problems = lines.filter { !$0.hasPrefix("SKIPPED") }
      #expect(result.status == 0 && problems.isEmpty, "\(problems.joined(separator: "\n"))")
    }
  }
}
