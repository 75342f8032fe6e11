package import OffprintCore

/// Finds the stored run that is most like one that is not stored.
///
/// Of several that differ in equally many values comes first which was made by another version of the arithmetic and is the same
/// otherwise, then which is on other data, then which has another seed only: each of these says more about what became of the
/// run than a setting that another cell happens to have. What is still equal is decided by how far the numbers are apart, at last
/// by the name, so that the answer is always the same.
package struct NearestRun {
  /// A stored run, and what has to be changed in it.
  package struct Neighbor: Hashable, Sendable {
    package var record: RunRecord
    /// At least one.
    package var changes: [SettingChange]

    package init(record: RunRecord, changes: [SettingChange]) {
      self.record = record
      self.changes = changes
    }
  }

  private struct Candidate {
    var record: RunRecord
    var parts: [Int]
  }

  private var candidates: [Candidate] = []
  // Runs of one notebook share most of their settings, so each part is looked at once, and each pair of them.
  private var numbers: [Setting: Int] = [:]
  private var settings: [Setting] = []
  private var weights: [Pair: Int] = [:]

  private struct Pair: Hashable {
    var old: Int
    var new: Int
  }

  package init(_ records: [RunRecord]) {
    for record in records {
      let parts = parts(of: record.spec)
      candidates.append(Candidate(record: record, parts: parts))
    }
  }

  /// Nil where nothing is stored but the run itself.
  package mutating func neighbor(of wanted: RunIdentity) -> Neighbor? {
    let parts = parts(of: wanted.spec)
    var best: [Candidate] = []
    var bestRank = Rank(weight: .max, kind: .max)
    for candidate in candidates {
      let rank = rank(candidate, wanted, parts)
      guard rank.weight > 0, !(bestRank < rank) else { continue }
      if rank < bestRank { best = [] }
      bestRank = rank
      best.append(candidate)
    }
    // Among runs that have next to nothing in common it does not matter which is named.
    let compared = best.prefix(bestRank.weight > NearestRun.looselyRelated ? 1 : best.count)
    let neighbors = compared.map {
      Neighbor(record: $0.record, changes: wanted.changes(from: $0.record.identity))
    }
    return neighbors.min { left, right in
      let (a, b) = (NearestRun.distance(left.changes), NearestRun.distance(right.changes))
      return a == b ? left.record.id < right.record.id : a < b
    }
  }

  private static let looselyRelated = 6

  // MARK: - Rank

  private struct Rank: Comparable {
    var weight: Int
    /// 0 for another engine only, 1 for other data, 2 for another seed, 3 for everything else.
    var kind: Int

    static func < (left: Rank, right: Rank) -> Bool { (left.weight, left.kind) < (right.weight, right.kind) }
  }

  private mutating func rank(_ candidate: Candidate, _ wanted: RunIdentity, _ parts: [Int]) -> Rank {
    let record = candidate.record
    let isOtherEngine = record.engineVersion != wanted.engineVersion
    let isOtherData = record.data.digest != wanted.data.digest
    let isOtherSeed = record.spec.seed != wanted.spec.seed
    var settings = 0
    for (old, new) in zip(candidate.parts, parts) where old != new { settings += weight(Pair(old: old, new: new)) }
    let others = [isOtherEngine, isOtherData, isOtherSeed].count { $0 }
    let kind = settings > 0 || others != 1 ? 3 : isOtherEngine ? 0 : isOtherData ? 1 : 2
    return Rank(weight: settings + others, kind: kind)
  }

  private mutating func weight(_ pair: Pair) -> Int {
    if let known = weights[pair] { return known }
    let weight = SettingDifference(from: settings[pair.old], to: settings[pair.new]).weight
    weights[pair] = weight
    return weight
  }

  /// The model, the loss, the optimizer, and what is left without the seed: by number, equal where they are equal.
  private mutating func parts(of spec: RunSpec) -> [Int] {
    guard case .map(var rest) = spec.setting else { return [] }
    let large = ["model", "loss", "optimizer"].map { rest.removeValue(forKey: $0) ?? .map([:]) }
    rest["seed"] = nil
    return (large + [.map(rest)]).map { number(of: $0) }
  }

  private mutating func number(of setting: Setting) -> Int {
    if let known = numbers[setting] { return known }
    let number = settings.count
    settings.append(setting)
    numbers[setting] = number
    return number
  }

  /// How far the numbers among some changes are apart, each as a part of the larger one.
  private static func distance(_ changes: [SettingChange]) -> Double {
    changes.reduce(0) { sum, change in
      guard case .number(let old)? = change.old, case .number(let new)? = change.new, old != new else { return sum + 1 }
      return sum + abs(new - old) / max(abs(new), abs(old)) / 2
    }
  }
}
