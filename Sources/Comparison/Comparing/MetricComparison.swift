import Experiment

/// A metric of one subject before and after, over the seeds that both sides have.
package struct MetricComparison: Hashable, Sendable {
  /// A cell, or a configuration of a sweep.
  package struct Subject: Hashable, Sendable {
    /// `arcface`, `margins`, `margins[loss.margin=0.4]`.
    package var name: String
    package var label: String
    package var cell: String
    /// Of how many configurations it is the mean: more than 1 for a sweep.
    package var configurations: Int

    package init(name: String, label: String, cell: String, configurations: Int = 1) {
      self.name = name
      self.label = label
      self.cell = cell
      self.configurations = configurations
    }

    /// Whether it is one configuration of a sweep.
    package var isSwept: Bool { name != cell }
  }

  package var subject: Subject
  package var metric: Metric
  /// Means over the pairs.
  package var before: Double
  package var after: Double
  package var pairs: Int
  /// Of the difference, at 95 %; nil below two pairs.
  package var interval: ClosedRange<Double>?
  /// Two-sided; nil below two pairs.
  package var probability: Double?
  /// Corrected by Holm's method over the cells of the metric, or within a sweep over its configurations.
  package var adjusted: Double?
  /// The smallest difference that so many pairs find, two-sided at 5 %, with a probability of 80 %.
  package var detectable: Double?
  /// All pairs are one run each: nothing to test.
  package var isIdentical: Bool
  /// By seed, after less before.
  package var differences: [Int: Double]

  package var difference: Double { after - before }

  /// Whether it moved the wrong way.
  package var isLoss: Bool { MetricComparison.loss(of: difference, metric) > 0 }

  package var isSignificant: Bool { (adjusted ?? 1) <= 0.05 }

  /// How much is lost by `difference`; a metric that has no better side loses by any.
  static func loss(of difference: Double, _ metric: Metric) -> Double {
    switch metric.direction {
    case .higher: -difference
    case .lower: difference
    case .same: difference.magnitude
    }
  }
}

/// Compares the metrics of paired configurations.
struct MetricComparer {
  private let pairing: Pairing
  private let old: RunTable
  private let new: RunTable
  private let likeness: Likeness
  /// Distance of neighbouring accuracies, in points; 0 where the number of test images is not known.
  private let accuracyStep: Double
  private var quantiles = StudentQuantiles()

  init(_ before: ReportSnapshot, _ after: ReportSnapshot, _ pairing: Pairing, _ old: RunTable, _ new: RunTable) {
    self.pairing = pairing
    self.old = old
    self.new = new
    likeness = Likeness(before, after)
    accuracyStep = (after.data?.testCount ?? before.data?.testCount).map { $0 > 0 ? 100 / Double($0) : 0 } ?? 0
  }

  /// Cells first, in the second side's order, each metric in the order of `Metric`; then the configurations of sweeps.
  mutating func all() -> [MetricComparison] {
    Metric.allCases.filter { $0 != .error }.flatMap { metric in
      let cells = corrected(cells.compactMap { comparison(of: $0, metric) })
      let swept = sweeps.flatMap { sweep in corrected(sweep.compactMap { comparison(of: [$0], metric) }) }
      return cells + swept
    }
  }

  /// Of the cells, or configurations, named `name`; nil where there is no such thing on both sides.
  func group(named name: String) -> [Pairing.Pair]? {
    if let cell = cells.first(where: { $0[0].after.cell == name }) { return cell }
    return pairing.pairs.first { $0.name == name }.map { [$0] }
  }

  /// Whether only the second side has a cell or a configuration of that name.
  func isNew(_ name: String) -> Bool { pairing.added.contains { $0.name == name || $0.cell == name } }

  /// The pairs of each cell.
  var cells: [[Pairing.Pair]] {
    var order: [String] = []
    var groups: [String: [Pairing.Pair]] = [:]
    for pair in pairing.pairs {
      if groups[pair.after.cell] == nil { order.append(pair.after.cell) }
      groups[pair.after.cell, default: []].append(pair)
    }
    return order.compactMap { groups[$0] }
  }

  private var sweeps: [[Pairing.Pair]] { cells.filter { $0[0].after.isSwept } }

  /// The mean over the group, seed by seed, of what both sides finished; nil where there is nothing.
  mutating func comparison(of group: [Pairing.Pair], _ metric: Metric) -> MetricComparison? {
    let values = group.map { seedValues($0, metric) }.filter { !$0.isEmpty }
    guard let head = group.first, !values.isEmpty else { return nil }
    let seeds = Set(values.flatMap(\.keys)).sorted()
    var before: [Double] = []
    var after: [Double] = []
    var isIdentical = true
    for seed in seeds {
      let own = values.compactMap { $0[seed] }
      before.append(own.reduce(0) { $0 + $1.0 } / Double(own.count))
      after.append(own.reduce(0) { $0 + $1.1 } / Double(own.count))
      isIdentical = isIdentical && own.allSatisfy(\.2)
    }
    let isMany = group.count > 1
    let subject = MetricComparison.Subject(
      name: isMany ? head.after.cell : head.name, label: isMany ? head.after.cell : head.after.label,
      cell: head.after.cell, configurations: values.count)
    return comparison(subject, metric, seeds, before, after, isIdentical)
  }

  private mutating func comparison(
    _ subject: MetricComparison.Subject, _ metric: Metric, _ seeds: [Int], _ before: [Double], _ after: [Double],
    _ isIdentical: Bool
  ) -> MetricComparison? {
    let differences = zip(before, after).map { cleaned($1 - $0) }
    guard let paired = PairedDifference(differences, step: step(metric, of: subject)) else { return nil }
    let count = Double(seeds.count)
    return MetricComparison(
      subject: subject, metric: metric, before: before.reduce(0, +) / count, after: after.reduce(0, +) / count,
      pairs: seeds.count, interval: isIdentical ? nil : paired.interval(level: 0.95, &quantiles),
      probability: isIdentical ? nil : paired.probability, adjusted: nil,
      detectable: isIdentical ? nil : paired.detectableDifference(level: 0.05, power: 0.8, &quantiles),
      isIdentical: isIdentical,
      differences: Dictionary(zip(seeds, differences), uniquingKeysWith: { first, _ in first }))
  }

  /// The distance of neighbouring values of a metric.
  func step(of comparison: MetricComparison) -> Double { step(comparison.metric, of: comparison.subject) }

  private func step(_ metric: Metric, of subject: MetricComparison.Subject) -> Double {
    metric.countsTestImages ? accuracyStep / Double(subject.configurations) : 0
  }

  /// Without the noise of subtracting decimals: 99.23 − 98.73 is 0.5.
  private func cleaned(_ difference: Double) -> Double {
    difference.magnitude < 1e5 ? (difference * 1e9).rounded() / 1e9 : difference
  }

  /// By seed: before, after, and whether both are one run.
  private func seedValues(_ pair: Pairing.Pair, _ metric: Metric) -> [Int: (Double, Double, Bool)] {
    let before = old.runs(of: pair.before.name)
    var found: [Int: (Double, Double, Bool)] = [:]
    for (seed, run) in new.runs(of: pair.after.name) {
      guard let earlier = before[seed], let first = value(earlier, metric), let second = value(run, metric) else {
        continue
      }
      found[seed] = (first, second, likeness.isSameRun(earlier, run))
    }
    return found
  }

  private func value(_ run: ReportSnapshot.Run, _ metric: Metric) -> Double? {
    metric == .error ? run.metrics[.accuracy].map { cleaned(100 - $0) } : run.metrics[metric]
  }

  /// With Holm's correction over those that were tested.
  private func corrected(_ family: [MetricComparison]) -> [MetricComparison] {
    let tested = family.indices.filter { family[$0].probability != nil }
    let adjusted = HolmCorrection.adjusted(tested.compactMap { family[$0].probability })
    var result = family
    for (index, probability) in zip(tested, adjusted) { result[index].adjusted = probability }
    return result
  }
}
