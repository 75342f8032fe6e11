/// Two arms that were measured on the same seeds: the same initial weights and the same order of batches in both. What is
/// compared is the differences.
package struct PairedSample: Hashable, Sendable {
  /// First arm less second, by seed.
  package let differences: [Double]

  /// Those seeds that both arms have; in the order of the seeds.
  package init(_ first: [Int: Double], _ second: [Int: Double]) {
    differences = first.keys.sorted().compactMap { seed in
      guard let a = first[seed], let b = second[seed] else { return nil }
      return a - b
    }
  }

  package init(differences: [Double]) { self.differences = differences }

  /// Count, mean and spread of the differences; nil where no seed is in both arms.
  package var summary: SampleSummary? { SampleSummary(differences) }

  /// The t interval of the mean difference; nil below two pairs.
  package func interval(level: Double = 0.95) -> ClosedRange<Double>? {
    MeanInterval(differences, level: level)?.interval
  }

  /// One-sided p of "the mean difference is above `bound`", by Student's t; nil below two pairs. Where all differences are
  /// equal it is 0, 1, or one half at the bound itself.
  package func probabilityNotAbove(_ bound: Double) -> Double? { StudentTest.notAbove(bound, differences) }
}

/// Student's test of one mean (Student 1908).
package enum StudentTest {
  /// The p-value against "the mean is at most `bound`": small where the sample speaks for a mean above it.
  package static func notAbove(_ bound: Double, _ values: [Double]) -> Double? {
    guard let summary = SampleSummary(values), let error = summary.standardError else { return nil }
    let excess = summary.mean - bound
    guard error > 0 else { return excess > 0 ? 0 : excess < 0 ? 1 : 0.5 }
    return StudentDistribution.upperTail(excess / error, degrees: Double(summary.count - 1))
  }

  /// The p-value against "the mean is at least `bound`".
  package static func notBelow(_ bound: Double, _ values: [Double]) -> Double? {
    notAbove(-bound, values.map { -$0 })
  }
}
