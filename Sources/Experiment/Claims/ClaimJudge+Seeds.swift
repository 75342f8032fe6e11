/// How many seeds it would take to decide a claim.
extension ClaimJudge {
  /// As `ClaimEvidence.seedsNeeded` and `leastSeeds` have it.
  struct Need {
    var seeds: Int?
    var least: Int
  }

  func seedsNeeded(_ question: ClaimQuestion, level: Double) -> Need {
    switch question {
    case .equals(let arm, let number, let margin):
      return within(number.widened(by: margin), SampleSummary(arm.sorted), level)
    case .equivalent(let first, let second, let margin):
      return within(-margin...margin, SampleSummary(PairedSample(first.values, second.values).differences), level)
    case .greater(let first, let second, let margin): return above([(first, second)], margin: margin, level)
    case .descending(let arms, let margin):
      return above(zip(arms, arms.dropFirst()).map { ($0, $1) }, margin: margin, level)
    case .best(let arm, let others, let margin): return above(others.map { (arm, $0) }, margin: margin, level)
    }
  }

  /// The nearest end is what has to be ruled out, from within or from without.
  private func within(_ range: ClosedRange<Double>, _ summary: SampleSummary?, _ level: Double) -> Need {
    guard let summary, let deviation = summary.standardDeviation else { return Need(seeds: nil, least: 2) }
    let excess = min(summary.mean - range.lowerBound, range.upperBound - summary.mean)
    return Need(
      seeds: SampleSize.paired(
        excess: excess.magnitude, deviation: deviation, level: excess > 0 ? level : level / 2,
        power: excess > 0 ? 0.9 : 0.8), least: 2)
  }

  /// Pairs that would show each observed effect to be above 0, or, where it is not, below the margin.
  private func above(_ pairs: [(ClaimArm, ClaimArm)], margin: Double, _ level: Double) -> Need {
    // With fewer pairs than this no pattern of signs is rare enough.
    var fewest = 1
    while 1 / Double(1 << fewest) > level { fewest += 1 }
    var most = fewest
    for (first, second) in pairs {
      guard let summary = SampleSummary(PairedSample(first.values, second.values).differences),
        let deviation = summary.standardDeviation
      else { return Need(seeds: nil, least: fewest) }
      let sizes = [summary.mean, margin - summary.mean].compactMap {
        SampleSize.paired(excess: $0, deviation: deviation, level: level)
      }
      guard let size = sizes.min() else { return Need(seeds: nil, least: fewest) }
      most = max(most, size)
    }
    return Need(seeds: most, least: fewest)
  }
}

extension ClaimEvidence {
  mutating func needs(_ need: ClaimJudge.Need) { (seedsNeeded, leastSeeds) = (need.seeds, need.least) }
}
