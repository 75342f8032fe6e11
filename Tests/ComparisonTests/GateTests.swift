import Comparison
import Experiment
import OffprintCore
import Testing

@Suite("Gates")
struct GateTests {
  @Test("A cell that loses half a point under all seeds fails its gate, and only its")
  func loss() throws {
    // Beside the loss each seed has noise of its own.
    let noise = [0.03, -0.02, 0.01]
    let after = Reports.changed { cell, seed in noise[(seed + cell) % 3] - (cell == 1 ? 0.5 : 0) }
    let comparison = Reports.comparison(Reports.usual, after)
    #expect(comparison.outcome == .failed)
    let failed = comparison.gates.filter { $0.verdict == .failed }
    #expect(failed.map(\.title) == ["accuracy of arcface"])
    #expect(try #require(failed.first?.adjusted) <= 0.05)
    #expect(failed.first?.reason.contains("0.49 points lost over 3 seeds") == true, "\(failed)")
  }

  @Test("The same half point under all seeds, without any noise, fails too: also with two seeds")
  func exactLoss() {
    let two = Reports.usual.map { cell in
      var cell = cell
      cell.accuracies.removeLast()
      return cell
    }
    for cells in [Reports.usual, two] {
      let comparison = Reports.comparison(cells, Reports.changed(cells) { _, _ in -0.5 })
      #expect(comparison.gates.filter { $0.verdict == .failed }.count == 3)
    }
  }

  @Test("Noise within the margin does not fail, nor does a gain")
  func noise() {
    let after = Reports.changed { cell, seed in [0.04, -0.05, 0.03][(cell + seed) % 3] - 0.02 }
    let margin = [Gate(.metric("accuracy"), margin: 0.1)]
    #expect(Reports.comparison(Reports.usual, after, gates: margin).outcome == .passed)
    #expect(Reports.comparison(Reports.usual, after).outcome == .passed)
    #expect(Reports.comparison(Reports.usual, Reports.changed { _, _ in 0.5 }).outcome == .passed)
  }

  @Test("A certain loss within the margin passes, and one beyond it fails")
  func margin() {
    let after = Reports.changed { _, seed in seed == 2 ? -0.07 : -0.08 }
    func outcome(_ margin: Double) -> ReportComparison.Outcome {
      Reports.comparison(Reports.usual, after, gates: [Gate(.metric("accuracy"), margin: margin)]).outcome
    }
    #expect(outcome(0.1) == .passed)
    #expect(outcome(0) == .failed)
  }

  @Test("Differences that agree by chance in one image of ten thousand are no certainty")
  func steps() throws {
    let two = Reports.usual.map { cell in
      var cell = cell
      cell.accuracies.removeLast()
      return cell
    }
    let comparison = Reports.comparison(two, Reports.changed(two) { _, _ in -0.01 })
    #expect(comparison.outcome == .passed)
    let metric = try #require(comparison.metrics.first)
    #expect(try #require(metric.probability) > 0.05)
  }

  @Test("One seed cannot tell, whatever it lost")
  func oneSeed() {
    let one = [Reports.Cell(name: "softmax", accuracies: [99.2])]
    let comparison = Reports.comparison(one, Reports.changed(one) { _, _ in -3 })
    #expect(comparison.outcome == .undecided)
    #expect(comparison.gates.first?.verdict == .tooFewSeeds)
  }

  @Test("The same runs pass with one seed: there is nothing to tell")
  func sameRuns() {
    let one = [Reports.Cell(name: "softmax", accuracies: [99.2])]
    #expect(Reports.comparison(one, one).outcome == .passed)
    #expect(Reports.comparison(one, one).isEmpty)
  }

  @Test("Seeds that could not find the loss that the gate asks for cannot tell")
  func detect() {
    let after = Reports.changed { cell, seed in [0.08, -0.09, 0.02][(cell + seed) % 3] }
    func outcome(_ detect: Double) -> ReportComparison.Outcome {
      Reports.comparison(Reports.usual, after, gates: [Gate(.metric("accuracy"), detect: detect)]).outcome
    }
    #expect(outcome(0.05) == .undecided)
    #expect(outcome(5) == .passed)
  }

  @Test("Other data are not compared")
  func otherData() {
    var after = Reports.report(Reports.changed { _, _ in -5 })
    after.data?.digest = String(repeating: "e", count: 64)
    let comparison = ReportComparison(Reports.report(Reports.usual), after)
    #expect(comparison.outcome == .undecided)
    #expect(comparison.metrics.isEmpty)
    #expect(comparison.omissions.first?.contains("different data") == true)
  }

  @Test("A sweep is gated by its mean over configurations")
  func sweep() throws {
    let sweep = [0.3, 0.4, 0.5].map { margin in
      Reports.Cell(name: "margins[loss.margin=\(margin)]", accuracies: [99.1, 99.2, 99.3], margin: margin)
    }
    let after = Reports.changed(sweep) { cell, seed in cell == 1 ? -0.6 : seed == 1 ? 0.01 : 0 }
    let comparison = Reports.comparison(sweep, after)
    #expect(comparison.gates.map(\.title) == ["accuracy of margins", "failed-runs"])
    #expect(comparison.outcome == .failed)
    let mean = try #require(comparison.gates.first?.comparison)
    #expect(mean.subject.configurations == 3)
    #expect((mean.difference + 0.1978).magnitude < 0.001)
    let one = [Gate(.metric("accuracy"), runs: ["margins[loss.margin=0.3]"])]
    #expect(Reports.comparison(sweep, after, gates: one).outcome == .passed)
  }

  @Test("A metric that should be low fails when it rises; one without a better side when it moves")
  func directions() {
    func report(_ metric: Metric, _ values: [Double], _ version: String) -> ReportSnapshot {
      var report = Reports.report([Reports.Cell(name: "a", accuracies: values, version: version)])
      for index in report.runs.indices { report.runs[index].metrics[metric] = values[index] }
      return report
    }
    func outcome(_ metric: Metric, _ shift: Double) -> ReportComparison.Outcome {
      let old = [0.11, 0.12, 0.10]
      let new = zip(old, [0.001, -0.001, 0]).map { $0 + $1 + shift }
      return ReportComparison(
        report(metric, old, "a"), report(metric, new, "b"), gates: [Gate(.metric(metric.rawValue))]
      ).outcome
    }
    #expect(outcome(.trainLoss, 0.05) == .failed)
    #expect(outcome(.trainLoss, -0.05) == .passed)
    #expect(outcome(.intraAngle, 0.05) == .failed)
    #expect(outcome(.intraAngle, -0.05) == .failed)
    #expect(outcome(.intraAngle, 0) == .passed)
  }

  @Test("The second side's gates count, and a change of them is told")
  func declared() {
    var before = Reports.report(Reports.usual)
    var after = Reports.report(Reports.changed { cell, seed in seed == 2 ? -0.51 : -0.5 })
    before.gates = [Gate(.metric("accuracy"))]
    after.gates = [Gate(.metric("accuracy"), margin: 1)]
    let comparison = ReportComparison(before, after)
    #expect(comparison.outcome == .passed)
    #expect(comparison.facts.contains(SettingChange(path: "gate", before: "accuracy", after: "accuracy margin 1")))
    after.gates = nil
    #expect(ReportComparison(before, after).outcome == .failed)
  }

  @Test("A claim that was reproduced and is no more fails the gate on verdicts, and no other")
  func verdicts() {
    var before = Reports.report(Reports.usual)
    before.claims = [
      ReportSnapshot.Claim(name: "better", words: "it is better", verdict: "reproduced", effect: 0.1, seeds: 5)
    ]
    var after = before
    after.claims[0].verdict = "underpowered"
    #expect(ReportComparison(before, after).outcome == .passed)
    #expect(ReportComparison(before, after, gates: [Gate(.verdicts)]).outcome == .failed)
    #expect(ReportComparison(after, before, gates: [Gate(.verdicts)]).outcome == .passed)
    #expect(ReportComparison(before, after).claims.flips.map(\.name) == ["better"])
  }
}
