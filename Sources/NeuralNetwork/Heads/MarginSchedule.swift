package import OffprintCore

/// How much of the margins applies at a step: 0 is none (m1 = 1, m2 = m3 = 0), 1 all of them. A net that starts on the full
/// margin in few dimensions may never get its features to the right side.
package enum MarginSchedule: Hashable, Sendable {
  case constant
  /// In proportion to the steps done, until `over` of the training has passed.
  case linear(over: Double)
  /// (e^{kt} − 1)/(e^k − 1) with t from 0 to 1 over the same part: slow at first.
  case exponential(over: Double, steepness: Double)

  /// From 0 to 1.
  package func weight(at progress: HeadProgress) -> Double {
    switch self {
    case .constant: return 1
    case .linear(let over): return MarginSchedule.passed(progress, over: over)
    case .exponential(let over, let steepness):
      let t = MarginSchedule.passed(progress, over: over)
      return (Elementary.exp(steepness * t) - 1) / (Elementary.exp(steepness) - 1)
    }
  }

  private static func passed(_ progress: HeadProgress, over: Double) -> Double {
    let length = over * Double(progress.totalSteps)
    return length > 0 ? min(1, Double(progress.step) / length) : 1
  }

  static let declarations: [ComponentDeclaration] = {
    let over = KeyDeclaration(
      "over", .number(NumberRange(0...1, excludesLower: true)), .defaulted(0.5),
      "the part of the training after which the margins are whole, as a fraction", example: "0.5")
    return [
      ComponentDeclaration("constant", "The whole margins from the first step on."),
      ComponentDeclaration(
        "linear", "Margins that grow from none in proportion to the steps done.", keys: [over], primaryKey: "over"),
      ComponentDeclaration(
        "exponential", "Margins that grow from none slowly at first: (e^{kt} − 1)/(e^k − 1).",
        keys: [
          over,
          KeyDeclaration(
            "steepness", .number(NumberRange(0.1...50)), .defaulted(5), "k, without a unit", example: "5"),
        ], primaryKey: "over"),
    ]
  }()

  /// From the normalised setting of a `margin-schedule` key.
  package init(_ setting: Setting) throws(SettingError) {
    let name = try setting.componentName("margin-schedule")
    switch name {
    case "constant": self = .constant
    case "linear": self = .linear(over: try setting.number("over"))
    case "exponential":
      self = .exponential(over: try setting.number("over"), steepness: try setting.number("steepness"))
    default: throw SettingError(path: "margin-schedule", expected: "constant, linear or exponential, not ‘\(name)’")
    }
  }
}

extension Setting {
  /// The name of a component: of `{name: …}`, or of a bare word.
  func componentName(_ path: String) throws(SettingError) -> String {
    if case .string(let name) = self { return name }
    guard case .string(let name)? = self["name"] else {
      throw SettingError(path: path, expected: "the name of a component, or a map with a ‘name’")
    }
    return name
  }
}
