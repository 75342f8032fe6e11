import Kernels
import NeuralNetwork
import OffprintCore
import Testing

@Suite("Heads from settings")
struct HeadsFactoryTests {
  private func make(_ setting: Setting) throws -> UnifiedMarginHead {
    let head = try HeadFactory.make(setting: setting, classes: 10, dimension: 3, labelSmoothing: 0.1)
    return try #require(head as? UnifiedMarginHead)
  }

  @Test("each name with its declared defaults gives the margins of its paper")
  func names() throws {
    let expected: [String: (Float, Float, Float)] = [
      "normface": (1, 0, 0), "sphereface": (1.35, 0, 0), "arcface": (1, 0.5, 0), "cosface": (1, 0, 0.35),
      "combined": (1, 0.3, 0.2),
    ]
    #expect(NetworkVocabulary.heads.map(\.name).sorted() == (expected.keys + ["softmax"]).sorted())
    for declaration in NetworkVocabulary.heads where declaration.name != "softmax" {
      let head = try make(defaults(of: declaration))
      let (m1, m2, m3) = try #require(expected[declaration.name])
      #expect(head.margin == UnifiedMargin(m1: m1, m2: m2, m3: m3) && head.scale == 30 && head.schedule == .constant)
      #expect(head.labelSmoothing == 0.1 && head.isNormalized && declaration.source != nil)
      #expect(head.parameters.map(\.shape) == [[10, 3]])
    }
    let softmax = try HeadFactory.make(setting: "softmax", classes: 10, dimension: 3, labelSmoothing: 0)
    #expect(!softmax.isNormalized && softmax.parameters.map(\.shape) == [[10, 3], [10]])
  }

  @Test("treatment, gradient and margin schedule are read")
  func options() throws {
    let combined = try #require(NetworkVocabulary.heads.last)
    var setting = defaults(of: combined)
    setting = setting.replacing(path: "past-pi", with: "linear").replacing(path: "gradient", with: "detached")
    setting = setting.replacing(path: "margin-schedule", with: ["name": "linear", "over": 0.25])
    let head = try make(setting)
    #expect(head.margin == UnifiedMargin(m1: 1, m2: 0.3, m3: 0.2, pastPi: .linear, isDetached: true))
    #expect(head.schedule == .linear(over: 0.25))
    setting = setting.replacing(
      path: "margin-schedule", with: ["name": "exponential", "over": 0.5, "steepness": 4])
    #expect(try make(setting).schedule == .exponential(over: 0.5, steepness: 4))
  }

  @Test("a setting without a meaning is refused with the key that is wrong")
  func refusals() throws {
    let combined = try #require(NetworkVocabulary.heads.last)
    let good = defaults(of: combined)
    let bad: [(String, Setting)] = [
      ("past-pi", good.replacing(path: "past-pi", with: "linear").replacing(path: "m1", with: 1.2)),
      ("past-pi", good.replacing(path: "past-pi", with: "bend")),
      ("gradient", good.replacing(path: "gradient", with: "none")),
      ("name", good.replacing(path: "name", with: "arkface")),
      ("margin-schedule", good.replacing(path: "margin-schedule", with: "cubic")),
      ("over", good.replacing(path: "margin-schedule", with: "linear")),
      ("scale", good.replacing(path: "scale", with: 1e300)), ("m2", good.replacing(path: "m2", with: "much")),
      ("combined", good.replacing(path: "m3", with: 1e300)),
    ]
    for (path, setting) in bad {
      let error = #expect(throws: SettingError.self) { try make(setting) }
      #expect(error?.path == path)
    }
    #expect(throws: SettingError.self) {
      try HeadFactory.make(setting: "softmax", classes: 10, dimension: 3, labelSmoothing: 1)
    }
  }
}

/// A component as the notebook's checker hands it on when nothing but its name was written.
func defaults(of declaration: ComponentDeclaration) -> Setting {
  var setting: Setting = ["name": .string(declaration.name)]
  for key in declaration.keys {
    if case .defaulted(let value) = key.presence { setting = setting.replacing(path: key.name, with: value) }
  }
  return setting
}
