/// What became of the runs.
package struct RunComparison: Hashable, Sendable {
  /// A run that both sides ask for and that ended otherwise.
  package struct Change: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
      /// Finished before, fails now.
      case failed
      /// Finished before, is not stored now.
      case lost
      /// Failed or lacking before, finished now.
      case recovered
      /// Neither before nor now finished, but otherwise.
      case other
      /// One identity, two results: what must never happen.
      case unrepeatable
    }

    package var configuration: String
    package var seed: Int
    package var kind: Kind
    package var before: ReportSnapshot.Run.Status
    package var after: ReportSnapshot.Run.Status
    /// Why it failed, where it did.
    package var reason: String?
  }

  /// Seeds that only one side has of a configuration that both have.
  package struct SeedChange: Hashable, Sendable {
    package var configuration: String
    package var added: [Int]
    package var removed: [Int]
  }

  package struct Renaming: Hashable, Sendable {
    package var before: String
    package var after: String
  }

  /// Configurations with their seeds.
  package struct Listed: Hashable, Sendable {
    package var name: String
    package var seeds: [Int]
  }

  package private(set) var added: [Listed] = []
  package private(set) var removed: [Listed] = []
  package private(set) var renamed: [Renaming] = []
  package private(set) var seeds: [SeedChange] = []
  package private(set) var changes: [Change] = []
  /// Of each side.
  package private(set) var counts: (before: Int, after: Int) = (0, 0)
  /// Runs that both sides have, and those of them that are the same to the bit.
  package private(set) var common = 0
  package private(set) var identical = 0
  private let likeness: Likeness

  init(_ before: ReportSnapshot, _ after: ReportSnapshot, _ pairing: Pairing, _ old: RunTable, _ new: RunTable) {
    likeness = Likeness(before, after)
    counts = (before.runs.count, after.runs.count)
    added = pairing.added.map { Listed(name: $0.name, seeds: new.seeds(of: $0.name)) }
    removed = pairing.removed.map { Listed(name: $0.name, seeds: old.seeds(of: $0.name)) }
    for pair in pairing.pairs {
      if pair.isRenamed { renamed.append(Renaming(before: pair.before.name, after: pair.after.name)) }
      compare(pair, old, new)
    }
  }

  private mutating func compare(_ pair: Pairing.Pair, _ old: RunTable, _ new: RunTable) {
    let before = old.runs(of: pair.before.name)
    let after = new.runs(of: pair.after.name)
    let appeared = after.keys.filter { before[$0] == nil }.sorted()
    let gone = before.keys.filter { after[$0] == nil }.sorted()
    if !appeared.isEmpty || !gone.isEmpty {
      seeds.append(SeedChange(configuration: pair.name, added: appeared, removed: gone))
    }
    for seed in before.keys.sorted() {
      guard let first = before[seed], let second = after[seed] else { continue }
      common += 1
      if likeness.isSameRun(first, second) { identical += 1 }
      guard let kind = kind(first, second) else { continue }
      changes.append(
        Change(
          configuration: pair.name, seed: seed, kind: kind, before: first.status, after: second.status,
          reason: second.failure ?? first.failure))
    }
  }

  private func kind(_ before: ReportSnapshot.Run, _ after: ReportSnapshot.Run) -> Change.Kind? {
    if before.status == after.status { return likeness.isContradiction(before, after) ? .unrepeatable : nil }
    switch (before.status, after.status) {
    case (.finished, .failed): return .failed
    case (.finished, _): return .lost
    case (_, .finished): return .recovered
    default: return .other
    }
  }

  package static func == (left: RunComparison, right: RunComparison) -> Bool {
    left.added == right.added && left.removed == right.removed && left.renamed == right.renamed
      && left.seeds == right.seeds && left.changes == right.changes && left.counts == right.counts
      && left.common == right.common && left.identical == right.identical
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(added)
    hasher.combine(removed)
    hasher.combine(changes)
  }

  package var isEmpty: Bool {
    added.isEmpty && removed.isEmpty && renamed.isEmpty && seeds.isEmpty && changes.isEmpty
  }
}

/// The runs of one side, found by configuration and seed.
struct RunTable {
  private var table: [String: [Int: ReportSnapshot.Run]] = [:]

  init(_ snapshot: ReportSnapshot) {
    for run in snapshot.runs { table[run.configuration, default: [:]][run.seed] = run }
  }

  func runs(of configuration: String) -> [Int: ReportSnapshot.Run] { table[configuration] ?? [:] }
  func seeds(of configuration: String) -> [Int] { runs(of: configuration).keys.sorted() }
}

/// When two runs are one.
struct Likeness: Hashable, Sendable {
  /// How far values may be apart and still be the same: a page has them rounded to two decimals.
  private let tolerance: Double

  init(_ before: ReportSnapshot, _ after: ReportSnapshot) {
    tolerance = before.origin == .page || after.origin == .page ? 0.00501 : 1e-9
  }

  /// Whether two names of runs or digests, either of which may be its first digits, are one; nil where one is not known.
  static func agree(_ first: String?, _ second: String?) -> Bool? {
    guard let first, let second else { return nil }
    let count = min(first.utf8.count, second.utf8.count)
    return count >= 8 && first.utf8.prefix(count).elementsEqual(second.utf8.prefix(count))
  }

  /// One identity and one result.
  func isSameRun(_ first: ReportSnapshot.Run, _ second: ReportSnapshot.Run) -> Bool {
    Likeness.agree(first.id, second.id) == true && first.status == second.status && !isContradiction(first, second)
  }

  /// One identity, but other weights or another accuracy.
  func isContradiction(_ first: ReportSnapshot.Run, _ second: ReportSnapshot.Run) -> Bool {
    guard Likeness.agree(first.id, second.id) == true, first.status == .finished, second.status == .finished else {
      return false
    }
    if Likeness.agree(first.weights, second.weights) == false { return true }
    return first.metrics.contains { metric, value in
      second.metrics[metric].map { ($0 - value).magnitude > tolerance } ?? false
    }
  }
}
