import Kernels

extension UnifiedMargin {
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
