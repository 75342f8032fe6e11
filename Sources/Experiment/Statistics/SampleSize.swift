/// How many seeds a finding takes, and how small a difference some seeds can show.
package enum SampleSize {
  /// More than anyone would train; a size beyond it is not a plan.
  package static let most = 1_000_000

  /// Seeds in each of two unpaired arms for a two-sided test to find `difference` with probability `power`, where one arm's
  /// standard deviation is `deviation`: 2·((z_{1−α/2} + z_{power})·σ/Δ)² (Cohen 1988, §2.4, by the normal distribution).
  package static func perArm(
    difference: Double, deviation: Double, level: Double = 0.05, power: Double = 0.8
  ) -> Int? {
    let z = NormalDistribution.quantile(1 - level / 2) + NormalDistribution.quantile(power)
    return whole(2 * square(z * deviation / difference))
  }

  /// Pairs for a one-sided test at `level` to find a mean that is `excess` past its bound, with probability `power`; the
  /// spread `deviation` is that of the differences. Student's quantiles in place of normal ones, so that small numbers are not
  /// promised too much. Nil where no number is enough.
  package static func paired(
    excess: Double, deviation: Double, level: Double, power: Double = 0.8
  ) -> Int? {
    guard excess > 0, excess.isFinite, deviation.isFinite else { return nil }
    if deviation == 0 { return 2 }
    func isEnough(_ count: Int) -> Bool {
      let degrees = Double(count - 1)
      let reach =
        StudentDistribution.quantile(1 - level, degrees: degrees)
        + StudentDistribution.quantile(power, degrees: degrees)
      return reach * deviation / Double(count).squareRoot() <= excess
    }
    // Student's quantiles are a little above the normal ones, so the answer is a little above theirs.
    let z = NormalDistribution.quantile(1 - level) + NormalDistribution.quantile(power)
    guard var count = whole(square(z * deviation / excess)) else { return nil }
    while !isEnough(count) { count += 1 }
    return count
  }

  /// The smallest difference that `count` pairs find two-sided at `level` with probability `power`; nil below two pairs.
  package static func detectableDifference(
    pairs count: Int, deviation: Double, level: Double = 0.05, power: Double = 0.8
  ) -> Double? {
    guard count >= 2 else { return nil }
    let degrees = Double(count - 1)
    return deviation / Double(count).squareRoot()
      * (StudentDistribution.quantile(1 - level / 2, degrees: degrees)
        + StudentDistribution.quantile(power, degrees: degrees))
  }

  private static func square(_ value: Double) -> Double { value * value }

  private static func whole(_ value: Double) -> Int? {
    guard value.isFinite, value <= Double(most) else { return nil }
    return max(2, Int(value.rounded(.up)))
  }
}
