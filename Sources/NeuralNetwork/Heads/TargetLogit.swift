package import Kernels
package import OffprintCore

/// ψ(θ), what a head makes of the angle to the target's weight, as a function that can be drawn: the plain twin in double
/// precision of what `UnifiedMargin` does in the training step.
package struct TargetLogit: Hashable, Sendable {
  package let margin: UnifiedMargin

  package init(margin: UnifiedMargin) {
    self.margin = margin
  }

  /// Of the head that `setting` names; nil for softmax, whose logit depends on lengths too. Margins are those that a schedule
  /// ends at. Throws a `SettingError` where the setting is no head's.
  package init?(setting: Setting) throws(SettingError) {
    guard try setting.componentName("name") != "softmax" else { return nil }
    // Keys that do not bear on ψ may be left out.
    let defaults: [String: Setting] = ["scale": 1, "past-pi": "monotone", "gradient": "exact"]
    var whole = setting
    for (key, value) in defaults.sorted(by: { $0.key < $1.key }) where setting[key] == nil {
      whole = whole.replacing(path: key, with: value)
    }
    let head = try HeadFactory.make(setting: whole, classes: 1, dimension: 1, labelSmoothing: 0)
    guard let unified = head as? UnifiedMarginHead else { return nil }
    margin = unified.margin
  }

  /// ψ and −dψ/dθ at an angle in radians, from 0 to π.
  package func sample(at angle: Double) -> (value: Double, slope: Double) {
    let (m1, m2, m3) = (Double(margin.m1), Double(margin.m2), Double(margin.m3))
    let a = m1 * angle + m2
    let plain = (value: Elementary.cos(a) - m3, slope: m1 * Elementary.sin(a))
    switch margin.pastPi {
    case .none: return plain
    case .clamp: return a >= .pi ? (value: -1 - m3, slope: 0) : plain
    case .linear:
      guard a >= .pi else { return plain }
      return (Elementary.cos(angle) - m2 * Elementary.sin(m2) - m3, Elementary.sin(angle))
    case .monotone:
      let turns = (a / .pi).rounded(.down)
      let sign: Double = turns.truncatingRemainder(dividingBy: 2) == 0 ? 1 : -1
      return (sign * Elementary.cos(a) - 2 * turns - m3, sign * m1 * Elementary.sin(a))
    }
  }
}
