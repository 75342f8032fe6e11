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
}
