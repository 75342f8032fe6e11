package import OffprintCore

/// A setting in running text.
package enum SettingText {
  package static func text(of setting: Setting) -> String {
    switch setting {
    case .boolean(let value): value ? "true" : "false"
    case .number(let value): PrintedNumber.shortest(value)
    case .string(let value): value
    case .list(let elements): elements.map(text).joined(separator: ", ")
    case .map(let entries): component(entries)
    }
  }

  /// `arcface (margin 0.5, scale 30)` for a component; else its keys.
  private static func component(_ entries: [String: Setting]) -> String {
    let keys = entries.keys.filter { $0 != "name" }.sorted()
    let rest = keys.map { "\($0) \(entries[$0].map(text) ?? "")" }.joined(separator: ", ")
    guard case .string(let name)? = entries["name"] else { return rest }
    return rest.isEmpty ? name : "\(name) (\(rest))"
  }
}
