import Experiment
import Notebook
import OffprintCore
import Report
import Testing

/// Claims where the notebook has them, and their labels in the table at the top.
@Suite("Claims in the text") struct ClaimBoxTests {
  private static let plain = Fixture.configuration("plain", label: "Plain", seeds: [1, 2, 3, 4], margin: 0)

  private func claim(_ label: String?, data: String = "digits", equals text: String = "99.00") throws -> NotebookClaim {
    NotebookClaim(
      name: "c", family: "claims", quote: "it's that accurate", source: "Table 1", metric: .accuracy, data: data,
      assertion: .equals(.configuration("plain"), try #require(ClaimedNumber(text)), margin: 0.2), label: label)
  }

  /// The document of a notebook whose one cell is the claim; accuracies are 99.01 to 99.04 % in as many runs as are stored.
  private func document(_ claim: NotebookClaim, stored: Int = 4) -> ReportDocument {
    let records = Self.plain.specs.prefix(stored).map { Fixture.record($0, accuracy: 0.99 + Double($0.seed) * 1e-4) }
    var notebook = Fixture.notebook(
      [Fixture.cell(.claim, "c")], configurations: [Self.plain],
      cells: [CheckedCell(kind: .claim, name: "c", label: "c", setting: .map([:]))])
    notebook.claims = [claim]
    return ReportBuilder.build(notebook, context: Fixture.context(records)).document
  }

  /// What stands before the line break of the quotation, what after it, and whether the cell follows.
  private func box(_ document: ReportDocument) throws -> (words: String, verdict: [ReportInline], hasCell: Bool) {
    guard case .quote(let blocks)? = document.body.last, blocks.count == 2, case .paragraph(let text) = blocks[0],
      case .cell(let cell) = blocks[1], let end = text.firstIndex(of: .lineBreak)
    else {
      Issue.record("no quotation")
      return ("", [], false)
    }
    return (Array(text[..<end]).plainText, Array(text[(end + 1)...]), cell.kind == "claim" && cell.anchor == "cell-c")
  }

  private func text(_ inlines: [ReportInline]) -> String {
    inlines.plainText.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ").replacing("\u{2002}", with: " ")
  }

  @Test("A claim is quoted where it stands, with its verdict and what that rests on")
  func quoted() throws {
    let found = try box(document(claim(nil)))
    #expect(found.words == "“it’s that accurate” (Table\u{A0}1)")
    #expect(
      text(found.verdict)
        == "REPRODUCED Plain = 99.00 ± 0.2: difference +0.025 [+0.010, +0.040] points, p < 0.001, 4 seeds.")
    #expect(found.hasCell)
    // Each number says of which claim it is, so that it can be worked out again.
    let values = found.verdict.flatMap { inline -> [ComputedValue] in
      switch inline {
      case .value(let value): [value]
      case .strong(let inner): inner.compactMap { if case .value(let value) = $0 { value } else { nil } }
      default: []
      }
    }
    #expect(values.map(\.provenance.path) == ["c.verdict", "c.effect", "c.interval", "c.p", "c.seeds"])
    #expect(values.allSatisfy { $0.provenance.anchor == "cell-c" && $0.provenance.runs.count == 4 })
  }

  @Test("What is open says what it would take; other data, that they are other; no run, that there is none")
  func open() throws {
    #expect(
      text(try box(document(claim(nil), stored: 1)).verdict)
        == "UNDERPOWERED Plain = 99.00 ± 0.2: difference +0.01 points, 1 seed. "
        + "One seed has no spread: it takes at least two, which also tell how many.")
    #expect(
      text(try box(document(claim(nil, data: "mnist"))).verdict).hasSuffix(
        "4 seeds. The runs are on other data than the claim is about."))
    #expect(
      text(try box(document(claim(nil), stored: 0)).verdict)
        == "UNDERPOWERED Plain = 99.00 ± 0.2: there are not yet values on every side. It takes at least 2 seeds.")
    let near = text(try box(document(claim(nil, equals: "98.83"))).verdict)
    #expect(near.hasPrefix("UNDERPOWERED") && near.contains("It would take about"))
  }

  @Test("The table at the top has the label, which leads to the quotation, and the quote where there is none")
  func labels() throws {
    func first(_ label: String?) throws -> [ReportInline] {
      let document = document(try claim(label))
      #expect(SummaryFile.markdown(document).contains(label == nil ? "| “it's that accurate” |" : "| Near 99 |"))
      guard case .table(let table)? = document.body.first(where: { if case .table = $0 { true } else { false } }) else {
        return []
      }
      return table.rows[0][0].content
    }
    #expect(try first("Near 99") == [.link(destination: "#cell-c", [.text("Near 99")])])
    #expect(try first(nil).plainText.hasPrefix("“it’s that"))
  }
}
