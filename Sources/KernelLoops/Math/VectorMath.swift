/// exp, log, sin, cos and acos of sixteen floats from IEEE add, multiply, FMA, divide and square root alone, so that a loss has
/// the same bits on every machine. Polynomials interpolate at Chebyshev nodes; the tests measure the error bounds, in units in
/// the last place of the exact value. The scalar forms give the bits of a lane.
enum VectorMath {
  private typealias Bits = LaneBits

  /// eˣ, within 1 ulp; +∞ past 88.73, 0 below −103.98; subnormal results within 1 ulp too.
  @inline(__always)
  static func exp(_ x: Lanes) -> Lanes {
    // x = k·ln 2 + r, |r| ≤ ln 2 / 2; eʳ = 1 + (r + r²·P(r)).
    var bounded = x.replacing(with: 89, where: x .> 89)
    bounded = bounded.replacing(with: -105, where: x .< -105)
    bounded = bounded.replacing(with: 0, where: x .!= x)
    let (k, whole) = Bits.rounded(bounded * 0x1.715476p+0)
    var r = Bits.fma(k, -0x1.62e43p-1, bounded)
    r = Bits.fma(k, 0x1.05c610p-29, r)
    var p = Lanes(repeating: 0x1.a1256cp-13)
    p = Bits.fma(p, r, 0x1.6d43b0p-10)
    p = Bits.fma(p, r, 0x1.1110e0p-7)
    p = Bits.fma(p, r, 0x1.5554e8p-5)
    p = Bits.fma(p, r, 0x1.555556p-3)
    p = Bits.fma(p, r, 0.5)
    let value = 1 + Bits.fma(r * r, p, r)
    // In two steps, so that results outside the normal range overflow or are rounded once.
    let half = whole &>> 1
    let scaled = value * Bits.powerOfTwo(half) * Bits.powerOfTwo(whole &- half)
    return scaled.replacing(with: x, where: x .!= x)
  }

  /// ln x, within 1 ulp; −∞ at 0, NaN below.
  @inline(__always)
  static func log(_ x: Lanes) -> Lanes {
    // x = 2ᵉ·m with m between √½ and √2; ln m = 2s + s³·P(s²) for s = (m − 1)/(m + 1).
    let small = x .< 0x1p-126
    let scaled = x.replacing(with: x * 0x1p23, where: small)
    let shifted = Bits.integers(scaled) &- 0x3F35_04F3
    var e = Bits.floats(shifted &>> 23)
    e = e.replacing(with: e - 23, where: small)
    let f = Bits.lanes((shifted & 0x007F_FFFF) &+ 0x3F35_04F3) - 1
    let s = f / (2 + f)
    let z = s * s
    var p = Lanes(repeating: 0x1.ddd4dap-3)
    p = Bits.fma(p, z, 0x1.245c28p-2)
    p = Bits.fma(p, z, 0x1.9999ecp-2)
    p = Bits.fma(p, z, 0x1.555556p-1)
    // 2s = f − s·f, which keeps the rounding of the quotient out of the leading term.
    let correction = Bits.fma(s, Bits.fma(-z, p, f), e * 0x1.05c610p-29)
    let value = Bits.fma(e, 0x1.62e43p-1, f - correction)
    var result = value.replacing(with: x, where: x .== .infinity)
    result = result.replacing(with: -.infinity, where: x .== 0)
    result = result.replacing(with: .nan, where: x .< 0)
    return result.replacing(with: x, where: x .!= x)
  }

  /// sin x and cos x, within 2 ulp for |x| ≤ 1000 save near a zero, where the error stays under 2⁻²⁵·|x|; NaN past 10⁵.
  @inline(__always)
  static func sineAndCosine(_ x: Lanes) -> (sine: Lanes, cosine: Lanes) {
    // x = quadrant·π/2 + r, |r| ≤ π/4, by Cody and Waite's reduction in three parts.
    let valid = Bits.magnitude(x) .<= 1e5
    let bounded = x.replacing(with: 0, where: .!valid)
    let (k, quadrant) = Bits.rounded(bounded * 0x1.45f306p-1)
    var r = Bits.fma(k, -0x1.921fb6p+0, bounded)
    r = Bits.fma(k, 0x1.777a5cp-25, r)
    r = Bits.fma(k, 0x1.ee59dap-50, r)
    let z = r * r
    var s = Lanes(repeating: 0x1.6dbcfcp-19)
    s = Bits.fma(s, z, -0x1.a013a4p-13)
    s = Bits.fma(s, z, 0x1.11110ep-7)
    s = Bits.fma(s, z, -0x1.555556p-3)
    let sine = Bits.fma(r * z, s, r)
    var c = Lanes(repeating: -0x1.25239ap-22)
    c = Bits.fma(c, z, 0x1.a015c2p-16)
    c = Bits.fma(c, z, -0x1.6c16c0p-10)
    c = Bits.fma(c, z, 0x1.555556p-5)
    let cosine = Bits.fma(z * z, c, Bits.fma(z, -0.5, Lanes(repeating: 1)))
    let odd = (quadrant & 1) .== 1
    let first = sine.replacing(with: cosine, where: odd)
    let second = cosine.replacing(with: sine, where: odd)
    let sineSign = (quadrant & 2) &<< 30
    let cosineSign = ((quadrant &+ 1) & 2) &<< 30
    return (
      Bits.lanes(Bits.integers(first) ^ sineSign).replacing(with: .nan, where: .!valid)
        .replacing(with: x, where: x .== 0),
      Bits.lanes(Bits.integers(second) ^ cosineSign).replacing(with: .nan, where: .!valid)
    )
  }

  /// acos x in radians, within 2 ulp; NaN outside [−1, 1].
  @inline(__always)
  static func acos(_ x: Lanes) -> Lanes {
    let magnitude = Bits.magnitude(x)
    let outer = magnitude .> 0.5
    // Outside ±½: acos x = 2·asin √((1 − x)/2).
    let root = ((1 - magnitude) * 0.5).squareRoot()
    let argument = x.replacing(with: root, where: outer)
    let angle = arcsine(argument)
    let middle = 0x1.921fb6p+0 - (angle + 0x1.777a5cp-25)
    let right = angle + angle
    let left = 0x1.921fb6p+1 - (right + 0x1.777a5cp-24)
    return middle.replacing(with: right.replacing(with: left, where: x .< 0), where: outer)
  }

  /// The angle, 0 … π, of the point (cosine, sine), which need be on the unit circle only to rounding; sine ≥ 0. Unlike
  /// acos(cosine) it is accurate near 0 and π, where the cosine alone has lost half its digits. Within 2 ulp for an exact point.
  @inline(__always)
  static func angle(sine: Lanes, cosine: Lanes) -> Lanes {
    let steep = Bits.magnitude(cosine) .< sine
    let angle = arcsine(sine.replacing(with: cosine, where: steep))
    let middle = 0x1.921fb6p+0 - (angle + 0x1.777a5cp-25)
    let left = 0x1.921fb6p+1 - (angle + 0x1.777a5cp-24)
    return angle.replacing(with: left, where: cosine .< 0).replacing(with: middle, where: steep)
  }

  /// asin x for |x| ≤ 0.7072.
  @inline(__always)
  private static func arcsine(_ x: Lanes) -> Lanes {
    let z = x * x
    var p = Lanes(repeating: 0x1.beda60p-4)
    p = Bits.fma(p, z, -0x1.f18b22p-4)
    p = Bits.fma(p, z, 0x1.8145e4p-4)
    p = Bits.fma(p, z, -0x1.21706cp-7)
    p = Bits.fma(p, z, 0x1.bdef74p-6)
    p = Bits.fma(p, z, 0x1.e9b6a8p-6)
    p = Bits.fma(p, z, 0x1.6dea88p-5)
    p = Bits.fma(p, z, 0x1.3332b6p-4)
    p = Bits.fma(p, z, 0x1.555556p-3)
    return Bits.fma(x * z, p, x)
  }
}

// MARK: - One float

extension VectorMath {
  static func exp(_ x: Float) -> Float { exp(Lanes(repeating: x))[0] }
  static func log(_ x: Float) -> Float { log(Lanes(repeating: x))[0] }
  static func sin(_ x: Float) -> Float { sineAndCosine(Lanes(repeating: x)).sine[0] }
  static func cos(_ x: Float) -> Float { sineAndCosine(Lanes(repeating: x)).cosine[0] }
  static func acos(_ x: Float) -> Float { acos(Lanes(repeating: x))[0] }
}
