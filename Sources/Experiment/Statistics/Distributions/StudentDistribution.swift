internal import OffprintCore

/// Student's t distribution (Student 1908).
package enum StudentDistribution {
  /// P(T ≤ t) with `degrees` > 0 degrees of freedom.
  package static func cumulative(_ t: Double, degrees: Double) -> Double {
    t < 0 ? upperTail(-t, degrees: degrees) : 1 - upperTail(t, degrees: degrees)
  }

  /// P(T ≥ t).
  package static func upperTail(_ t: Double, degrees: Double) -> Double {
    precondition(degrees > 0)
    if t.isNaN { return t }
    if t < 0 { return 1 - upperTail(-t, degrees: degrees) }
    if t == .infinity { return 0 }
    return BetaFunction.regularized(degrees / (degrees + t * t), degrees / 2, 0.5) / 2
  }

  /// The t with P(T ≤ t) = p, for p in (0, 1).
  package static func quantile(_ p: Double, degrees: Double) -> Double {
    precondition(p > 0 && p < 1)
    if p == 0.5 { return 0 }
    let tail = p < 0.5 ? p : 1 - p
    var limit = 2.0
    while upperTail(limit, degrees: degrees) > tail, limit < 1e300 { limit *= 2 }
    // The upper tail falls as t grows; what it lacks grows.
    let magnitude = RootFinder.root(
      in: 0...limit, of: { tail - upperTail($0, degrees: degrees) }, slope: { density($0, degrees: degrees) })
    return p < 0.5 ? -magnitude : magnitude
  }

  private static func density(_ t: Double, degrees: Double) -> Double {
    let logarithm =
      GammaFunction.logarithm((degrees + 1) / 2) - GammaFunction.logarithm(degrees / 2)
      - Elementary.log(degrees * Double.pi) / 2 - (degrees + 1) / 2 * Elementary.log(1 + t * t / degrees)
    return Elementary.exp(logarithm)
  }
}

/// The regularized incomplete beta function.
package enum BetaFunction {
  /// I_x(a, b) for x in [0, 1], a and b > 0 (Abramowitz and Stegun 1964, 26.5.8).
  package static func regularized(_ x: Double, _ a: Double, _ b: Double) -> Double {
    precondition(a > 0 && b > 0 && (0...1).contains(x))
    if x == 0 || x == 1 { return x }
    // The fraction converges fast only below the mean; above it, the other tail is below its own.
    if x > (a + 1) / (a + b + 2) { return 1 - fraction(1 - x, b, a) }
    return fraction(x, a, b)
  }

  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let logarithm =
      a * Elementary.log(x) + b * Elementary.log(1 - x) + GammaFunction.logarithm(a + b)
      - GammaFunction.logarithm(a) - GammaFunction.logarithm(b)
    func numerator(_ step: Int) -> Double {
      let m = Double(step / 2)
      return step.isMultiple(of: 2)
        ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    }
    return Elementary.exp(logarithm) / a
      * ContinuedFraction.evaluate(first: 1, numerator: numerator, denominator: { _ in 1 })
  }
}

/// The binomial distribution with even odds.
package enum EvenBinomial {
  /// P(X ≤ k) of `trials` tosses of a fair coin, for 0 ≤ k ≤ trials.
  package static func cumulative(_ k: Int, trials: Int) -> Double {
    precondition((0...trials).contains(k))
    if k == trials { return 1 }
    return BetaFunction.regularized(0.5, Double(trials - k), Double(k + 1))
  }
}
