/// Two models on one test set: do those images that only one of them gets right speak for one model (McNemar 1947)?
package enum McNemarTest {
  /// The two-sided p-value from `first`, the images that only the first model gets right, and `second`, those only the second
  /// does. The exact binomial below 25 together, else χ² with Edwards's correction of continuity (1948); 1 where there are none.
  package static func probability(first: Int, second: Int) -> Double {
    precondition(first >= 0 && second >= 0)
    let total = first + second
    if total == 0 { return 1 }
    if total < 25 { return min(1, 2 * EvenBinomial.cumulative(min(first, second), trials: total)) }
    return ChiSquaredDistribution.upperTail(statistic(first: first, second: second), degrees: 1)
  }

  /// (|b − c| − 1)² / (b + c); 0 where the two differ by one image or none.
  package static func statistic(first: Int, second: Int) -> Double {
    let total = first + second
    guard total > 0 else { return 0 }
    let excess = Double(max(0, abs(first - second) - 1))
    return excess * excess / Double(total)
  }
}
