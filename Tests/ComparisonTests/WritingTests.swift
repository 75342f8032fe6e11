import Comparison
import Experiment
import Foundation
import OffprintCore
import TestSupport
import Testing

@Suite("Comparisons written")
struct WritingTests {
  /// Names and reasons that try to break out of every form.
  private static let hostile = "<b>&\"'|`@\u{1B}c\u{1}\u{202E} ]]>"

  private static func sides() -> (ReportSnapshot, ReportSnapshot) {
    var cells = Reports.usual
    cells[0].name = hostile
    var after = Reports.changed(cells) { cell, seed in cell == 1 ? -0.5 - Double(seed) * 0.01 : Double(seed - 2) * 0.01
    }
    after[0].failed = [3]
    after[2].missing = [1]
    var (old, new) = (Reports.report(cells, name: "old"), Reports.report(after, name: "new \(hostile)"))
    for index in new.runs.indices where new.runs[index].failure != nil { new.runs[index].failure = hostile }
    old.claims = [ReportSnapshot.Claim(name: "c", words: hostile, verdict: "reproduced", effect: 1, seeds: 3)]
    new.claims = [ReportSnapshot.Claim(name: "c", words: hostile, verdict: "not-reproduced", effect: -1, seeds: 3)]
    old.prose = [ReportSnapshot.ProseBlock(text: "Some words \(hostile) stay.", values: [])]
    new.prose = [ReportSnapshot.ProseBlock(text: "Other words \(hostile) stay.", values: [])]
    return (old, new)
  }

  private static var comparison: ReportComparison { ReportComparison(sides().0, sides().1) }

  @Test(
    "JUnit is XML to a strict parser, with a test for each gate, claim and run",
    .enabled(if: Python.with() != nil, Python.lack(of: "")))
  func junit() throws {
    let (old, new) = Self.sides()
    let text = JUnitWriter.text(Self.comparison, old, new)
    let directory = try TemporaryDirectory()
    let file = try directory.write(Array(text.utf8), to: "junit.xml")
    let script = """
      import sys, xml.etree.ElementTree as t
      root = t.parse(sys.argv[1]).getroot()
      assert root.tag == "testsuites"
      total = 0
      for suite in root:
          assert suite.tag == "testsuite" and suite.get("name")
          cases = list(suite)
          assert all(c.tag == "testcase" and c.get("classname") and c.get("name") and c.get("time") for c in cases)
          assert int(suite.get("tests")) == len(cases)
          for tag, key in (("failure", "failures"), ("skipped", "skipped")):
              assert int(suite.get(key)) == sum(c.find(tag) is not None for c in cases), key
          total += len(cases)
          print(suite.get("name"), len(cases), suite.get("failures"), suite.get("skipped"))
      assert int(root.get("tests")) == total
      """
    let outcome = try #require(Python.with()).run(["-c", script, file.path])
    #expect(
      outcome.output == "offprint.gates 4 2 0\noffprint.claims 1 0 1\noffprint.runs 9 1 1\n", "\(outcome.output)\(text)"
    )
  }

  @Test("JSON reads back, with the outcome and every comparison")
  func json() throws {
    let file = try JSONText.read(Array(ComparisonFile.text(Self.comparison).utf8))
    #expect(file["outcome"] == "failed" && file["format"] == "offprint-diff")
    #expect(try file.list("metrics").count == 3)
    #expect(try file.list("gates").count == 4)
    #expect(try file.list("gates").first { $0["verdict"] == "failed" }?["comparison"]?["pairs"] == 3)
  }

  @Test(
    "No line of text is wider than the terminal, and no control character reaches it", arguments: [20, 40, 80, 120])
  func width(columns: Int) {
    let text = TerminalWriter(width: columns, usesColor: false)
      .text(StatementBuilder(Self.comparison, most: 20).statement())
    #expect(!text.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
    // A word that is longer than a line has one for itself.
    let wide = text.split(separator: "\n").filter { line in
      TerminalText.columns(of: String(line)) > columns && line.drop { $0 == " " || $0 == "-" }.contains(" ")
    }
    #expect(columns < 80 || wide.isEmpty, "\(wide)")
  }

  @Test("Color is asked for, and says nothing that the words do not")
  func color() {
    let statement = StatementBuilder(Self.comparison, most: 20).statement()
    let plain = TerminalWriter(width: 100, usesColor: false).text(statement)
    let colored = TerminalWriter(width: 100, usesColor: true).text(statement)
    #expect(!plain.contains("\u{1B}") && colored.contains("\u{1B}[1;31mfailed"))
    #expect(plain.contains("[-Some -]") && plain.contains("{+Other +}"))
  }

  @Test("Markdown and HTML let no text of a report become markup")
  func escaping() {
    let statement = StatementBuilder(Self.comparison, most: 20).statement()
    let markdown = MarkdownWriter.text(statement)
    #expect(!markdown.contains("<b>") && markdown.contains("&lt;b&gt;") && markdown.hasPrefix("## A report\n\n❌"))
    let (old, new) = Self.sides()
    let html = HTMLComparisonWriter(statement, old, new).text()
    #expect(!html.contains("<b>") && !html.contains("\u{202E}"))
    let opened = html.ranges(of: "<li>").count
    #expect(opened == html.ranges(of: "</li>").count && html.ranges(of: "<ul>").count == html.ranges(of: "</ul>").count)
  }

  @Test("Equal sides give equal bytes, and say that they are the same")
  func determinism() {
    let (old, new) = Self.sides()
    let texts = (0..<3).map { _ in ComparisonFile.text(ReportComparison(old, new)) }
    #expect(Set(texts).count == 1)
    #expect(
      StatementBuilder(ReportComparison(new, new), most: 5).statement().headline.text == "The two sides say the same.")
  }
}
