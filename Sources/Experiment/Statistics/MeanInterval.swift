/// A sample's mean and the interval that its spread allows for the mean behind it (Student 1908).
package struct MeanInterval: Hashable, Sendable {
  package let mean: Double
  /// With probability `level` an interval made this way holds the true mean, where the sample is about normal.
  package let interval: ClosedRange<Double>
  package let level: Double

  /// Nil for fewer than two values: one value says nothing of its spread.
  package init?(_ values: [Double], level: Double = 0.95) {
    precondition(level > 0 && level < 1)
    guard let summary = SampleSummary(values), let error = summary.standardError else { return nil }
    let reach = StudentDistribution.quantile((1 + level) / 2, degrees: Double(summary.count - 1)) * error
    mean = summary.mean
    interval = (mean - reach)...(mean + reach)
    self.level = level
  }
}

extension SampleSummary {
  /// Of the mean: the standard deviation over √n; nil for a single value.
  package var standardError: Double? { standardDeviation.map { $0 / Double(count).squareRoot() } }
}
