/// Count, mean and spread of a sample, such as one metric over the seeds of a configuration.
package struct SampleSummary: Hashable, Sendable {
  package let count: Int
  package let mean: Double
  /// With n − 1 in the denominator; nil for a single value.
  package let standardDeviation: Double?
  package let minimum: Double
  package let maximum: Double

  /// Nil for an empty sample. The sums run over the sorted values, so the order of the seeds does not matter.
  package init?(_ values: [Double]) {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    let average = sorted.reduce(0, +) / Double(sorted.count)
    count = sorted.count
    mean = average
    minimum = first
    maximum = last
    let squares = sorted.reduce(0) { $0 + ($1 - average) * ($1 - average) }
    standardDeviation = sorted.count > 1 ? (squares / Double(sorted.count - 1)).squareRoot() : nil
  }
}
