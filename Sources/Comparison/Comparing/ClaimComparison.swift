/// What the two sides say of the same claims.
package struct ClaimComparison: Hashable, Sendable {
  package struct Flip: Hashable, Sendable {
    package var name: String
    package var words: String
    package var before: String
    package var after: String
    package var effectBefore: Double?
    package var effectAfter: Double?

    /// Whether a claim that was reproduced is so no more.
    package var isLoss: Bool { before == "reproduced" && after != "reproduced" }
  }

  package private(set) var flips: [Flip] = []
  package private(set) var added: [ReportSnapshot.Claim] = []
  package private(set) var removed: [ReportSnapshot.Claim] = []
  /// On both sides.
  package private(set) var common = 0

  init(_ before: [ReportSnapshot.Claim], _ after: [ReportSnapshot.Claim]) {
    let old = Dictionary(before.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let names = Set(after.map(\.name))
    for claim in after {
      guard let earlier = old[claim.name] else {
        added.append(claim)
        continue
      }
      common += 1
      if earlier.verdict == claim.verdict { continue }
      flips.append(
        Flip(
          name: claim.name, words: claim.words, before: earlier.verdict, after: claim.verdict,
          effectBefore: earlier.effect, effectAfter: claim.effect))
    }
    removed = before.filter { !names.contains($0.name) }
  }

  package var isEmpty: Bool { flips.isEmpty && added.isEmpty && removed.isEmpty }
}
