/// ψ(θ) = cos(m1·θ + m2) − m3 of ArcFace's eq. 4 (Deng et al. 2019), with what happens past π, where plain cos turns round.
package struct UnifiedMargin: Hashable, Sendable {
  package enum PastPi: Hashable, Sendable {
    /// (−1)ᵏ·cos a − 2k for a = m1θ + m2, k = ⌊a/π⌋: decreasing everywhere (SphereFace's ψ, Liu et al. 2017, generalised).
    case monotone
    /// cos θ − m2·sin m2 from θ = π − m2 on; m1 = 1 only (InsightFace, 2022).
    case linear
    /// cos(min(a, π)) (OpenSphere).
    case clamp
    /// cos a (InsightFace since December 2022).
    case none
  }

  /// The factor on the angle.
  package var m1: Float
  /// Added to the angle, in radians.
  package var m2: Float
  /// Taken off the cosine.
  package var m3: Float
  package var pastPi: PastPi
  /// Whether ∂ψ/∂cos θ is taken as 1 instead of the true one.
  package var isDetached: Bool

  package init(m1: Float, m2: Float, m3: Float, pastPi: PastPi = .monotone, isDetached: Bool = false) {
    precondition(pastPi != .linear || m1 == 1, "the linear continuation is defined for m1 = 1 only")
    self.m1 = m1
    self.m2 = m2
    self.m3 = m3
    self.pastPi = pastPi
    self.isDetached = isDetached
  }

  /// Closer than this to 0 or π (2⁻¹² rad, 0.014°) the unit tangent is shortened in proportion, because its direction is
  /// rounding noise there and ψ has a tip. At 0 and π themselves the gradient is 0, which is one of ψ's subgradients.
  package static let tangentFloor: Float = 0x1p-12

  /// ψ, and the factor `slope` with ∂ψ/∂x̂ = slope·(Ŵ − cos θ·x̂) and ∂ψ/∂Ŵ = slope·(x̂ − cos θ·Ŵ).
  ///
  /// `sine` is the length of those two vectors. The unit tangent is the vector over its length, so slope = −ψ′(θ)/sin θ; the
  /// product with the vector stays bounded by m1 although the slope alone does not.
  @inline(__always)
  func value(cosine: Lanes, sine: Lanes) -> (psi: Lanes, slope: Lanes) {
    // Nothing but m3: the target moves as the others do, and no angle is needed.
    if m1 == 1 && m2 == 0 { return (cosine - m3, Lanes(repeating: 1)) }
    let theta = VectorMath.angle(sine: sine, cosine: cosine)
    let a = LaneBits.fma(theta, m1, Lanes(repeating: m2))
    var (fall, turned) = VectorMath.sineAndCosine(a)
    let past = a .>= Float.pi
    var isLinear = SIMDMask<SIMD16<Int32>>(repeating: false)
    switch pastPi {
    case .none: break
    case .clamp:
      turned.replace(with: -1, where: past)
      fall.replace(with: 0, where: past)
    case .linear:
      turned.replace(with: cosine - m2 * VectorMath.sin(m2), where: past)
      isLinear = past
    case .monotone:
      // ⌊a/π⌋ may be one off within rounding of a multiple of π, where both branches meet.
      let (k, whole) = LaneBits.rounded(a * 0x1.45f306p-2 - 0.5)
      let sign = (whole & 1) &<< 31
      turned = LaneBits.fma(k, -2, LaneBits.lanes(LaneBits.integers(turned) ^ sign))
      fall = LaneBits.lanes(LaneBits.integers(fall) ^ sign)
    }
    let psi = turned - m3
    if isDetached { return (psi, Lanes(repeating: 1)) }
    let length = sine.replacing(with: UnifiedMargin.tangentFloor, where: sine .< UnifiedMargin.tangentFloor)
    return (psi, (m1 * fall / length).replacing(with: 1, where: isLinear))
  }
}

extension UnifiedMargin {
  /// ψ at one angle, in radians from 0 to π.
  package func psi(atAngle theta: Float) -> Float {
    let (sine, cosine) = VectorMath.sineAndCosine(Lanes(repeating: theta))
    return value(cosine: cosine, sine: LaneBits.magnitude(sine)).psi[0]
  }
}
