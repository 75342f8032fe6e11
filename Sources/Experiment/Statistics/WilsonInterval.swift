/// The Wilson score interval for a proportion: what one run's accuracy on a finite test set allows (Wilson 1927).
package enum WilsonInterval {
  /// The 95 % interval for `successes` out of `trials`, as fractions. Precondition: 0 ≤ successes ≤ trials, trials > 0.
  package static func of(successes: Int, trials: Int) -> ClosedRange<Double> {
    precondition(trials > 0 && (0...trials).contains(successes))
    let z = 1.959963984540054
    let n = Double(trials)
    let p = Double(successes) / n
    let center = (p + z * z / (2 * n)) / (1 + z * z / n)
    let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    // At the ends the interval reaches 0 or 1 exactly; rounding must not keep it a hair away.
    let lower = successes == 0 ? 0 : max(0, center - half)
    return lower...(successes == trials ? 1 : min(1, center + half))
  }
}
