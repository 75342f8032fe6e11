import Experiment
import Notebook
import OffprintCore
import Report
import Testing

@Suite struct ReportBuilderTests {
  private func headings(_ document: ReportDocument) -> [String] {
    document.body.compactMap { block in
      guard case .heading(let heading) = block else { return nil }
      return "\(heading.number ?? "") \(heading.title.plainText) #\(heading.anchor)"
    }
  }

  @Test func `sections are numbered by their levels, without gaps and from the top level that is used`() {
    let document = Fixture.build(
      Fixture.notebook([
        Fixture.heading(2, "One"), Fixture.heading(3, "Inner"), Fixture.heading(3, "Inner"),
        Fixture.heading(5, "Jump"), Fixture.heading(2, "Two"), Fixture.heading(3, "Über α"),
      ]))
    #expect(
      headings(document) == [
        "1 One #one", "1.1 Inner #inner", "1.2 Inner #inner-2", "1.2.1 Jump #jump", "2 Two #two", "2.1 Über α #uber",
      ])
  }

  @Test func `a label keeps its name even where an earlier title reads alike`() {
    let document = Fixture.build(
      Fixture.notebook([
        Fixture.heading(1, "Sec method"), Fixture.heading(1, "How", label: "sec-method"),
        Fixture.heading(1, "Reproducibility"), Fixture.heading(1, "???"),
      ]))
    #expect(
      headings(document) == [
        "1 Sec method #sec-method-2", "2 How #sec-method", "3 Reproducibility #reproducibility-2", "4 ??? #part",
      ])
  }

  @Test func `references before and after what they refer to say its number`() {
    let notebook = Fixture.notebook(
      [
        Fixture.paragraph(
          .crossReference("tbl-b"), .text(" "), .crossReference("sec-end"), .text(" "), .crossReference("fig-a")),
        Fixture.cell(.table, "tbl-a"), Fixture.cell(.table, "tbl-b"), Fixture.cell(.figure, "fig-a"),
        Fixture.heading(1, "Start"), Fixture.heading(2, "End", label: "sec-end"),
      ],
      cells: [
        Fixture.table("tbl-a", runs: [], columns: []), Fixture.table("tbl-b", runs: [], columns: []),
        Fixture.sphere("fig-a", runs: []),
      ])
    let document = Fixture.build(notebook)
    #expect(document.body.first.map(text) == "Table\u{A0}2 Section\u{A0}1.1 Figure\u{A0}1")
    #expect(document.tables.map(\.label) == ["Table\u{A0}1", "Table\u{A0}2"])
  }

  private func text(_ block: ReportBlock) -> String? {
    if case .paragraph(let inlines) = block { inlines.plainText } else { nil }
  }

  @Test func `a figure without runs leaves a notice in its place, with its anchor`() {
    let notebook = Fixture.notebook(
      [Fixture.cell(.figure, "fig-a")], configurations: [Fixture.configuration("arcface")],
      cells: [Fixture.sphere("fig-a", runs: ["arcface"])])
    let (document, diagnostics) = ReportBuilder.build(notebook, context: Fixture.context())
    guard case .notice(let notice)? = document.body.first else {
      Issue.record("there is no notice")
      return
    }
    #expect(notice.anchor == "fig-a")
    #expect(notice.title == "Figure 1 could not be drawn")
    #expect(diagnostics.map(\.identifier) == ["figure-not-drawn"])
  }

  @Test func `a sphere shows the first seed that finished, and says where that is not the first`() throws {
    let softmax = Fixture.configuration("softmax", label: "Softmax", margin: 0)
    let arcface = Fixture.configuration("arcface", label: "ArcFace")
    let missing = Fixture.configuration("cosface", label: "CosFace", margin: 0.3)
    let records = [
      Fixture.record(softmax.specs[0], accuracy: 0.99), Fixture.failure(arcface.specs[0]),
      Fixture.record(arcface.specs[1], accuracy: 0.98),
    ]
    let notebook = Fixture.notebook(
      [Fixture.cell(.figure, "fig-a")], configurations: [softmax, arcface, missing],
      cells: [Fixture.sphere("fig-a", runs: ["softmax", "arcface", "cosface"], alt: "Two spheres.")])
    let figure = try #require(Fixture.build(notebook, Fixture.context(records)).figures.first)
    let note = try #require(figure.captionNote)
    #expect(note.contains("Softmax: seed 1; ArcFace: seed 2."))
    #expect(note.contains("The first seed of ArcFace did not finish."))
    #expect(note.contains("Not shown, for lack of a finished run: CosFace."))
    #expect(figure.alternativeText == "Two spheres.")
  }

  @Test func `failed and missing runs stand at the top, each once though two cells share it`() {
    let arcface = Fixture.configuration("arcface", label: "ArcFace")
    let twin = Fixture.configuration("twin", label: "Twin")
    let records = [Fixture.failure(arcface.specs[0], reason: "the loss is not a number")]
    let document = Fixture.build(
      Fixture.notebook([], configurations: [arcface, twin]), Fixture.context(records))
    #expect(document.notices.map(\.title) == ["1 of 3 runs failed", "2 of 3 runs not stored yet"])
    #expect(
      document.notices.first?.items.map(\.plainText) == [
        "ArcFace, seed 1: stopped in epoch 2 at step 41. The loss is not a number."
      ])
    #expect(document.notices.last?.items.map(\.plainText) == ["ArcFace, seeds 2, 3"])
    #expect(document.reproducibility.runCount == 3)
  }

  @Test func `a report with every run has no notices`() {
    let arcface = Fixture.configuration("arcface")
    let records = arcface.specs.map { Fixture.record($0, accuracy: 0.99) }
    #expect(Fixture.build(Fixture.notebook([], configurations: [arcface]), Fixture.context(records)).notices.isEmpty)
  }

  @Test(arguments: [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)", "data:text/html,x",
    "vbscript:x", "file:///etc/passwd", "//example.org/x", "page.html", "", "#nowhere", "\u{1}javascript:alert(1)",
  ])
  func `a link that could do harm or leads nowhere keeps only its words`(destination: String) {
    let notebook = Fixture.notebook([
      Fixture.paragraph(.link(destination: destination, title: "", [Fixture.text("words")]))
    ])
    let (document, diagnostics) = ReportBuilder.build(notebook, context: Fixture.context())
    #expect(document.body == [.paragraph([.text("words")])])
    #expect(diagnostics.count == 1)
  }

  @Test func `links to the web, by mail and within the notebook are kept`() {
    let destinations = ["https://example.org/a?b=c&d", "mailto:a@example.org", "doi:10.1000/1", "#sec-a"]
    let notebook = Fixture.notebook(
      [Fixture.heading(1, "A", label: "sec-a")]
        + destinations.map { Fixture.paragraph(.link(destination: $0, title: "", [Fixture.text("words")])) })
    let (document, diagnostics) = ReportBuilder.build(notebook, context: Fixture.context())
    let kept = document.body.compactMap { block -> String? in
      guard case .paragraph(let inlines) = block, case .link(let destination, _)? = inlines.first else { return nil }
      return destination
    }
    #expect(
      kept == ["https://example.org/a?b=c&d", "mailto:a@example.org", "https://doi.org/10.1000/1", "#sec-a"])
    #expect(diagnostics.isEmpty)
  }

  @Test func `a cell's source is what stands between its fences`() {
    let source = "text\n```{train} arcface\nmodel: cnn4\nloss: arcface\n```\n"
    let notebook = Fixture.notebook(
      [Fixture.cell(.train, "arcface", lines: 2...5)], cells: [], source: source)
    guard case .cell(let listing)? = Fixture.build(notebook).body.first else {
      Issue.record("there is no cell")
      return
    }
    #expect(listing.source == "model: cnn4\nloss: arcface")
    #expect(listing.anchor == "cell-arcface")
  }
}
