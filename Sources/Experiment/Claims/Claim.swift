/// What runs say about a claim.
package enum Verdict: String, Hashable, Sendable, CaseIterable {
  /// The claim's own test speaks for it, at the level that the report states.
  case reproduced = "REPRODUCED"
  /// The runs speak against it, by a test of their own: not merely a test for it that failed.
  case notReproduced = "NOT REPRODUCED"
  /// The runs allow neither: more seeds would tell. Never a pass.
  case underpowered = "UNDERPOWERED"
  /// The runs are on other data than the claim is about.
  case notComparable = "NOT COMPARABLE"

  /// As keys and files spell it: `not-reproduced`.
  package var word: String { rawValue.lowercased().replacing(" ", with: "-") }
}

/// One configuration's metric over its seeds.
package struct ClaimArm: Hashable, Sendable {
  package let name: String
  /// By seed.
  package let values: [Int: Double]

  package init(name: String, values: [Int: Double]) {
    self.name = name
    self.values = values
  }

  package var sorted: [Double] { values.keys.sorted().compactMap { values[$0] } }
  package var mean: Double? { SampleSummary(sorted)?.mean }
}

/// What a claim says of configurations, and so what would count for it and against it.
///
/// `margin` is the smallest difference that would matter, in the metric's unit. It is what makes "no difference" something that
/// can be shown; with a margin of 0 an arm must be significantly worse to speak against being better.
package enum ClaimQuestion: Hashable, Sendable {
  /// The arm's mean is the printed number, within its rounding and the margin.
  case equals(ClaimArm, ClaimedNumber, margin: Double)
  /// Two arms differ by less than the margin, which must be above 0.
  case equivalent(ClaimArm, ClaimArm, margin: Double)
  /// The first arm's mean is above the second's.
  case greater(ClaimArm, than: ClaimArm, margin: Double)
  /// Each arm's mean is above the next one's; two arms or more.
  case descending([ClaimArm], margin: Double)
  /// The first arm's mean is above that of each of the others; one or more.
  case best(ClaimArm, of: [ClaimArm], margin: Double)
}

/// Which test decided.
package enum ClaimMethod: String, Hashable, Sendable {
  /// Two one-sided t tests (Schuirmann 1987).
  case equivalence = "two one-sided t tests"
  /// The paired permutation test over seeds, by flipping signs.
  case permutation = "paired permutation test"
  /// Several of them, all of which must hold (Berger 1982, intersection–union).
  case intersection = "paired permutation tests, all of which must hold"
}

/// What the seeds of a claim's arms say, before the family it belongs to is looked at.
package struct ClaimEvidence: Hashable, Sendable {
  package var method: ClaimMethod
  /// Mean less claimed number, or first arm less second; for several arms the comparison that is most against the claim. Nil
  /// where an arm has no value.
  package var effect: Double?
  /// Of the effect: the t interval, at `intervalLevel`; nil below two seeds.
  package var interval: ClosedRange<Double>?
  /// 0.9 for equivalence, whose two one-sided tests it shows; else 0.95.
  package var intervalLevel: Double
  /// Small where the seeds speak for the claim. 1 where nothing can be said.
  package var probabilityFalse: Double
  /// Small where they speak against it. 1 where nothing can be said.
  package var probabilityTrue: Double
  /// Seeds, or pairs of them: the fewest that any comparison has.
  package var seeds: Int
  /// The standard deviation of what was compared; nil below two seeds.
  package var deviation: Double?
  /// Seeds that would decide with a probability of 80 %, if effect and spread stay what they are, at the level that is left
  /// after a correction for all of the family; nil where no number can be named, as with one seed, or an effect that lies on
  /// the margin.
  package var seedsNeeded: Int?
  /// With fewer seeds than this the test cannot decide anything at that level, whatever they say.
  package var leastSeeds = 2
  /// The smallest difference that these seeds find with a probability of 80 %, two-sided at 5 %; nil below two seeds.
  package var detectableDifference: Double?
}

/// A claim's verdict among those of its family.
package struct ClaimFinding: Hashable, Sendable {
  package var verdict: Verdict
  package var evidence: ClaimEvidence
  /// `probabilityFalse` and `probabilityTrue`, each after Holm's correction over the family.
  package var adjustedFalse: Double
  package var adjustedTrue: Double
}
