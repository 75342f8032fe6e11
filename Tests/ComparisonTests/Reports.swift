import Comparison
import Experiment
import OffprintCore

/// Reports made by hand: cells with an accuracy for each seed.
enum Reports {
  /// What one report says; the rest follows.
  struct Cell {
    var name: String
    /// By seed, from 1; in percent.
    var accuracies: [Double]
    var margin = 0.5
    var failed: Set<Int> = []
    var missing: Set<Int> = []
    /// Part of each run's identity.
    var version = "a"
  }

  static func report(_ cells: [Cell], name: String = "report", testCount: Int? = 10_000) -> ReportSnapshot {
    var report = ReportSnapshot(name: name, origin: .results, title: "A report")
    report.data = ReportSnapshot.Data(name: "digits", digest: String(repeating: "d", count: 64), testCount: testCount)
    for cell in cells {
      let base = cell.name.firstIndex(of: "[").map { String(cell.name[..<$0]) } ?? cell.name
      report.configurations.append(
        ReportSnapshot.Configuration(
          name: cell.name, cell: base, label: cell.name,
          settings: ["epochs": 20, "loss": ["name": "arcface", "scale": 30, "margin": .number(cell.margin)]]))
      for (index, accuracy) in cell.accuracies.enumerated() {
        report.runs.append(run(cell, seed: index + 1, accuracy))
      }
    }
    return report
  }

  private static func run(_ cell: Cell, seed: Int, _ accuracy: Double) -> ReportSnapshot.Run {
    let status: ReportSnapshot.Run.Status =
      cell.failed.contains(seed) ? .failed : cell.missing.contains(seed) ? .missing : .finished
    let id = ContentHash(ofText: "\(cell.margin) \(seed) \(cell.version)").hexadecimal
    return ReportSnapshot.Run(
      configuration: cell.name, seed: seed, status: status, id: id,
      weights: status == .finished ? ContentHash(ofText: "\(id) weights").hexadecimal : nil,
      metrics: status == .finished ? [.accuracy: accuracy] : [:],
      failure: status == .failed ? "epoch 2, step 7: the loss is not a number" : nil)
  }

  /// Three cells of three seeds.
  static let usual = [
    Cell(name: "softmax", accuracies: [99.23, 99.24, 99.21], margin: 0),
    Cell(name: "arcface", accuracies: [99.14, 99.19, 99.31]),
    Cell(name: "cosface", accuracies: [99.20, 99.11, 99.28], margin: 0.35),
  ]

  /// The same after other settings: other runs, moved by `shift` points.
  static func changed(_ cells: [Cell] = usual, by shift: (_ cell: Int, _ seed: Int) -> Double) -> [Cell] {
    cells.enumerated().map { index, cell in
      var cell = cell
      cell.version = "b"
      cell.accuracies = cell.accuracies.enumerated().map { seed, value in
        ((value + shift(index, seed + 1)) * 100).rounded() / 100
      }
      return cell
    }
  }

  static func comparison(_ before: [Cell], _ after: [Cell], gates: [Gate]? = nil) -> ReportComparison {
    ReportComparison(report(before, name: "old"), report(after, name: "new"), gates: gates)
  }
}
