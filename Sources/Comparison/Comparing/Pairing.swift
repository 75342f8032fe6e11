import OffprintCore

/// Which configuration of one side is which of the other.
package struct Pairing: Hashable, Sendable {
  package struct Pair: Hashable, Sendable {
    package var before: ReportSnapshot.Configuration
    package var after: ReportSnapshot.Configuration

    package var isRenamed: Bool { before.name != after.name }
    /// What both sides call it: the name that it has now.
    package var name: String { after.name }
  }

  /// In the order of the second side.
  package private(set) var pairs: [Pair] = []
  package private(set) var added: [ReportSnapshot.Configuration] = []
  package private(set) var removed: [ReportSnapshot.Configuration] = []

  /// By name; what is left by equal settings, or by the identities of its runs; and then by a label that is not its name, or by
  /// settings that changed as those of others did.
  package init(_ before: ReportSnapshot, _ after: ReportSnapshot) {
    if before.origin == .run, after.origin == .run, let old = before.configurations.first,
      let new = after.configurations.first
    {
      pairs = [Pair(before: old, after: new)]
      return
    }
    let named = Dictionary(before.configurations.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let known = Set(after.configurations.map(\.name))
    var candidates = before.configurations.filter { !known.contains($0.name) }
    var found: [String: ReportSnapshot.Configuration] = [:]
    for configuration in after.configurations { found[configuration.name] = named[configuration.name] }
    func match(_ isSame: (ReportSnapshot.Configuration, ReportSnapshot.Configuration) -> Bool) {
      for configuration in after.configurations where found[configuration.name] == nil {
        guard let index = candidates.firstIndex(where: { isSame($0, configuration) }) else { continue }
        found[configuration.name] = candidates.remove(at: index)
      }
    }
    if !candidates.isEmpty {
      let identities = (Pairing.identities(before), Pairing.identities(after))
      match { Pairing.isSame($0, $1, identities) }
      let usual = Pairing.changes(after.configurations, found)
      match { Pairing.isLike($0, $1, usual: usual) }
    }
    for configuration in after.configurations {
      if let old = found[configuration.name] {
        pairs.append(Pair(before: old, after: configuration))
      } else {
        added.append(configuration)
      }
    }
    removed = candidates
  }

  /// How the settings of paired configurations changed.
  private static func changes(
    _ configurations: [ReportSnapshot.Configuration], _ found: [String: ReportSnapshot.Configuration]
  ) -> Set<[SettingChange]> {
    Set(
      configurations.compactMap { new in
        guard let before = found[new.name]?.settings, let after = new.settings, before != after else { return nil }
        return SettingDifference.changes(before, after)
      })
  }

  private static func isLike(
    _ old: ReportSnapshot.Configuration, _ new: ReportSnapshot.Configuration, usual: Set<[SettingChange]>
  ) -> Bool {
    guard old.isSwept == new.isSwept else { return false }
    if old.label == new.label, old.label != old.name, new.label != new.name, !old.isSwept { return true }
    guard let before = old.settings, let after = new.settings, !usual.isEmpty else { return false }
    return usual.contains(SettingDifference.changes(before, after))
  }

  private static func isSame(
    _ old: ReportSnapshot.Configuration, _ new: ReportSnapshot.Configuration,
    _ identities: (before: [String: Set<String>], after: [String: Set<String>])
  ) -> Bool {
    if let before = old.settings, let after = new.settings { return before == after }
    guard let before = identities.before[old.name], let after = identities.after[new.name] else { return false }
    return before == after
  }

  /// The first twelve digits of each run, by configuration.
  private static func identities(_ snapshot: ReportSnapshot) -> [String: Set<String>] {
    var found: [String: Set<String>] = [:]
    for run in snapshot.runs {
      if let id = run.id { found[run.configuration, default: []].insert(String(id.prefix(12))) }
    }
    return found
  }
}
