/// How a metric moved between two measurements on the same seeds: Student's t on the differences, by seed.
package struct PairedDifference: Hashable, Sendable {
  /// Second less first, in the order of the seeds.
  package let differences: [Double]
  package let mean: Double
  /// n − 1 in the denominator; nil below two pairs. Never below what the measurement's own steps allow.
  package let deviation: Double?

  /// - Parameter step: the distance of neighbouring values that the metric can take, 0 for any value: an accuracy over 10,000
  ///   images moves by 0.01 points. Differences that agree by chance must not look like certainty, so the deviation is at least
  ///   that of two rounding errors, √(2 · step² / 12).
  ///
  /// Nil without differences.
  package init?(_ differences: [Double], step: Double = 0) {
    guard let summary = SampleSummary(differences) else { return nil }
    self.differences = differences
    mean = summary.mean
    let least = step / 6.0.squareRoot()
    deviation = summary.standardDeviation.map { max($0, least) }
  }

  package var count: Int { differences.count }

  private var error: Double? { deviation.map { $0 / Double(count).squareRoot() } }

  /// The t interval of the mean difference; nil below two pairs.
  package func interval(level: Double = 0.95, _ quantiles: inout StudentQuantiles) -> ClosedRange<Double>? {
    guard let error else { return nil }
    let reach = quantiles.quantile((1 + level) / 2, degrees: count - 1) * error
    return (mean - reach)...(mean + reach)
  }

  /// Two-sided p of "the mean difference is 0"; nil below two pairs.
  package var probability: Double? {
    guard let error else { return nil }
    if mean == 0 { return 1 }
    guard error > 0 else { return 0 }
    return min(1, 2 * StudentDistribution.upperTail(mean.magnitude / error, degrees: Double(count - 1)))
  }

  /// Twice the one-sided p of "the mean difference is not below −`margin`": small where the values fell by more than the margin.
  /// Twice, so that it is the two-sided p where the margin is 0 and the interval of the same level excludes −`margin`.
  package func probabilityNotBelow(margin: Double) -> Double? {
    guard let error else { return nil }
    let excess = -mean - margin
    guard error > 0 else { return excess > 0 ? 0 : 1 }
    return min(1, 2 * StudentDistribution.upperTail(excess / error, degrees: Double(count - 1)))
  }

  /// The smallest difference that so many pairs find two-sided at `level` with probability `power`, exactly, by the noncentral t
  /// distribution; nil below two pairs.
  package func detectableDifference(
    level: Double = 0.05, power: Double = 0.8, _ quantiles: inout StudentQuantiles
  ) -> Double? {
    guard let error else { return nil }
    return error * quantiles.reach(level: level, power: power, degrees: count - 1)
  }
}

/// Student's quantiles, each worked out once: comparisons of thousands of runs ask for the same few.
package struct StudentQuantiles: Sendable {
  private struct Question: Hashable {
    var probability: Double
    /// 0 for a quantile.
    var power = 0.0
    var degrees: Int
  }

  private var known: [Question: Double] = [:]

  package init() {}

  /// Standard errors that a true difference must be long to be found two-sided at `level` with probability `power`.
  package mutating func reach(level: Double, power: Double, degrees: Int) -> Double {
    let question = Question(probability: level, power: power, degrees: degrees)
    if let value = known[question] { return value }
    let limit = quantile(1 - level / 2, degrees: degrees)
    let value = NoncentralStudent.noncentrality(power: power, limit: limit, degrees: degrees)
    known[question] = value
    return value
  }

  package mutating func quantile(_ probability: Double, degrees: Int) -> Double {
    let question = Question(probability: probability, degrees: degrees)
    if let value = known[question] { return value }
    let value = StudentDistribution.quantile(probability, degrees: Double(degrees))
    known[question] = value
    return value
  }
}
