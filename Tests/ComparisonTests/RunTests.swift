import Comparison
import Experiment
import OffprintCore
import Testing

@Suite("Runs and settings compared")
struct RunTests {
  @Test("A renamed cell is known by its settings, and its metrics are compared under its new name")
  func renamed() {
    var after = Reports.usual
    after[1].name = "arc"
    let comparison = Reports.comparison(Reports.usual, after)
    #expect(comparison.runs.renamed.map { [$0.before, $0.after] } == [["arcface", "arc"]])
    #expect(comparison.runs.added.isEmpty && comparison.runs.removed.isEmpty)
    #expect(comparison.runs.identical == 9)
    #expect(comparison.metrics.contains { $0.subject.name == "arc" && $0.isIdentical })
    #expect(comparison.outcome == .passed)
  }

  @Test("A renamed cell is known where all cells changed one setting alike, and by its label")
  func renamedAndChanged() {
    var before = Reports.report(Reports.usual)
    var cells = Reports.usual
    cells[1].name = "arc"
    var after = Reports.report(cells)
    for index in after.configurations.indices {
      after.configurations[index].settings = after.configurations[index].settings?.replacing(path: "epochs", with: 10)
    }
    #expect(ReportComparison(before, after).runs.renamed.map(\.after) == ["arc"])
    after.configurations[1].settings = ["epochs": 3]
    #expect(ReportComparison(before, after).runs.renamed.isEmpty)
    before.configurations[1].label = "ArcFace"
    after.configurations[1].label = "ArcFace"
    #expect(ReportComparison(before, after).runs.renamed.map(\.after) == ["arc"])
  }

  @Test("A cell with another name and other settings is one that went and one that came")
  func replaced() {
    var after = Reports.usual
    after[1].name = "arc"
    after[1].margin = 0.45
    let comparison = Reports.comparison(Reports.usual, after)
    #expect(comparison.runs.removed.map(\.name) == ["arcface"])
    #expect(comparison.runs.added.map(\.name) == ["arc"] && comparison.runs.added.map(\.seeds) == [[1, 2, 3]])
  }

  @Test("A seed that is gone is named, and the others are compared")
  func missingSeed() throws {
    var after = Reports.changed { _, seed in seed == 1 ? -0.02 : 0.01 }
    after[0].accuracies.removeLast()
    after[2].missing = [2]
    let comparison = Reports.comparison(Reports.usual, after)
    let seeds = try #require(comparison.runs.seeds.first)
    #expect(seeds.configuration == "softmax" && seeds.added.isEmpty && seeds.removed == [3])
    let change = try #require(comparison.runs.changes.first)
    #expect(comparison.runs.changes.count == 1)
    #expect(change.configuration == "cosface" && change.seed == 2 && change.kind == .lost)
    #expect(comparison.metrics.map(\.pairs) == [2, 3, 2])
    #expect(comparison.outcome == .passed)
  }

  @Test("A run that finished and now fails is named with its reason and fails the gate")
  func failed() throws {
    var after = Reports.usual
    after[0].failed = [2]
    let comparison = Reports.comparison(Reports.usual, after)
    let change = try #require(comparison.runs.changes.first)
    #expect(change.kind == .failed && change.seed == 2 && change.reason?.contains("not a number") == true)
    #expect(comparison.outcome == .failed)
    #expect(comparison.gates.filter { $0.verdict == .failed }.map(\.title) == ["failed-runs"])
    let back = Reports.comparison(after, Reports.usual)
    #expect(back.runs.changes.first?.kind == .recovered)
    #expect(back.outcome == .passed)
    #expect(Reports.comparison(after, after).outcome == .passed)
  }

  @Test("One identity with two results is told")
  func unrepeatable() {
    var after = Reports.report(Reports.usual)
    after.runs[0].metrics[.accuracy] = 98
    let comparison = ReportComparison(Reports.report(Reports.usual), after)
    #expect(comparison.runs.changes.map(\.kind) == [.unrepeatable])
    #expect(comparison.runs.identical == 8)
  }

  @Test("Settings are compared key by key, and a change that many share is told once")
  func settings() {
    var before = Reports.report(Reports.usual)
    var after = before
    let layers: Setting = ["layers": [["name": "conv", "channels": 8], ["name": "embedding", "size": 64]]]
    let more: Setting = [
      "layers": [
        ["name": "conv", "channels": 8], ["name": "conv", "channels": 16], ["name": "embedding", "size": 3],
      ]
    ]
    for index in before.configurations.indices {
      let settings = before.configurations[index].settings ?? .map([:])
      before.configurations[index].settings = settings.replacing(path: "model", with: layers)
      after.configurations[index].settings = settings.replacing(path: "model", with: index == 0 ? more : layers)
        .replacing(path: "epochs", with: 10)
    }
    let groups = ReportComparison(before, after).settings
    let epochs = groups.first { $0.change.path == "epochs" }
    #expect(epochs?.change == SettingChange(path: "epochs", before: "20", after: "10"))
    #expect(epochs?.configurations == ["softmax", "arcface", "cosface"])
    #expect(
      groups.filter { $0.configurations == ["softmax"] }.map(\.change) == [
        SettingChange(path: "model.layers.1", before: "embedding (size 64)", after: "conv (channels 16)"),
        SettingChange(path: "model.layers.2", before: nil, after: "embedding (size 3)"),
      ])
  }

  @Test("Two runs by themselves are compared whatever their settings")
  func twoRuns() {
    func run(_ margin: Double) -> ReportSnapshot {
      var side = Reports.report([Reports.Cell(name: "run", accuracies: [99], margin: margin)])
      side.origin = .run
      return side
    }
    let comparison = ReportComparison(run(0.4), run(0.5))
    #expect(comparison.settings.map(\.change.path) == ["loss.margin"])
    #expect(comparison.metrics.count == 1)
    #expect(comparison.outcome == .undecided)
    var other = run(0.5)
    other.runs[0].seed = 7
    #expect(ReportComparison(run(0.4), other).metrics.count == 1)
  }
}
