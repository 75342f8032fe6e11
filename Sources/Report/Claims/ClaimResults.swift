package import Experiment
package import Notebook

/// A claim with what the runs say of it.
package struct ClaimResult: Hashable, Sendable {
  package let claim: NotebookClaim
  package let finding: ClaimFinding
  /// The sides that were compared, in the claim's order; for `best-of` the sweep's other configurations follow.
  package let arms: [ClaimArm]
  /// What each side is made of, as the notebook writes it: `arcface`, `margins[loss.margin=0.5]`, `margins.best`.
  package let references: [String]
  /// The names of the finished runs that went into it, sorted, and their seeds.
  package let runs: [String]
  package let seeds: [Int]
  /// Why there are fewer values than seeds, as `1 of 3 runs failed`; nil where every run finished.
  package let shortfall: String?
  /// What readers call the cell of the first side, without what a sweep assigned.
  package let cellLabel: String

  /// Whether the metric is in points of a hundred.
  package var isPercentage: Bool { claim.metric.isPercentage }
}

/// Every claim of a notebook, weighed within its family.
package struct ClaimResults: Hashable, Sendable {
  /// The chance of an error that each kind of verdict is allowed, over a family.
  package static let level = 0.05

  /// In the order of the notebook.
  package let all: [ClaimResult]

  package init(_ claims: [NotebookClaim], results: ResultSet, cache: ReportCache? = nil) {
    let judge = ClaimJudge(level: ClaimResults.level)
    var findings: [String: ClaimFinding] = [:]
    for family in Set(claims.map(\.family)).sorted() {
      let members = claims.filter { $0.family == family }
      let questions = members.map { ClaimResults.question($0, results) }
      let found = cache?.findings(questions, judge) ?? judge.findings(questions)
      for (claim, finding) in zip(members, found) { findings[claim.name] = finding }
    }
    all = claims.compactMap { claim in
      guard var finding = findings[claim.name] else { return nil }
      if results.data?.name != claim.data { finding.verdict = .notComparable }
      return ClaimResults.result(claim, finding, results)
    }
  }

  package subscript(name: String) -> ClaimResult? { all.first { $0.claim.name == name } }

  /// How many have this verdict; nil counts all.
  package func count(_ verdict: Verdict?, of scope: ResultReference.ClaimScope = .all) -> Int {
    all.count { result in
      switch scope {
      case .all: break
      case .family(let family): if result.claim.family != family { return false }
      case .group(let group): if result.claim.group != group { return false }
      }
      return verdict == nil || result.finding.verdict == verdict
    }
  }

  /// What stands in one row of the ledger: a claim by itself, or all that one `claims:` makes.
  package var entries: [[ClaimResult]] { ClaimResults.entries(of: all) }

  static func entries(of all: [ClaimResult]) -> [[ClaimResult]] {
    var entries: [[ClaimResult]] = []
    for result in all {
      if let group = result.claim.group, entries.last?.first?.claim.group == group {
        entries[entries.count - 1].append(result)
      } else {
        entries.append([result])
      }
    }
    return entries
  }

  private static func question(_ claim: NotebookClaim, _ results: ResultSet) -> ClaimQuestion {
    let arms = ClaimArms(results: results, metric: claim.metric)
    return switch claim.assertion {
    case .equals(let arm, let number, let margin): .equals(arms.arm(arm), number, margin: margin)
    case .sameAs(let first, let second, let margin): .equivalent(arms.arm(first), arms.arm(second), margin: margin)
    case .above(let first, let second, let margin): .greater(arms.arm(first), than: arms.arm(second), margin: margin)
    case .order(let list, let margin): .descending(list.map(arms.arm), margin: margin)
    case .bestOf(let arm, let sweep, let margin):
      .best(arms.arm(arm), of: arms.others(of: sweep, than: arm), margin: margin)
    }
  }

  private static func result(_ claim: NotebookClaim, _ finding: ClaimFinding, _ results: ResultSet) -> ClaimResult {
    let arms = ClaimArms(results: results, metric: claim.metric)
    var sides = claim.assertion.arms.map(arms.arm)
    var references = claim.assertion.arms.map(\.text)
    var runs = claim.assertion.arms.flatMap(arms.runs)
    if case .bestOf(let arm, let sweep, _) = claim.assertion {
      sides += arms.others(of: sweep, than: arm)
      references += arms.otherReferences(of: sweep, than: arm).map(\.text)
      runs = arms.runs(.mean(sweep: sweep))
    }
    var seen: Set<String> = []
    runs = runs.filter { seen.insert($0.name).inserted }
    let finished = runs.filter { $0.record?.status.isFinished ?? false }
    return ClaimResult(
      claim: claim, finding: finding, arms: sides, references: references, runs: finished.map(\.name).sorted(),
      seeds: Set(finished.map(\.spec.seed)).sorted(), shortfall: runs.shortfall,
      cellLabel: claim.assertion.arms.first.flatMap { arms.cellLabel($0) } ?? claim.name)
  }
}
