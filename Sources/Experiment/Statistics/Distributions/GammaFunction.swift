internal import OffprintCore

/// The gamma function's logarithm and its regularized incomplete integrals, for p-values that are the same on every machine.
package enum GammaFunction {
  /// ln Γ(x) for x > 0, within 1e-14 relative: Stirling's series (Abramowitz and Stegun 1964, 6.1.40), after moving up to
  /// x ≥ 12 by Γ(x + 1) = x·Γ(x).
  package static func logarithm(_ x: Double) -> Double {
    precondition(x > 0)
    var product = 1.0
    var x = x
    while x < 12 {
      product *= x
      x += 1
    }
    let square = 1 / (x * x)
    var series = 0.0
    for coefficient in stirling.reversed() { series = series * square + coefficient }
    let halfLogOfTwoPi = 0.9189385332046727
    return (x - 0.5) * Elementary.log(x) - x + halfLogOfTwoPi + series / x - Elementary.log(product)
  }

  /// B₂ₖ / (2k·(2k − 1)) for k = 1 … 8.
  private static let stirling: [Double] = [
    1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360_360, 1.0 / 156, -3617.0 / 122_400,
  ]

  /// Q(a, x) = Γ(a, x)/Γ(a), the upper tail, for a > 0 and x ≥ 0: the series below the mean, the continued fraction above
  /// (Abramowitz and Stegun 1964, 6.5.29 and 6.5.31).
  package static func upperTail(_ a: Double, _ x: Double) -> Double {
    precondition(a > 0 && x >= 0)
    if x == 0 { return 1 }
    if x == .infinity { return 0 }
    let scale = Elementary.exp(a * Elementary.log(x) - x - logarithm(a))
    return x < a + 1
      ? 1 - scale * series(a, x)
      : scale
        * ContinuedFraction.evaluate(
          first: x + 1 - a, numerator: { -Double($0) * (Double($0) - a) }, denominator: { x + 1 - a + 2 * Double($0) })
  }

  /// Σ xⁿ / (a (a + 1) … (a + n)).
  private static func series(_ a: Double, _ x: Double) -> Double {
    var term = 1 / a
    var sum = term
    var n = 1.0
    while term > sum * 1e-17 {
      term *= x / (a + n)
      sum += term
      n += 1
    }
    return sum
  }
}

/// Continued fractions from the front by Lentz's method as modified by Thompson and Barnett (1986).
enum ContinuedFraction {
  /// 1 / (first + numerator(1) / (denominator(1) + numerator(2) / (denominator(2) + …))).
  static func evaluate(
    first: Double, numerator: (Int) -> Double, denominator: (Int) -> Double
  ) -> Double {
    let tiny = 1e-300
    func nonzero(_ value: Double) -> Double { value.magnitude < tiny ? tiny : value }
    var value = nonzero(first)
    var c = value
    var d = 0.0
    for step in 1...100_000 {
      let a = numerator(step)
      let b = denominator(step)
      d = 1 / nonzero(b + a * d)
      c = nonzero(b + a / c)
      let factor = c * d
      value *= factor
      if (factor - 1).magnitude < 1e-16 { break }
    }
    return 1 / value
  }
}
