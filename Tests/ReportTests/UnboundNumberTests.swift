import Experiment
import Notebook
import OffprintCore
import Report
import Testing

@Suite struct UnboundNumberTests {
  private let plain = Fixture.configuration("plain")
  /// Three seeds of 99.10, 99.20 and 99.30 %: a mean of 99.20, a deviation of 0.10. t(0.975, 2) = 4.302653, so the interval
  /// reaches 0.2484 to both sides: [98.95, 99.45].
  private var records: [RunRecord] {
    plain.specs.map { Fixture.record($0, accuracy: 0.99 + Double($0.seed) * 1e-3) }
  }

  private func paragraph(_ prose: String) -> Inline {
    let lines = prose.split(separator: "\n", omittingEmptySubsequences: false)
    let end = SourcePosition(line: lines.count, column: (lines.last?.unicodeScalars.count ?? 0) + 1)
    return Inline(.text(prose), at: SourceRange(SourcePosition(line: 1, column: 1), end))
  }

  private func diagnostics(of notebook: CheckedNotebook, _ records: [RunRecord]) -> [Diagnostic] {
    let built = ReportBuilder.build(notebook, context: Fixture.context(records)).diagnostics
    return built.filter { $0.identifier == "unbound-number" }
  }

  /// Of a text, wrapped as `wrap` does.
  private func warnings(
    _ prose: String, results: [String: ResultReference] = [:], claims: [NotebookClaim] = [],
    _ wrap: (Inline) -> Block = { Fixture.block(.paragraph([$0])) }
  ) -> [String] {
    var notebook = Fixture.notebook(
      [wrap(paragraph(prose))], configurations: [plain], results: results, source: prose)
    notebook.claims = claims
    notebook.cells = claims.map { CheckedCell(kind: .claim, name: $0.name, label: $0.name, setting: .map([:])) }
    return diagnostics(of: notebook, records).map { diagnostic in
      let start = diagnostic.range?.start
      return "\(start?.line ?? 0):\(start?.column ?? 0) \(diagnostic.summary)"
    }
  }

  @Test("A typed result is told where it stands, with the reference to write instead")
  func told() {
    #expect(warnings("It reaches 99.20 %.") == ["1:12 99.20 is typed, and is a result: `{plain.accuracy}`"])
    #expect(warnings("Größe\nund 99.10.") == ["2:5 99.10 is typed, and is a result: `{plain.accuracy.min}`"])
    #expect(
      warnings("up to 99.45 %") == [
        "1:7 99.45 is typed, and is a result: `{plain.accuracy.interval}` ([98.95,\u{A0}99.45])"
      ])
  }

  @Test("So is one that is rounded otherwise, and one that is off by its last digit")
  func nearly() {
    #expect(warnings("About 99.2 %.") == ["1:7 99.2 is typed, and is a result: `{plain.accuracy}` (99.20)"])
    #expect(warnings("About 99.200.") == ["1:7 99.200 is typed, and is a result: `{plain.accuracy}` (99.20)"])
    #expect(warnings("About 99.21.") == ["1:7 99.21 is typed, and nearly is a result: `{plain.accuracy}` (99.20)"])
    #expect(warnings("About 99.22.").isEmpty)
    // The interval begins at 98.95; with three digits nearly everything is the end of something.
    #expect(warnings("About 99.0 %.").isEmpty)
    #expect(warnings("About 99.1 %.").count == 1)
    #expect(warnings("About 99.1, so to speak.").isEmpty)
  }

  @Test(
    "What is no result is left alone: short numbers, names, versions, products, years, other units, parts of words",
    arguments: [
      "version 99.20.1", "v99.20", "1.99.20", "9.2", "99", "99.20x", "x_99.20", "0.02", "98.84", "99.", "",
      "Section 99.20",
      "see fig. 99.20", "99.20 × 3", "3 × 99.20", "99.20 seconds", "99.20 s", "99.20 rad", "99.20°", "99.20 degrees",
      "99.20 points", "https://99.20/", "12/99.20", "99.20⁻³", "in 2026", "5 %", "10 epochs", "99,20", "§99.20",
      "a margin of 0.50 to 0.59", "66.1° at best", "36° each, 28.6°, next to", "99.08 against 99.53 in 100 epochs",
    ])
  func leftAlone(_ prose: String) {
    #expect(warnings(prose).isEmpty)
  }

  @Test(
    "A number in quotation marks is somebody else's, and a backslash says that it is meant as typed",
    arguments: [
      "“99.20”", "\"99.20 %\" is claimed", "„99.20“", "«99.20»", "‘99.20’", "they “got\n99.20” there", "99\\.20 %",
      "99\\.20.", "from 98\\.84 to 99\\.20",
    ])
  func meantAsTyped(_ prose: String) {
    #expect(warnings(prose).isEmpty)
  }

  @Test("A mark without its other half quotes nothing, and what follows a quotation is the author's")
  func openQuotation() {
    #expect(warnings("5” and 99.20 %").count == 1)
    #expect(warnings("a “quotation and 99.20 %").count == 1)
    #expect(warnings("“98.84”, but 99.20 %").count == 1)
    #expect(warnings("the study’s 99.20 %").count == 1)
  }

  @Test("Headings, lists, tables, captions, notes and the abstract are looked at; quotations, links and code are not")
  func everywhere() {
    let text = "99.20"
    let wraps: [(Int, (Inline) -> Block)] = [
      (1, { Fixture.block(.heading(level: 1, label: nil, [$0])) }),
      (
        1,
        { inline in
          Fixture.block(.list(ListBlock(start: nil, isTight: true, items: [[Fixture.block(.paragraph([inline]))]])))
        }
      ),
      (1, { Fixture.block(.table(TableBlock(alignments: [.none], header: [[]], rows: [[[$0]]]))) }),
      (1, { Fixture.block(.table(TableBlock(alignments: [.none], header: [[]], rows: [], caption: [$0]))) }),
      (1, { Fixture.block(.paragraph([Inline(.emphasis([$0]), at: $0.range)])) }),
      (0, { inline in Fixture.block(.quote([Fixture.block(.paragraph([inline]))])) }),
      (0, { Fixture.block(.paragraph([Inline(.link(destination: "https://a.b", title: "", [$0]), at: $0.range)])) }),
      (0, { Fixture.block(.paragraph([Inline(.code(text), at: $0.range)])) }),
      (0, { Fixture.block(.paragraph([Inline(.strikethrough([$0]), at: $0.range)])) }),
    ]
    for (count, wrap) in wraps { #expect(warnings(text, wrap).count == count) }
    let inline = paragraph(text)
    var abstract = Fixture.notebook([], configurations: [plain], source: text, abstract: [[inline]])
    #expect(diagnostics(of: abstract, records).count == 1)
    abstract.frontMatter.abstract = []
    abstract.document.footnotes = [
      FootnoteDefinition(name: "n", nameRange: Fixture.place, blocks: [Fixture.block(.paragraph([inline]))])
    ]
    #expect(diagnostics(of: abstract, records).count == 1)
    abstract.document.footnotes = []
    abstract.cells = [CheckedCell(kind: .table, name: "tbl-a", label: "tbl-a", setting: .map([:]), caption: [inline])]
    #expect(diagnostics(of: abstract, records).count == 1)
  }

  @Test("A metric that the report shows nowhere is nothing to compare with, nor is the number of a setting")
  func shownMetrics() {
    #expect(warnings("A training accuracy of 97.00 %.").isEmpty)
    let selection = ResultReference.RunSelection(cell: "plain", choice: .only)
    #expect(
      warnings(
        "A training accuracy of 97.00 %.", results: ["plain.train-accuracy": .metric(selection, .trainAccuracy, .mean)])
        == ["1:24 97.00 is typed, and is a result: `{plain.train-accuracy}`"])
    var notebook = Fixture.notebook(
      [Fixture.block(.paragraph([paragraph("99.20")]))], configurations: [plain], source: "99.20")
    notebook.cells = [
      CheckedCell(kind: .figure, name: "fig-a", label: "fig-a", setting: ["plot": ["threshold": 99.2]])
    ]
    #expect(diagnostics(of: notebook, records).isEmpty)
  }

  @Test(
    "The difference that a claim finds is a result, as printed, and a number that a claim has from its source is said to be"
  )
  func claims() throws {
    let number = try #require(ClaimedNumber("99.05"))
    func claim(_ assertion: ClaimAssertion) -> NotebookClaim {
      NotebookClaim(
        name: "c", family: "f", quote: "it", source: nil, metric: .accuracy, data: "digits", assertion: assertion)
    }
    let equals = claim(.equals(.configuration("plain"), number, margin: 0.5))
    // 99.20 − 99.05; the 90 % interval reaches 2.919986 · 0.1 / √3 = 0.16859 to both sides: [−0.02, +0.32].
    #expect(warnings("It is ahead by 0.150 points.", claims: [equals]).map { $0.contains("`{c.effect}`") } == [true])
    #expect(warnings("It is ahead by 0.15 points.", claims: [equals]).isEmpty)
    let same = try #require(ClaimedNumber("99.20"))
    var notebook = Fixture.notebook(
      [Fixture.block(.paragraph([paragraph("99.20")]))], configurations: [plain], source: "99.20")
    notebook.claims = [claim(.equals(.configuration("plain"), same, margin: 0.5))]
    let explanation = diagnostics(of: notebook, records).first?.explanation ?? ""
    #expect(explanation.contains("`c` claims this number"))
  }

  @Test("Numbers of images are results, grouped or not; other whole numbers are not")
  func counts() {
    #expect(
      warnings("On 60,000 images.") == ["1:4 60,000 is typed, and is a result: `{data.train-count}`"])
    #expect(warnings("On 60000 images.").count == 1)
    #expect(warnings("On 60\\,000 images, 60,001, 6,0000, 70,000 and 1,200.").isEmpty)
  }

  @Test("A single run's accuracy is told as such, where it is no end of a range")
  func singleRun() {
    let four = Fixture.configuration("four", seeds: [1, 2, 3, 4])
    let records = zip(four.specs, [0.9, 0.9511, 0.9622, 0.99]).map { Fixture.record($0, accuracy: $1) }
    let notebook = Fixture.notebook(
      [Fixture.block(.paragraph([paragraph("95.11 and 96.23")]))], configurations: [four], source: "95.11 and 96.23")
    #expect(
      diagnostics(of: notebook, records).map(\.summary)
        == ["95.11 is typed, and is the accuracy of a single run: four/seed-2"])
  }

  @Test("Many are counted and not all told; without a finished run there is nothing to tell")
  func many() {
    let prose = Array(repeating: "99.20", count: 30).joined(separator: " and ")
    let told = warnings(prose)
    #expect(told.count == 21)
    #expect(told.last?.contains("10 numbers from here on may be typed results too") == true)
    let notebook = Fixture.notebook(
      [Fixture.block(.paragraph([paragraph("99.20")]))], configurations: [plain], source: "99.20")
    #expect(diagnostics(of: notebook, []).isEmpty)
    guard case .nothingToCompareWith = UnboundNumbers.check(notebook, context: Fixture.context([])) else {
      Issue.record("it compares with nothing")
      return
    }
    guard case .compared(let warnings) = UnboundNumbers.check(notebook, context: Fixture.context(records)) else {
      Issue.record("it does not compare")
      return
    }
    #expect(warnings == diagnostics(of: notebook, records))
  }
}
