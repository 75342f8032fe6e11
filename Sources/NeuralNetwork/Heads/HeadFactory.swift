import Kernels
package import OffprintCore

/// Heads from their normalised settings: every key present, every value in its declared range.
package enum HeadFactory {
  /// The head that `setting` names. Throws a `SettingError` for an unknown name, a missing key, or a combination that has no
  /// meaning: `past-pi: linear` where m1 is not 1.
  package static func make(
    setting: Setting, classes: Int, dimension: Int, labelSmoothing: Double
  ) throws(SettingError) -> any Head {
    guard classes > 0, dimension > 0 else {
      throw SettingError(path: "name", expected: "used with at least one class and one embedding dimension")
    }
    guard labelSmoothing >= 0, labelSmoothing < 1 else {
      throw SettingError(path: "label-smoothing", expected: "at least 0 and below 1")
    }
    let name = try setting.componentName("name")
    if name == "softmax" {
      return SoftmaxHead(classes: classes, dimension: dimension, labelSmoothing: Float(labelSmoothing))
    }
    let schedule = setting["margin-schedule"] ?? .string("constant")
    return UnifiedMarginHead(
      classes: classes, dimension: dimension, scale: try positiveFloat(setting, "scale"),
      margin: try margin(name, setting), schedule: try MarginSchedule(schedule),
      labelSmoothing: Float(labelSmoothing))
  }

  private static func margin(_ name: String, _ setting: Setting) throws(SettingError) -> UnifiedMargin {
    let (m1, m2, m3) = try margins(name, setting)
    guard m1.isFinite, m2.isFinite, m3.isFinite, m1 > 0 else {
      throw SettingError(path: name, expected: "given margins that a 32-bit float can hold, m1 above 0")
    }
    if name == "normface" { return UnifiedMargin(m1: 1, m2: 0, m3: 0) }
    let pastPi = try pastPi(setting)
    if pastPi == .linear && m1 != 1 {
      throw SettingError(
        path: "past-pi", expected: "monotone, clamp or none here: ‘linear’ is defined for m1 = 1 only")
    }
    let gradient = try setting.string("gradient")
    guard gradient == "exact" || gradient == "detached" else {
      throw SettingError(path: "gradient", expected: "exact or detached, not ‘\(gradient)’")
    }
    return UnifiedMargin(m1: m1, m2: m2, m3: m3, pastPi: pastPi, isDetached: gradient == "detached")
  }

  private static func margins(_ name: String, _ setting: Setting) throws(SettingError) -> (Float, Float, Float) {
    switch name {
    case "normface": return (1, 0, 0)
    case "sphereface": return (Float(try setting.number("margin")), 0, 0)
    case "arcface": return (1, Float(try setting.number("margin")), 0)
    case "cosface": return (1, 0, Float(try setting.number("margin")))
    case "combined":
      return (
        Float(try setting.number("m1")), Float(try setting.number("m2")), Float(try setting.number("m3"))
      )
    default:
      let known = NetworkVocabulary.heads.map(\.name).joined(separator: ", ")
      throw SettingError(path: "name", expected: "one of \(known), not ‘\(name)’")
    }
  }

  private static func pastPi(_ setting: Setting) throws(SettingError) -> UnifiedMargin.PastPi {
    let word = try setting.string("past-pi")
    switch word {
    case "monotone": return .monotone
    case "linear": return .linear
    case "clamp": return .clamp
    case "none": return .none
    default: throw SettingError(path: "past-pi", expected: "monotone, linear, clamp or none, not ‘\(word)’")
    }
  }

  private static func positiveFloat(_ setting: Setting, _ key: String) throws(SettingError) -> Float {
    let value = Float(try setting.number(key))
    guard value > 0, value.isFinite else { throw SettingError(path: key, expected: "above 0") }
    return value
  }
}
