package import OffprintCore

/// One key whose value is not what it was.
package struct SettingChange: Hashable, Sendable {
  /// Dotted, places in lists from 0: `model.layers.2.channels`.
  package var path: String
  /// Nil where there was none.
  package var before: String?
  package var after: String?

  package init(path: String, before: String?, after: String?) {
    self.path = path
    self.before = before
    self.after = after
  }
}

/// Compares settings key by key.
package enum SettingDifference {
  /// In the order of the paths.
  package static func changes(_ before: Setting, _ after: Setting, at path: String = "") -> [SettingChange] {
    if before == after { return [] }
    switch (before, after) {
    case (.map(let old), .map(let new)): return maps(old, new, path)
    case (.list(let old), .list(let new)): return lists(old, new, path)
    default: return [SettingChange(path: path, before: text(before), after: text(after))]
    }
  }

  private static func maps(_ old: [String: Setting], _ new: [String: Setting], _ path: String) -> [SettingChange] {
    // Another component of the same kind: `loss: arcface (…) → cosface (…)` says more than each of its keys.
    if let first = old["name"], let second = new["name"], first != second {
      return [SettingChange(path: path, before: text(.map(old)), after: text(.map(new)))]
    }
    return Set(old.keys).union(new.keys).sorted().flatMap { key -> [SettingChange] in
      let inner = path.isEmpty ? key : "\(path).\(key)"
      switch (old[key], new[key]) {
      case (let before?, let after?): return changes(before, after, at: inner)
      case (let before, let after):
        return [SettingChange(path: inner, before: before.map(text), after: after.map(text))]
      }
    }
  }

  /// What is alike at both ends is taken away first, so that a layer that was put in is one change.
  private static func lists(_ old: [Setting], _ new: [Setting], _ path: String) -> [SettingChange] {
    var start = 0
    while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
    var end = 0
    while end < min(old.count, new.count) - start, old[old.count - 1 - end] == new[new.count - 1 - end] { end += 1 }
    let middle = (old: old[start..<old.count - end], new: new[start..<new.count - end])
    return (start..<max(old.count, new.count) - end).flatMap { index -> [SettingChange] in
      let inner = path.isEmpty ? String(index) : "\(path).\(index)"
      let before = middle.old.indices.contains(index) ? middle.old[index] : nil
      let after = middle.new.indices.contains(index) ? middle.new[index] : nil
      guard let before, let after else {
        return before == nil && after == nil
          ? [] : [SettingChange(path: inner, before: before.map(text), after: after.map(text))]
      }
      return changes(before, after, at: inner)
    }
  }

  /// `arcface (margin 0.5, scale 30)`.
  package static func text(_ setting: Setting) -> String {
    switch setting {
    case .boolean(let value): return value ? "true" : "false"
    case .number(let value): return Setting.canonicalNumber(value)
    case .string(let value): return value
    case .list(let elements): return "[" + elements.map(text).joined(separator: ", ") + "]"
    case .map(let entries):
      let rest = entries.keys.filter { $0 != "name" }.sorted()
        .map { "\($0) \(entries[$0].map(text) ?? "")" }.joined(separator: ", ")
      guard case .string(let name)? = entries["name"] else { return rest }
      return rest.isEmpty ? name : "\(name) (\(rest))"
    }
  }
}
