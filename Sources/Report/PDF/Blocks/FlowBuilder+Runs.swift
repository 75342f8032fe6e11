import Experiment
import OffprintCore

/// The list of runs at the report's end: each of them, or where that would fill pages, each configuration with its seeds.
extension FlowBuilder {
  /// About two pages of rows. The page and `results.json` have every run, however many there are.
  private static let mostRuns = 100

  mutating func runs() {
    guard !document.runs.isEmpty else { return }
    title("Runs", anchor: "pdf-runs")
    let all = document.runs
    guard all.count <= Self.mostRuns else { return configurations(all) }
    let hasTrouble = all.contains { $0.status != "finished" }
    // Many runs with short names stand in two halves side by side, which takes half the pages.
    let isPaired =
      !hasTrouble && column.width > 400 && all.count >= 12 && all.allSatisfy { $0.label.count <= 18 }
    let columns = Self.runColumns(hasTrouble: hasTrouble, isPaired: isPaired)
    var rows = all.map { Self.row($0, hasTrouble: hasTrouble, isPaired: isPaired) }
    if isPaired {
      let half = (rows.count + 1) / 2
      let empty = columns.map { _ in ReportTable.Cell([]) }
      rows = (0..<half).map { index in
        rows[index] + [.init([.text("\u{2003}")])] + (index + half < rows.count ? rows[index + half] : empty)
      }
    }
    set(in: style.small) { builder in
      builder.paragraph(
        [.text("Test accuracy after the last epoch, and the first digits of the SHA-256 of the weights.")],
        "runs.about",
        indent: 0)
    }
    keep()
    let gutter = ReportTable.Column(title: [], alignment: .leading)
    table(
      ReportTable(
        number: nil, anchor: nil, caption: [], columns: isPaired ? columns + [gutter] + columns : columns, rows: rows),
      "runs")
  }

  private static func runColumns(hasTrouble: Bool, isPaired: Bool) -> [ReportTable.Column] {
    var columns: [ReportTable.Column] = [
      .init(title: [.text("Run")], alignment: .leading), .init(title: [.text("Seed")], alignment: .trailing),
      .init(title: [.text(isPaired ? "Acc., %" : "Accuracy, %")], alignment: .decimal),
    ]
    if hasTrouble { columns.append(.init(title: [.text("Outcome")], alignment: .leading)) }
    columns.append(.init(title: [.text("Weights")], alignment: .leading))
    return columns
  }

  private static func row(_ run: ReportedRun, hasTrouble: Bool, isPaired: Bool) -> [ReportTable.Cell] {
    // In halves a label is short enough to stay on its line, and a name cut at its hyphen reads badly.
    let label = isPaired ? String(run.label.map { $0 == " " ? "\u{A0}" : $0 == "-" ? "\u{2011}" : $0 }) : run.label
    var row: [ReportTable.Cell] = [
      .init([.text(label)]), .init([.text(String(run.spec.seed))]),
      .init([.text(run.record?.accuracy.map(percent) ?? PrintedNumber.none)]),
    ]
    if hasTrouble { row.append(.init([.text(outcome(run))])) }
    let digest = run.record?.weightsDigest.map { String($0.hexadecimal.prefix(isPaired ? 10 : 16)) }
    row.append(.init([digest.map { .code($0) } ?? .text("–")]))
    return row
  }

  /// With two decimals, of a part of one.
  private static func percent(_ accuracy: Double) -> String {
    PrintedNumber.fixed(ResultsFile.percent(accuracy), decimals: 2)
  }

  private static func outcome(_ run: ReportedRun) -> String {
    guard let record = run.record else { return "not stored yet" }
    switch record.status {
    case .finished: return "finished"
    case .failed(let failure):
      return "stopped in epoch \(failure.epoch), step \(failure.step): \(failure.reason)"
    }
  }

  // MARK: Configurations

  /// A row for each configuration: its seeds, and how far their accuracies spread.
  private mutating func configurations(_ runs: [ReportedRun]) {
    let count = Digits.grouped(document.reproducibility.runCount)
    set(in: style.small) { builder in
      builder.paragraph(
        [
          .text(
            "All \(count) runs by configuration, with test accuracies after the last epoch in percent. "
              + "Each run, with the digest of its weights, is in the report’s page and in "),
          .code("results.json"), .text("."),
        ], "runs.about", indent: 0)
    }
    keep()
    let groups = ReportedRun.byConfiguration(runs)
    let hasTrouble = runs.contains { $0.status != "finished" }
    var columns: [ReportTable.Column] = [
      .init(title: [.text("Configuration")], alignment: .leading, isProse: true),
      .init(title: [.text("Seeds")], alignment: .leading), .init(title: [.text("Mean")], alignment: .decimal),
      .init(title: [.text("Lowest")], alignment: .decimal), .init(title: [.text("Highest")], alignment: .decimal),
    ]
    if hasTrouble { columns.append(.init(title: [.text("Outcome")], alignment: .leading)) }
    table(
      ReportTable(
        number: nil, anchor: nil, caption: [], columns: columns,
        rows: groups.map { Self.row($0, hasTrouble: hasTrouble) }),
      "runs")
  }

  private static func row(_ group: [ReportedRun], hasTrouble: Bool) -> [ReportTable.Cell] {
    let accuracies = group.compactMap { $0.record?.accuracy }.filter(\.isFinite)
    let mean = accuracies.isEmpty ? nil : accuracies.reduce(0, +) / Double(accuracies.count)
    var row: [ReportTable.Cell] = [
      .init([.text(group[0].label)]), .init([.text(SeedText.list(group.map(\.spec.seed)))]),
    ]
    for value in [mean, accuracies.min(), accuracies.max()] {
      row.append(.init([.text(value.map(percent) ?? PrintedNumber.none)]))
    }
    if hasTrouble { row.append(.init([.text(group.shortfall ?? "finished")])) }
    return row
  }
}
