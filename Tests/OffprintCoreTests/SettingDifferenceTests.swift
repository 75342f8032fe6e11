import OffprintCore
import Testing

@Suite("What differs between two settings")
struct SettingDifferenceTests {
  private func changes(_ old: Setting, _ new: Setting) -> [SettingChange] {
    SettingDifference(from: old, to: new).changes
  }

  @Test func `equal settings differ in nothing, whatever order they were written in`() {
    let setting: Setting = ["a": 1, "b": [1, 2, ["name": "x"]]]
    let difference = SettingDifference(from: setting, to: ["b": [1, 2, ["name": "x"]], "a": 1])
    #expect(difference.changes.isEmpty && difference.weight == 0)
  }

  @Test func `a key is named by its path, with what is absent as nothing`() {
    let old: Setting = ["loss": ["name": "arcface", "margin": 0.3, "scale": 16], "clip": 1]
    let new: Setting = ["loss": ["name": "arcface", "margin": 0.5, "scale": 16], "smoothing": 0.1]
    #expect(
      changes(old, new) == [
        SettingChange(path: "clip", old: 1, new: nil), SettingChange(path: "loss.margin", old: 0.3, new: 0.5),
        SettingChange(path: "smoothing", old: nil, new: 0.1),
      ])
  }

  @Test func `a component that becomes another is one change that weighs as much as it has values`() {
    let difference = SettingDifference(
      from: ["loss": ["name": "softmax"]], to: ["loss": ["name": "arcface", "margin": 0.3, "scale": 16]])
    #expect(difference.changes.map(\.path) == ["loss"] && difference.weight == 3)
  }

  @Test func `a layer put in or taken out does not change those after it`() {
    let conv: Setting = ["name": "conv", "channels": 8]
    let wide: Setting = ["name": "conv", "channels": 16]
    let dropout: Setting = ["name": "dropout", "rate": 0.1]
    let end: Setting = ["name": "embedding", "size": 3]
    let short: Setting = ["layers": [conv, wide, end]]
    let long: Setting = ["layers": [conv, dropout, wide, end]]
    #expect(changes(short, long) == [SettingChange(path: "layers.1", old: nil, new: dropout)])
    #expect(changes(long, short) == [SettingChange(path: "layers.1", old: dropout, new: nil)])
    #expect(
      changes(short, ["layers": [conv, dropout, ["name": "conv", "channels": 32], end]]) == [
        SettingChange(path: "layers.1", old: nil, new: dropout),
        SettingChange(path: "layers.2.channels", old: 16, new: 32),
      ])
  }

  @Test func `a list of numbers is one value`() {
    #expect(changes(["betas": [0.9, 0.99]], ["betas": [0.9, 0.999]]).map(\.path) == ["betas"])
  }

  @Test func `what is nested a thousand times is compared in no time`() {
    var (old, new): (Setting, Setting) = (1, 2)
    for _ in 0..<1000 { (old, new) = ([old, ["name": "a"]], [new, ["name": "a"]]) }
    #expect(SettingDifference(from: old, to: new).changes.count == 1)
  }

  /// Independent of how the changes were found: they are carried out.
  @Test func `the changes of maps, carried out on the old setting, give the new one`() {
    var random = Numbers()
    for _ in 0..<300 {
      let (old, new) = (map(&random, depth: 3), map(&random, depth: 3))
      var result = old
      for change in changes(old, new) { result = carryOut(change, on: result) }
      #expect(result == new)
      #expect(SettingDifference(from: old, to: new).weight == SettingDifference(from: new, to: old).weight)
    }
  }

  private func carryOut(_ change: SettingChange, on setting: Setting) -> Setting {
    if let new = change.new { return setting.replacing(path: change.path, with: new) }
    return removing(change.path.split(separator: ".").map(String.init)[...], from: setting)
  }

  private func removing(_ keys: ArraySlice<String>, from setting: Setting) -> Setting {
    guard case .map(var entries) = setting, let key = keys.first else { return setting }
    entries[key] = keys.count == 1 ? nil : entries[key].map { removing(keys.dropFirst(), from: $0) }
    return .map(entries)
  }

  private func map(_ random: inout Numbers, depth: Int) -> Setting {
    var entries: [String: Setting] = [:]
    for key in ["a", "b", "c"] {
      switch random.next(4) {
      case 0: break
      case 1 where depth > 0: entries[key] = map(&random, depth: depth - 1)
      default: entries[key] = .number(Double(random.next(3)))
      }
    }
    return .map(entries)
  }
}

/// The same numbers each time: Knuth's linear congruential generator.
private struct Numbers {
  private var state: UInt64 = 7

  mutating func next(_ count: UInt64) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % count)
  }
}
