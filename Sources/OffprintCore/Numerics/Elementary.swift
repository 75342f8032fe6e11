/// exp, log, sin, cos and acos of doubles from IEEE add, multiply, divide and square root alone, so that learning rates, initial
/// weights, augmented images and drawn digits have the same bits on every machine. (`Kernels` has the single-precision twins
/// for vectors.) Polynomials interpolate at Chebyshev nodes; the error bounds are measured by the tests.
package enum Elementary {
  /// Horner's rule; coefficients from the constant upward.
  @inline(__always)
  static func polynomial(_ x: Double, _ coefficients: InlineArray<8, Double>) -> Double {
    var sum = coefficients[7]
    for index in stride(from: 6, through: 0, by: -1) { sum = sum * x + coefficients[index] }
    return sum
  }

  private static let ln2High = 0x1.62e42ffp-1
  private static let ln2Low = -0x1.718432a1b0e26p-35

  /// eˣ, within 2 ulp; +∞ past 709.79, 0 below −745.14.
  package static func exp(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x > 709.79 { return .infinity }
    if x < -745.14 { return 0 }
    // x = k·ln 2 + r, |r| ≤ ln 2 / 2; eʳ = 1 + (r + r²·P(r)).
    let k = (x * 0x1.71547652b82fep+0).rounded(.toNearestOrEven)
    let r = (x - k * ln2High) - k * ln2Low
    let tail = 0x1.27e4db46cddd1p-22 + r * (0x1.af4e554377204p-26 + r * 0x1.1f7340dbc337ep-29)
    let p = polynomial(
      r,
      [
        0.5, 0x1.5555555555557p-3, 0x1.5555555555556p-5, 0x1.11111111100bep-7,
        0x1.6c16c16c162c3p-10,
        0x1.a01a01abf85abp-13, 0x1.a01a01a6e1e2ap-16, 0x1.71de01fdbf9cap-19 + r * tail,
      ])
    return scale(1 + (r + r * r * p), byPowerOfTwo: Int(k))
  }

  /// value·2ᵏ in two steps, so that results below the normal range are rounded once.
  private static func scale(_ value: Double, byPowerOfTwo k: Int) -> Double {
    let half = k / 2
    return value * power(half) * power(k - half)
  }

  /// 2ᵏ for −1022 ≤ k ≤ 1023.
  private static func power(_ k: Int) -> Double { Double(bitPattern: UInt64(k + 1023) << 52) }

  /// ln x, within 2 ulp; −∞ at 0, NaN below.
  package static func log(_ x: Double) -> Double {
    if x.isNaN || x == .infinity { return x }
    if x <= 0 { return x == 0 ? -.infinity : .nan }
    // x = 2ᵉ·m with m between √½ and √2; ln m = 2s + s³·P(s²) for s = (m − 1)/(m + 1).
    var exponent = Int(x.exponent)
    var m = x.significand
    if m > 0x1.6a09e667f3bcdp+0 {
      m *= 0.5
      exponent += 1
    }
    let f = m - 1
    let s = f / (2 + f)
    let z = s * s
    let p = polynomial(
      z,
      [
        0x1.5555555555555p-1, 0x1.9999999999a39p-2, 0x1.2492492476a1ap-2, 0x1.c71c7201a55d7p-3,
        0x1.745cf8e4bba1bp-3, 0x1.3b1c3c1c81c8fp-3, 0x1.0fbde0f4ad17bp-3, 0x1.0c0aff044a970p-3,
      ])
    let e = Double(exponent)
    // 2s = f − s·f, which keeps the rounding of the quotient out of the leading term.
    return e * ln2High + (f - (s * (f - z * p) - e * ln2Low))
  }

  /// sin x, within 1 ulp for |x| ≤ 10⁵; further out as of an argument half an ulp away; NaN at the infinities.
  package static func sin(_ x: Double) -> Double {
    if x == 0 { return x }
    let (quadrant, r, tail) = reduce(x)
    let value = quadrant.isMultiple(of: 2) ? sineCore(r, tail) : cosineCore(r, tail)
    return quadrant & 2 == 0 ? value : -value
  }

  /// cos x, with the bounds of `sin`.
  package static func cos(_ x: Double) -> Double {
    let (quadrant, r, tail) = reduce(x)
    let value = quadrant.isMultiple(of: 2) ? cosineCore(r, tail) : sineCore(r, tail)
    return (quadrant + 1) & 2 == 0 ? value : -value
  }

  /// x = quadrant·π/2 + (r + tail) with |r| ≤ π/4: Cody and Waite's reduction in three parts of π/2.
  private static func reduce(_ x: Double) -> (quadrant: Int, r: Double, tail: Double) {
    if x.magnitude <= 0x1.921fb54442d18p-1 { return (0, x, 0) }
    guard x.isFinite else { return (0, .nan, 0) }
    // The exact remainder by the double nearest 2π: an error of x·2⁻⁵⁴, less than x's own half ulp.
    let x = x.magnitude <= 1e5 ? x : x.remainder(dividingBy: 2 * Double.pi)
    let k = (x * 0x1.45f306dc9c883p-1).rounded(.toNearestOrEven)
    let first = x - k * 0x1.921fb544p+0
    let middle = k * 0x1.0b4611a6p-34
    let r = first - middle
    let lost = (first - r) - middle
    let last = k * 0x1.3198a2e037073p-69 - lost
    let rest = r - last
    return (Int(k) & 3, rest, (r - rest) - last)
  }

  /// sin(r + tail) = r + r³·P(r²) + tail for |r| ≤ π/4.
  private static func sineCore(_ r: Double, _ tail: Double) -> Double {
    let z = r * r
    let p = polynomial(
      z,
      [
        -0x1.5555555555555p-3, 0x1.1111111111110p-7, -0x1.a01a01a01992fp-13, 0x1.71de3a545f836p-19,
        -0x1.ae645410e937bp-26, 0x1.61217d9252c03p-33, -0x1.ab16f5caa198ap-41, 0,
      ])
    return r + (r * z * p + tail)
  }

  /// cos(r + tail) = 1 − r²/2 + r⁴·P(r²) − r·tail for |r| ≤ π/4.
  private static func cosineCore(_ r: Double, _ tail: Double) -> Double {
    let z = r * r
    let p = polynomial(
      z,
      [
        0x1.5555555555555p-5, -0x1.6c16c16c16c16p-10, 0x1.a01a01a019d06p-16, -0x1.27e4fb77125c5p-22,
        0x1.1eed8deac3dfep-29, -0x1.9394b8bd50ae1p-37, 0x1.ab779550c8d9bp-45, 0,
      ])
    let half = 0.5 * z
    let lead = 1 - half
    return lead + (((1 - lead) - half) + (z * z * p - r * tail))
  }

  /// acos x in radians, within 2 ulp on [−1, 1] away from its zero at 1; NaN outside.
  package static func acos(_ x: Double) -> Double {
    guard x.magnitude <= 1 else { return .nan }
    if x.magnitude <= 0.5 {
      return 0x1.921fb54442d18p+0 - (x + (x * arcsineTail(x * x) - 0x1.1a62633145c07p-54))
    }
    // acos x = 2·asin √((1 − x)/2)
    let z = (1 - x.magnitude) * 0.5
    let s = z.squareRoot()
    let angle = 2 * (s + s * arcsineTail(z))
    return x > 0 ? angle : 0x1.921fb54442d18p+1 - (angle - 0x1.1a62633145c07p-53)
  }

  /// (asin √z)/√z − 1 for 0 ≤ z ≤ ¼.
  private static func arcsineTail(_ z: Double) -> Double {
    let tail =
      0x1.ff5fc4d14c735p-8
      + z * (0x1.06b9d26d10838p-6 + z * (-0x1.603991d6060e0p-7 + z * 0x1.cd864394d2ff2p-6))
    return z
      * polynomial(
        z,
        [
          0x1.555555555554fp-3, 0x1.3333333336da5p-4, 0x1.6db6db684b6a1p-5, 0x1.f1c71f95269afp-6,
          0x1.6e8b2b3b10be4p-6, 0x1.1c593c7b1d958p-6, 0x1.c87265d47ef49p-7,
          0x1.8522ddffa6208p-7 + z * tail,
        ])
  }

  /// base raised to a whole power by repeated squaring.
  package static func power(_ base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    var square = exponent < 0 ? 1 / base : base
    var rest = exponent.magnitude
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }
}
