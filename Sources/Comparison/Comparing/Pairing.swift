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

  /// By name; what is left by equal settings, or by the identities of its runs.
  package init(_ before: ReportSnapshot, _ after: ReportSnapshot) {
    if before.origin == .run, after.origin == .run, let old = before.configurations.first,
      let new = after.configurations.first
    {
      pairs = [Pair(before: old, after: new)]
      return
    }
    let named = Dictionary(before.configurations.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let known = Set(after.configurations.map(\.name))
    let identities = (Pairing.identities(before), Pairing.identities(after))
    var candidates = before.configurations.filter { !known.contains($0.name) }
    for configuration in after.configurations {
      if let old = named[configuration.name] {
        pairs.append(Pair(before: old, after: configuration))
      } else if let index = candidates.firstIndex(where: { Pairing.isSame($0, configuration, identities) }) {
        pairs.append(Pair(before: candidates.remove(at: index), after: configuration))
      } else {
        added.append(configuration)
      }
    }
    removed = candidates
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
