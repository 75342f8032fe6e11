internal import OffprintCore

/// The standard normal distribution.
package enum NormalDistribution {
  /// P(Z ≤ z).
  package static func cumulative(_ z: Double) -> Double {
    if z.isNaN { return z }
    // Each tail from its own side, so that small probabilities keep their digits.
    let tail = GammaFunction.upperTail(0.5, z * z / 2) / 2
    return z < 0 ? tail : 1 - tail
  }

  /// The z with P(Z ≤ z) = p, for p in (0, 1).
  package static func quantile(_ p: Double) -> Double {
    precondition(p > 0 && p < 1)
    if p > 0.5 { return -quantile(1 - p) }
    return RootFinder.root(in: -40...0, of: { cumulative($0) - p }, slope: density)
  }

  private static func density(_ z: Double) -> Double { Elementary.exp(-z * z / 2) / 2.5066282746310002 }
}

/// The chi-squared distribution.
package enum ChiSquaredDistribution {
  /// P(X ≥ x) with `degrees` degrees of freedom.
  package static func upperTail(_ x: Double, degrees: Double) -> Double {
    x <= 0 ? 1 : GammaFunction.upperTail(degrees / 2, x / 2)
  }
}

/// Roots of growing functions: Newton's steps, halving the range wherever such a step would leave it.
enum RootFinder {
  /// Where the function, which must grow over the range, changes its sign: to about the last bit.
  static func root(
    in range: ClosedRange<Double>, of function: (Double) -> Double, slope: (Double) -> Double
  ) -> Double {
    var lower = range.lowerBound
    var upper = range.upperBound
    var guess = lower + (upper - lower) / 2
    for _ in 0..<2000 {
      let value = function(guess)
      if value == 0 { return guess }
      if value < 0 { lower = guess } else { upper = guess }
      let step = value / slope(guess)
      let next = guess - step
      let isInside = next > lower && next < upper
      let middle = lower + (upper - lower) / 2
      guard middle > lower, middle < upper else { return guess }
      if isInside, step.magnitude <= guess.magnitude * 1e-16 { return next }
      guess = isInside ? next : middle
    }
    return guess
  }
}
