/// A key that two settings do not agree on.
package struct SettingChange: Hashable, Sendable {
  /// Dotted, as a notebook's paths are: `loss.margin`, `model.layers.2.channels`. An element of a list that only the old setting
  /// has is counted in the old list, every other one in the new.
  package var path: String
  /// Nil where the old setting has no such key.
  package var old: Setting?
  /// Nil where the new setting has no such key.
  package var new: Setting?

  package init(path: String, old: Setting?, new: Setting?) {
    self.path = path
    self.old = old
    self.new = new
  }
}

/// What has to be changed in one setting to get another: as few keys as possible, each as deep as it goes.
///
/// A component (`{name: arcface, …}`) that becomes another is one change, since its keys mean nothing beside the other's. The
/// elements of two lists are matched in their order so that the whole differs least: a layer put into a model is one new layer,
/// and not a change of all that follow it.
package struct SettingDifference: Hashable, Sendable {
  /// Sorted by path but for lists, whose elements stand in their order.
  package private(set) var changes: [SettingChange] = []
  /// How far the two are apart: the single values that differ, of a component that became another and of what is on one side
  /// only all of them.
  package private(set) var weight = 0

  package init(from old: Setting, to new: Setting) {
    compare(old, new, at: "")
  }

  private init() {}

  private mutating func note(_ path: String, _ old: Setting?, _ new: Setting?) {
    changes.append(SettingChange(path: path, old: old, new: new))
    weight += max(SettingDifference.size(old), SettingDifference.size(new))
  }

  /// What is nested deeper is one change: no notebook goes that far, and the time doubles with each list inside a list.
  private static let maximumDepth = 12

  private mutating func compare(_ old: Setting?, _ new: Setting?, at path: String, depth: Int = 0) {
    guard old != new else { return }
    switch (old, new) {
    case _ where depth == SettingDifference.maximumDepth: note(path, old, new)
    case (.map(let before)?, .map(let after)?) where before["name"] == after["name"]:
      for key in Set(before.keys).union(after.keys).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
        compare(before[key], after[key], at: path.isEmpty ? key : "\(path).\(key)", depth: depth + 1)
      }
    case (.list(let before)?, .list(let after)?) where (before + after).contains(where: \.isComposite):
      let alignment = ListAlignment(before, after) { SettingDifference.weight($0, $1, depth: depth + 1) }
      for pair in alignment.pairs {
        let (element, other) = (pair.old.map { before[$0] }, pair.new.map { after[$0] })
        compare(element, other, at: "\(path).\(pair.new ?? pair.old ?? 0)", depth: depth + 1)
      }
    default: note(path, old, new)
    }
  }

  /// Single values in a setting; at least 1, and 0 for none at all.
  private static func size(_ setting: Setting?) -> Int {
    switch setting {
    case nil: 0
    case .map(let entries)?: max(1, entries.values.reduce(0) { $0 + size($1) })
    case .list(let elements)?: max(1, elements.reduce(0) { $0 + size($1) })
    default: 1
    }
  }

  /// The weight alone.
  private static func weight(_ old: Setting?, _ new: Setting?, depth: Int) -> Int {
    var difference = SettingDifference()
    difference.compare(old, new, at: "", depth: depth)
    return difference.weight
  }
}

extension Setting {
  fileprivate var isComposite: Bool {
    switch self {
    case .map, .list: true
    default: false
    }
  }
}

/// Which elements of two lists belong together: the cheapest alignment by weight, in their order.
private struct ListAlignment {
  /// In the order of both lists; where only one of them goes on, removals stand first.
  private(set) var pairs: [(old: Int?, new: Int?)] = []

  init(_ old: [Setting], _ new: [Setting], weight: (Setting?, Setting?) -> Int) {
    let removal = old.map { weight($0, nil) }
    let addition = new.map { weight(nil, $0) }
    let change = old.map { element in new.map { weight(element, $0) } }
    // costs[i][j]: of turning old[i...] into new[j...].
    var costs = Array(repeating: Array(repeating: 0, count: new.count + 1), count: old.count + 1)
    for i in stride(from: old.count, through: 0, by: -1) {
      for j in stride(from: new.count, through: 0, by: -1) where i < old.count || j < new.count {
        var best = Int.max
        if i < old.count { best = min(best, costs[i + 1][j] + removal[i]) }
        if j < new.count { best = min(best, costs[i][j + 1] + addition[j]) }
        if i < old.count, j < new.count { best = min(best, costs[i + 1][j + 1] + change[i][j]) }
        costs[i][j] = best
      }
    }
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if i < old.count, j < new.count, costs[i][j] == costs[i + 1][j + 1] + change[i][j] {
        pairs.append((i, j))
        (i, j) = (i + 1, j + 1)
      } else if i < old.count, costs[i][j] == costs[i + 1][j] + removal[i] {
        pairs.append((i, nil))
        i += 1
      } else {
        pairs.append((nil, j))
        j += 1
      }
    }
  }
}
