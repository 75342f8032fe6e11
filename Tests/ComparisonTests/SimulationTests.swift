import Comparison
import Experiment
import OffprintCore
import Testing

/// Gates on reports of known truth: eight cells under some seeds, whose accuracies have a share that the seed brings and one
/// that each run has for itself, counted on 10,000 images.
@Suite("Gates on simulated reports")
struct SimulationTests {
  static let purpose = RandomStream.Purpose("tests of diff")

  /// By cell and seed. The second side has the same seeds, other runs, and `shift` more in its first cell.
  private static func pair(
    _ trial: Int, cells: Int, seeds: Int, own: Double, shift: Double = 0
  )
    -> (before: ReportSnapshot, after: ReportSnapshot)
  {
    var stream = RandomStream(seed: UInt64(trial), purpose: purpose)
    func counted(_ value: Double) -> Double { (min(100, value) * 100).rounded() / 100 }
    var before: [Reports.Cell] = []
    var after: [Reports.Cell] = []
    for index in 0..<cells {
      var old: [Double] = []
      var new: [Double] = []
      for _ in 0..<seeds {
        let common = 98.5 + 0.1 * stream.nextNormal()
        old.append(counted(common + own * stream.nextNormal()))
        new.append(counted(common + own * stream.nextNormal() + (index == 0 ? shift : 0)))
      }
      let name = "cell-\(index)"
      before.append(Reports.Cell(name: name, accuracies: old, margin: Double(index)))
      after.append(Reports.Cell(name: name, accuracies: new, margin: Double(index), version: "b"))
    }
    return (Reports.report(before), Reports.report(after))
  }

  @Test("Under no change at most one pair of reports in twenty fails", arguments: [(3, 8), (5, 8), (10, 3)])
  func null(seeds: Int, cells: Int) {
    let failed = (0..<1000).count { trial in
      let pair = Self.pair(trial, cells: cells, seeds: seeds, own: 0.08)
      return ReportComparison(pair.before, pair.after).outcome == .failed
    }
    #expect(failed <= 50, "\(failed) of 1000")
    // A gate that never fails would hold this, too.
    #expect(failed > 0)
  }

  @Test("A loss of the stated size is found with about the stated probability", arguments: [3, 4, 6, 10])
  func power(seeds: Int) {
    // The standard deviation of a difference of two runs under one seed.
    let deviation = 0.08 * 2.0.squareRoot()
    let cells = 4
    var quantiles = StudentQuantiles()
    let error = deviation / Double(seeds).squareRoot()
    let size = error * quantiles.reach(level: 0.05 / Double(cells), power: 0.8, degrees: seeds - 1)
    let found = (0..<1000).count { trial in
      let pair = Self.pair(10_000 + trial, cells: cells, seeds: seeds, own: 0.08, shift: -size)
      let gates = ReportComparison(pair.before, pair.after).gates
      return gates.first?.verdict == .failed
    }
    #expect((775...860).contains(found), "\(found) of 1000 at \(size)")
  }
}
