import Experiment
import Notebook

extension ResultsFile {
  /// A claim with everything that its verdict can be recomputed from: what it says, and the values by seed.
  struct Claim: Encodable {
    struct Arm: Encodable {
      var name: String
      /// What it is made of: a configuration's name, a sweep's for its mean, `margins.best`, `margins.maximum`.
      var reference: String
      /// By seed, in the metric's unit.
      var values: [String: Double]
    }

    struct Assertion: Encodable {
      /// `equals`, `same-as`, `above`, `order` or `best-of`.
      var kind: String
      /// As printed; nil but for `equals`.
      var number: Nullable<String>
      var margin: Double
    }

    var name: String
    var family: String
    /// The sweep or table whose `claims:` it is one of.
    var group: Nullable<String>
    var label: Nullable<String>
    var quote: Nullable<String>
    var source: Nullable<String>
    var metric: String
    var data: String
    var assertion: Assertion
    var arms: [Arm]
    var verdict: String
    var method: String
    var effect: Nullable<Double>
    /// Lower and upper end.
    var interval: Nullable<[Double]>
    var intervalLevel: Double
    /// Small where the seeds speak for the claim, by itself and corrected for the family.
    var pFor: Double
    var pForAdjusted: Double
    /// Small where the seeds speak against it.
    var pAgainst: Double
    var pAgainstAdjusted: Double
    var seeds: Int
    var seedsNeeded: Nullable<Int>
    var leastSeeds: Int
    var detectableDifference: Nullable<Double>

    init(_ result: ClaimResult) {
      let evidence = result.finding.evidence
      name = result.claim.name
      family = result.claim.family
      group = Nullable(result.claim.group)
      label = Nullable(result.claim.label)
      quote = Nullable(result.claim.quote)
      source = Nullable(result.claim.source)
      metric = result.claim.metric.rawValue
      data = result.claim.data
      assertion = Assertion(result.claim.assertion)
      arms = zip(result.arms, result.references).map { arm, reference in
        Arm(
          name: arm.name, reference: reference,
          values: Dictionary(arm.values.map { (String($0.key), $0.value) }, uniquingKeysWith: { first, _ in first }))
      }
      verdict = result.finding.verdict.word
      method = evidence.method.rawValue
      effect = Nullable(evidence.effect)
      interval = Nullable(evidence.interval.map { [$0.lowerBound, $0.upperBound] })
      intervalLevel = evidence.intervalLevel
      pFor = evidence.probabilityFalse
      pForAdjusted = result.finding.adjustedFalse
      pAgainst = evidence.probabilityTrue
      pAgainstAdjusted = result.finding.adjustedTrue
      seeds = evidence.seeds
      seedsNeeded = Nullable(evidence.seedsNeeded)
      leastSeeds = evidence.leastSeeds
      detectableDifference = Nullable(evidence.detectableDifference)
    }
  }
}

extension ResultsFile.Claim.Assertion {
  fileprivate init(_ assertion: ClaimAssertion) {
    switch assertion {
    case .equals(_, let claimed, let margin): self.init(kind: "equals", number: Nullable(claimed.text), margin: margin)
    case .sameAs(_, _, let margin): self.init(kind: "same-as", number: Nullable(nil), margin: margin)
    case .above(_, _, let margin): self.init(kind: "above", number: Nullable(nil), margin: margin)
    case .order(_, let margin): self.init(kind: "order", number: Nullable(nil), margin: margin)
    case .bestOf(_, _, let margin): self.init(kind: "best-of", number: Nullable(nil), margin: margin)
    }
  }
}
