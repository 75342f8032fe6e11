import Experiment
import Notebook

/// The sides of claims as values by seed.
struct ClaimArms {
  let results: ResultSet
  let metric: ResultReference.Metric

  /// Empty where no run of it has finished.
  func arm(_ reference: ArmReference) -> ClaimArm {
    ClaimArm(name: title(reference), values: values(reference))
  }

  /// A sweep's other configurations, in the plan's order.
  func others(of sweep: String, than reference: ArmReference) -> [ClaimArm] {
    otherReferences(of: sweep, than: reference).map(arm)
  }

  /// What they go by.
  func otherReferences(of sweep: String, than reference: ArmReference) -> [ArmReference] {
    results.configurations(of: sweep).map { ArmReference.configuration($0.configuration.name) }
      .filter { $0 != reference }
  }

  /// The runs that a side is made of, finished or not.
  func runs(_ reference: ArmReference) -> [ReportedRun] {
    switch reference {
    case .configuration(let name):
      results.configurations.first { $0.configuration.name == name }?.runs ?? []
    case .mean(let sweep), .best(let sweep), .maximum(let sweep):
      results.configurations(of: sweep).flatMap(\.runs)
    }
  }

  /// What a reader calls it.
  func title(_ reference: ArmReference) -> String {
    switch reference {
    case .configuration(let name):
      results.configurations.first { $0.configuration.name == name }?.title ?? name
    case .mean(let sweep): "\(label(of: sweep)), mean of its configurations"
    case .best(let sweep): "\(label(of: sweep)), best on the other seeds"
    case .maximum(let sweep): "\(label(of: sweep)), largest of each seed"
    }
  }

  /// Of the cell that a side is of.
  func cellLabel(_ reference: ArmReference) -> String? {
    switch reference {
    case .configuration(let name):
      results.configurations.first { $0.configuration.name == name }?.configuration.cellLabel
    case .mean(let sweep), .best(let sweep), .maximum(let sweep): label(of: sweep)
    }
  }

  private func label(of sweep: String) -> String {
    results.configurations(of: sweep).first?.configuration.cellLabel ?? sweep
  }

  // MARK: - Values

  private func values(_ reference: ArmReference) -> [Int: Double] {
    switch reference {
    case .configuration(let name):
      return results.configurations.first { $0.configuration.name == name }.map(values) ?? [:]
    case .mean(let sweep): return grid(sweep).mapValues { $0.reduce(0, +) / Double($0.count) }
    case .maximum(let sweep): return grid(sweep).compactMapValues { $0.max() }
    case .best(let sweep): return ClaimArms.bestElsewhere(grid(sweep))
    }
  }

  private func values(_ result: ConfigurationResult) -> [Int: Double] {
    Dictionary(
      result.finished.compactMap { record in metric.value(of: record).map { (record.spec.seed, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// The values of all configurations, in the plan's order, by seed; only seeds that every configuration has, since a lacking
  /// one would make seeds differ by more than chance.
  private func grid(_ sweep: String) -> [Int: [Double]] {
    let columns = results.configurations(of: sweep).map(values)
    guard let first = columns.first else { return [:] }
    var grid: [Int: [Double]] = [:]
    for seed in first.keys {
      let row = columns.compactMap { $0[seed] }
      if row.count == columns.count { grid[seed] = row }
    }
    return grid
  }

  /// Each seed's value in the configuration whose mean over the other seeds is the highest, of equals the first: choosing and
  /// measuring on the same seeds would reward luck. Nothing for a single seed, which has no others.
  static func bestElsewhere(_ grid: [Int: [Double]]) -> [Int: Double] {
    guard grid.count > 1, let width = grid.values.first?.count else { return [:] }
    let seeds = grid.keys.sorted()
    var chosen: [Int: Double] = [:]
    for seed in seeds {
      let sums = (0..<width).map { column in
        seeds.reduce(0) { $1 == seed ? $0 : $0 + (grid[$1]?[column] ?? 0) }
      }
      guard let highest = sums.max(), let column = sums.firstIndex(of: highest) else { continue }
      chosen[seed] = grid[seed]?[column]
    }
    return chosen
  }
}
