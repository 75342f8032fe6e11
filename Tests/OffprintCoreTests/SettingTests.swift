import OffprintCore
import Testing

@Suite("Settings")
struct SettingTests {
  private let setting: Setting = [
    "loss": ["name": "arcface", "margin": 0.5], "layers": [["name": "conv", "channels": 8], "relu"], "flag": true,
  ]

  @Test("a dotted path goes through maps and, by number, through lists")
  func paths() {
    #expect(setting[path: "loss.margin"] == 0.5)
    #expect(setting[path: "layers.0.channels"] == 8)
    #expect(setting[path: "layers.2"] == nil)
    #expect(setting[path: "layers.-1"] == nil)
    #expect(setting[path: "flag.x"] == nil)
    #expect(setting[path: "loss.scale"] == nil)
  }

  @Test("replacing at a path leaves the rest alone and makes maps where they are missing")
  func replacing() {
    #expect(setting.replacing(path: "layers.0.channels", with: 16)[path: "layers.0.channels"] == 16)
    #expect(setting.replacing(path: "layers.0.channels", with: 16)[path: "layers.0.name"] == "conv")
    #expect(setting.replacing(path: "a.b", with: 1)[path: "a.b"] == 1)
    #expect(setting.replacing(path: "loss.margin", with: 0.5) == setting)
  }

  @Test("reading a value of another shape names the key and what it should be")
  func readingErrors() {
    #expect(throws: SettingError(path: "flag", expected: "a number")) { try setting.number("flag") }
    #expect(throws: SettingError(path: "none", expected: "text")) { try setting.string("none") }
    #expect(throws: SettingError(path: "m", expected: "a whole number")) { try Setting.map(["m": 0.5]).integer("m") }
    #expect(throws: SettingError(path: "m", expected: "a whole number")) { try Setting.map(["m": 1e300]).integer("m") }
  }

  @Test("30 and 30.0 are one setting, and so are 0 and -0 in canonical form")
  func numbers() {
    #expect(Setting.number(30.0) == 30)
    #expect(Setting.number(-0.0).canonicalJSON == "0")
  }
}
