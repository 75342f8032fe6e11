import Experiment
import Notebook
import OffprintCore
import Report

/// A report that has one of everything.
enum PageFixture {
  static let configurations = [
    Fixture.configuration("softmax", label: "Softmax", margin: 0), Fixture.configuration("arcface", label: "ArcFace"),
    Fixture.configuration("cosface", label: "CosFace", margin: 0.35),
  ]

  /// Softmax finished, one run of ArcFace failed, CosFace was never trained.
  static var records: [RunRecord] {
    let accuracies = [0.9917, 0.9912, 0.9921]
    return zip(configurations[0].specs, accuracies).map { Fixture.record($0, accuracy: $1) }
      + zip(configurations[1].specs.dropFirst(), accuracies).map { Fixture.record($0, accuracy: $1) }
      + [Fixture.failure(configurations[1].specs[0])]
  }

  static var notebook: CheckedNotebook {
    let source = "a\n```{train} softmax\nmodel: small\nloss: <softmax>\n```"
    return Fixture.notebook(
      [
        Fixture.heading(1, "Method", label: "sec-method"),
        Fixture.paragraph(
          .text("See "), .crossReference("fig-sphere"), .text(", "), .crossReference("tbl-all"), .text(" and "),
          .crossReference("sec-method"), .text(": softmax reaches "), .result("softmax.accuracy"),
          .text(" % and ArcFace "),
          .result("arcface.accuracy"), .text(" %, CosFace "), .result("cosface.accuracy"), .text(" %.")),
        Fixture.cell(.train, "softmax", lines: 2...5), Fixture.cell(.train, "arcface"),
        Fixture.heading(2, "Details"),
        Fixture.block(
          .list(
            ListBlock(
              start: 3, isTight: true,
              items: [[Fixture.paragraph(.strong([Fixture.text("bold")]))], [Fixture.paragraph(.code("code"))]]))),
        Fixture.block(.quote([Fixture.paragraph(.emphasis([Fixture.text("quoted")]), .hardBreak, .text("twice"))])),
        Fixture.block(.code(info: "python", text: "a < b\n")), Fixture.block(.thematicBreak),
        Fixture.cell(.figure, "fig-sphere"), Fixture.cell(.table, "tbl-all"), Fixture.cell(.figure, "fig-lost"),
        Fixture.block(
          .table(
            TableBlock(
              alignments: [.none, .right], header: [[Fixture.text("name")], [Fixture.text("value")]],
              rows: [[[Fixture.text("s")], [Fixture.text("30")]]]))),
        Fixture.paragraph(.link(destination: "https://example.org/?a=1&b=2", title: "", [Fixture.text("a link")])),
      ],
      configurations: configurations,
      cells: [
        Fixture.sphere("fig-sphere", runs: ["softmax", "arcface"], caption: "Features on the sphere."),
        Fixture.table("tbl-all", runs: ["softmax", "arcface", "cosface"], columns: ["accuracy", "seeds", "range"]),
        Fixture.sphere("fig-lost", runs: ["cosface"], caption: "Nothing yet."),
      ],
      results: [
        "softmax.accuracy": Fixture.mean("softmax"), "arcface.accuracy": Fixture.mean("arcface"),
        "cosface.accuracy": Fixture.mean("cosface"),
      ], source: source, abstract: [[Fixture.text("What was found.")]],
      authors: [FrontMatter.Author(name: "Ada Lovelace", affiliation: "Analytical Engines")])
  }

  static let skipped = [DataStatement.Skipped(name: "mnist", reason: "the mirrors could not be reached")]

  static func document(skipped: [DataStatement.Skipped] = skipped) -> ReportDocument {
    Fixture.build(notebook, Fixture.context(records, skipped: skipped))
  }
}
