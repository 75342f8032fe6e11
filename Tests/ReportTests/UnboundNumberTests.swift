import Experiment
import Notebook
import OffprintCore
import Report
import Testing

@Suite struct UnboundNumberTests {
  /// Three seeds of 99.10, 99.20 and 99.30 %: a mean of 99.20.
  private func warnings(_ prose: String, quoted: Bool = false) -> [String] {
    let configuration = Fixture.configuration("plain")
    let records = configuration.specs.map { Fixture.record($0, accuracy: 0.99 + Double($0.seed) * 1e-3) }
    let lines = prose.split(separator: "\n", omittingEmptySubsequences: false)
    let end = SourcePosition(line: lines.count, column: (lines.last?.unicodeScalars.count ?? 0) + 1)
    let inline = Inline(.text(prose), at: SourceRange(SourcePosition(line: 1, column: 1), end))
    let paragraph = Fixture.block(.paragraph([inline]))
    let notebook = Fixture.notebook(
      [quoted ? Fixture.block(.quote([paragraph])) : paragraph], configurations: [configuration], source: prose)
    let diagnostics = ReportBuilder.build(notebook, context: Fixture.context(records)).diagnostics
    return diagnostics.filter { $0.identifier == "unbound-number" }.map { diagnostic in
      let start = diagnostic.range?.start
      return "\(start?.line ?? 0):\(start?.column ?? 0) \(diagnostic.summary)"
    }
  }

  @Test("A typed result is told where it stands, with the reference to write instead")
  func told() {
    #expect(warnings("It reaches 99.20 %.") == ["1:12 99.20 is typed, and is a result: `{plain.accuracy}`"])
    #expect(warnings("Größe\nund 99.10.") == ["2:5 99.10 is typed, and is a result: `{plain.accuracy.min}`"])
  }

  @Test("So is one that is off by its last digit")
  func nearly() {
    #expect(warnings("About 99.21.") == ["1:7 99.21 is typed, and nearly is a result: `{plain.accuracy}` is 99.20"])
    #expect(warnings("About 99.22.").isEmpty)
  }

  @Test(
    "Versions, short numbers, whole numbers, parts of words and quotations are left alone",
    arguments: ["version 99.20.1", "v99.20", "1.99.20", "9.2", "99", "99.20x", "x_99.20", "0.02", "98.84", "99.", ""])
  func leftAlone(_ prose: String) {
    #expect(warnings(prose).isEmpty)
    #expect(warnings("99.20", quoted: true).isEmpty)
  }
}
