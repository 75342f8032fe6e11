internal import OffprintCore

/// Weighs claims. Under what they deny, the chance that any claim of a family is called REPRODUCED is at most `level`; under
/// what they say, the chance that any is called NOT REPRODUCED is at most `level` too (Holm's correction for either kind of
/// error by itself).
package struct ClaimJudge: Sendable {
  /// Of each kind of error over the family.
  package let level: Double
  /// Where permutations are drawn from, when there are too many to count.
  let stream: RandomStream

  package init(level: Double = 0.05, seed: UInt64 = 0) {
    precondition(level > 0 && level < 0.5)
    self.level = level
    stream = RandomStream(seed: seed, purpose: .claims)
  }

  /// The findings of a family of claims, in their order. With `isComparable` false the runs are on other data than the claims
  /// are about: all are NOT COMPARABLE, with their evidence.
  package func findings(_ family: [ClaimQuestion], isComparable: Bool = true) -> [ClaimFinding] {
    // A permutation test draws a hundred thousand patterns, and each claim is a matter of its own.
    var evidence = Parallel.map(family, workers: family.count) { self.evidence($0) }
    // Seeds are promised for the strictest level that the correction may ask of a claim.
    for (index, question) in family.enumerated() where family.count > 1 {
      evidence[index].needs(seedsNeeded(question, level: level / Double(family.count)))
    }
    let adjustedFalse = HolmCorrection.adjusted(evidence.map(\.probabilityFalse))
    let adjustedTrue = HolmCorrection.adjusted(evidence.map(\.probabilityTrue))
    return evidence.indices.map { index in
      let verdict: Verdict =
        !isComparable
        ? .notComparable
        : adjustedFalse[index] <= level
          ? .reproduced : adjustedTrue[index] <= level ? .notReproduced : .underpowered
      return ClaimFinding(
        verdict: verdict, evidence: evidence[index], adjustedFalse: adjustedFalse[index],
        adjustedTrue: adjustedTrue[index])
    }
  }

  /// What the arms of one claim say by themselves.
  package func evidence(_ question: ClaimQuestion) -> ClaimEvidence {
    var evidence = tests(question)
    evidence.needs(seedsNeeded(question, level: level))
    return evidence
  }

  private func tests(_ question: ClaimQuestion) -> ClaimEvidence {
    switch question {
    case .equals(let arm, let number, let margin):
      return within(number.widened(by: margin), arm.sorted, around: number.value)
    case .equivalent(let first, let second, let margin):
      precondition(margin > 0, "to be equivalent takes a margin")
      return within(-margin...margin, PairedSample(first.values, second.values).differences, around: 0)
    case .greater(let first, let second, let margin):
      return above(PairedSample(first.values, second.values).differences, margin: margin, place: 0)
    case .descending(let arms, let margin):
      precondition(arms.count >= 2, "an order takes two arms")
      return all(zip(arms, arms.dropFirst()).map { ($0, $1) }, margin: margin)
    case .best(let arm, let others, let margin):
      precondition(!others.isEmpty, "the best takes another one")
      return all(others.map { (arm, $0) }, margin: margin)
    }
  }

  private func within(_ range: ClosedRange<Double>, _ values: [Double], around center: Double) -> ClaimEvidence {
    let summary = SampleSummary(values)
    let test = EquivalenceTest(values, within: range)
    let interval = MeanInterval(values, level: 1 - 2 * level)?.interval
    return ClaimEvidence(
      method: .equivalence, effect: summary.map { $0.mean - center },
      interval: interval.map { ($0.lowerBound - center)...($0.upperBound - center) }, intervalLevel: 1 - 2 * level,
      probabilityFalse: test?.probabilityOutside ?? 1, probabilityTrue: test?.probabilityInside ?? 1,
      seeds: values.count, deviation: summary?.standardDeviation, detectableDifference: detectable(summary))
  }

  /// Whether the differences' mean is above 0, or else below `margin`.
  private func above(_ differences: [Double], margin: Double, place: Int) -> ClaimEvidence {
    let summary = SampleSummary(differences)
    let stream = stream.child(place)
    let forIt = SignFlipTest.probability(differences, .greater, stream: stream.child(0))
    let againstIt = SignFlipTest.probability(differences.map { margin - $0 }, .greater, stream: stream.child(1))
    return ClaimEvidence(
      method: .permutation, effect: summary?.mean, interval: MeanInterval(differences)?.interval, intervalLevel: 0.95,
      probabilityFalse: forIt ?? 1, probabilityTrue: againstIt ?? 1, seeds: differences.count,
      deviation: summary?.standardDeviation, detectableDifference: detectable(summary))
  }

  private func detectable(_ summary: SampleSummary?) -> Double? {
    summary.flatMap { summary in
      summary.standardDeviation.flatMap { SampleSize.detectableDifference(pairs: summary.count, deviation: $0) }
    }
  }

  /// All comparisons must hold for the claim, so the largest p counts and nothing is corrected; any may speak against it, so
  /// there the smallest counts after Holm's correction.
  private func all(_ pairs: [(ClaimArm, ClaimArm)], margin: Double) -> ClaimEvidence {
    let parts = pairs.enumerated().map { place, pair in
      above(PairedSample(pair.0.values, pair.1.values).differences, margin: margin, place: place)
    }
    let against = HolmCorrection.adjusted(parts.map(\.probabilityTrue))
    // A comparison that cannot be made is the most doubtful of all.
    let weakest = parts.indices.min { (parts[$0].effect ?? -.infinity) < (parts[$1].effect ?? -.infinity) } ?? 0
    var evidence = parts[weakest]
    evidence.method = parts.count == 1 ? .permutation : .intersection
    evidence.probabilityFalse = parts.map(\.probabilityFalse).max() ?? 1
    evidence.probabilityTrue = against.min() ?? 1
    evidence.seeds = parts.map(\.seeds).min() ?? 0
    return evidence
  }
}
