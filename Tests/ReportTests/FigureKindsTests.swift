import Experiment
import Foundation
import Interop
import Notebook
import OffprintCore
import Plotting
import Report
import Testing

@Suite("Figures of every kind") struct FigureKindsTests {
  /// Two train cells and a sweep of four margins, three seeds each.
  private static let configurations: [Configuration] =
    [
      Fixture.configuration("softmax", label: "Softmax"),
      Fixture.configuration("arcface", label: "ArcFace", margin: 0.3),
    ]
    + [0.1, 0.2, 0.4, 0.45].map { Fixture.configuration("margins", label: "Margins", margin: $0, isSwept: true) }

  private static func records(_ configurations: [Configuration]) -> [RunRecord] {
    configurations.enumerated().flatMap { index, configuration in
      configuration.specs.map {
        Fixture.record($0, accuracy: 0.98 + 0.002 * Double(index) + 0.001 * Double($0.seed))
      }
    }
  }

  private func input(
    _ plot: Setting, runs: [String] = ["softmax", "arcface", "margins"], lacking: Bool = false
  ) -> FigureInput {
    var records = Self.records(Self.configurations)
    if lacking { records.removeAll { $0.spec.seed == 3 || $0.spec.loss["margin"] == 0.1 } }
    let results = ResultSet(plan: Plan(configurations: Self.configurations), context: Fixture.context(records))
    return FigureInput(
      plot: plot, configurations: runs.flatMap(results.configurations(of:)),
      features: MeasuredFeatures(embeddings: Fixture.embeddings),
      targetLogit: { loss, angle in
        loss["name"] == "arcface" ? TargetLogitSample(value: cos(angle), slope: sin(angle)) : nil
      }, others: results.configurations(of:), typesetter: Typesetter())
  }

  private static let plots: [Setting] = [
    [
      "name": "scatter", "x": "loss.margin", "y": "accuracy", "x-scale": "linear", "y-scale": "linear", "seeds": true,
      "interval": "t",
    ],
    [
      "name": "intervals", "metric": "accuracy", "interval": "t", "order": "given", "seeds": true,
      "reference-label": "The paper", "baseline": "softmax", "reference": [98, 98.1, 98.2, "none", 98.4, 95.9],
    ],
    [
      "name": "bar", "metric": "error", "interval": "sd", "order": "ascending", "seeds": false, "direction": "auto",
      "from": 0,
    ],
    ["name": "heat-map", "metric": "accuracy", "x": "loss.margin", "y": "loss.name", "numbers": true],
    ["name": "histogram", "of": "angle", "height": "share", "scale": "linear"],
    ["name": "histogram", "of": "accuracy", "height": "count", "scale": "linear"],
    ["name": "confusion-matrix", "numbers": "counts"],
    ["name": "function-curves", "function": "target-logit", "margins": []],
    [
      "name": "small-multiples", "split": "loss.margin",
      "each": ["name": "learning-curves", "metric": "test-accuracy", "scale": "linear", "spread": "seeds"],
    ],
    ["name": "small-multiples", "each": ["name": "histogram", "of": "gap", "height": "share", "scale": "linear"]],
    [
      "name": "small-multiples",
      "each": [
        "name": "scatter", "x": "train-accuracy", "y": "error", "x-scale": "linear", "y-scale": "linear", "seeds": true,
        "interval": "none",
      ],
    ],
    ["name": "learning-curves", "metric": "loss", "scale": "log", "spread": "band"],
  ]

  @Test(arguments: plots) func `are drawn from runs, with words, data and a table`(plot: Setting) throws {
    let content = try FigureRegistry.content(for: input(plot))
    #expect(content.drawing.summary.count > 30 && content.drawing.size.width > 300)
    #expect(content.narrowDrawing != nil)
    #expect(!(try #require(content.table)).rows.isEmpty)
    #expect(content.data["plot"] == plot["name"])
  }

  @Test(arguments: plots) func `say which runs they lack`(plot: Setting) throws {
    let content = try FigureRegistry.content(for: input(plot, lacking: true))
    guard plot["name"] != "function-curves" else { return }
    #expect(try #require(content.note).contains("not stored yet"))
  }

  @Test(arguments: plots) func `without any run they give a reason`(plot: Setting) throws {
    var empty = input(plot)
    empty.configurations =
      ResultSet(plan: Plan(configurations: Self.configurations), context: Fixture.context([]))
      .configurations
    guard plot["name"] != "function-curves" else { return }
    let error = #expect(throws: FigureUnavailable.self) { try FigureRegistry.content(for: empty) }
    #expect(error?.reason.hasSuffix(".") ?? false)
  }

  @Test func `metrics on axes are those of results`() {
    #expect(Quantity.metrics == ResultReference.Metric.allCases.map(\.rawValue))
  }

  @Test func `intervals are t intervals of the mean, in percent`() throws {
    let plot = Self.plots[1]
    let rows = try #require(try FigureRegistry.content(for: input(plot)).table).rows
    let first = try #require(rows.first)
    // Accuracies 98.1, 98.2, 98.3: mean 98.2, sd 0.1, t(0.975, 2) = 4.302653, half width 0.248414.
    guard case .number(let mean)? = first[4], case .number(let low)? = first[5], case .number(let high)? = first[6]
    else {
      Issue.record("no interval in \(first)")
      return
    }
    #expect((mean - 98.2).magnitude < 1e-9)
    #expect((low - 97.951586).magnitude < 1e-5 && (high - 98.448414).magnitude < 1e-5)
    #expect(first[7] == 98)
  }

  @Test func `angles are those between features and the weight of their class`() throws {
    let plot = Self.plots[4]
    let content = try FigureRegistry.content(for: input(plot, runs: ["arcface"]))
    // The first image: (1, 0, 0.3) against (1, 0, 0.3), and three seeds of forty images.
    guard case .list(let totals)? = content.data["totals"] else {
      Issue.record("no totals")
      return
    }
    #expect(totals.first?["count"] == 120)
    let rows = try #require(content.table).rows
    #expect(rows.first?[1] == 0, "the smallest angle is 0")
    #expect(try #require(content.note).contains("Test images of 3 seeds together."))
  }

  @Test func `references must be as many as rows, and settings on an axis numbers`() throws {
    let wrong = Self.plots[1].replacing(path: "reference", with: [98])
    #expect(throws: FigureUnavailable.self) { try FigureRegistry.content(for: input(wrong)) }
    let words = Self.plots[0].replacing(path: "x", with: "loss")
    let error = #expect(throws: FigureUnavailable.self) { try FigureRegistry.content(for: input(words)) }
    #expect(error?.reason.contains("arcface") ?? false)
  }

  @Test func `each is in the report's files, its table as comma-separated values`() throws {
    let cell = CheckedCell(
      kind: .figure, name: "fig-bars", label: "fig-bars",
      setting: [
        "plot": Self.plots[2].replacing(path: "runs", with: ["softmax", "arcface"]), "width": 0.5,
        "letters": "outlines",
      ],
      caption: [Fixture.text("Errors.")])
    let notebook = Fixture.notebook(
      [Fixture.cell(.figure, "fig-bars")], configurations: Self.configurations, cells: [cell])
    let document = Fixture.build(notebook, Fixture.context(Self.records(Self.configurations)))
    let figure = try #require(document.figures.first)
    #expect(figure.drawing.size.width < 240, "drawn for half a column")
    let files = try ReportWriter.files(for: document, formats: [])
    let csv = try #require(files.first { $0.path == "figures/fig-bars.csv" })
    #expect(
      String(decoding: csv.bytes, as: UTF8.self).hasPrefix("group,configuration,kind,seed,error,low,high,reference\n"))
    let svg = try #require(files.first { $0.path == "figures/fig-bars.svg" })
    #expect(!String(decoding: svg.bytes, as: UTF8.self).contains("<text"))
  }
}
