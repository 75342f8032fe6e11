import Experiment
import OffprintCore
import Testing

@Suite struct ClaimTests {
  private let judge = ClaimJudge(seed: 7)

  private func arm(_ name: String, _ values: [Double]) -> ClaimArm {
    ClaimArm(
      name: name, values: Dictionary(uniqueKeysWithValues: values.enumerated().map { ($0.offset + 1, $0.element) }))
  }

  /// `count` values about `mean`, alternately a little above and below.
  private func about(_ mean: Double, spread: Double = 0.02, count: Int = 10, shift: Int = 0) -> [Double] {
    (0..<count).map { mean + spread * [1.0, -1, 0.5, -0.5, 0][($0 + shift) % 5] }
  }

  private func verdict(_ question: ClaimQuestion) -> Verdict { judge.findings([question])[0].verdict }

  @Test("A printed number is all that rounds to it")
  func printedNumber() throws {
    let number = try #require(ClaimedNumber("98.84"))
    #expect(number.interval.lowerBound == 98.84 - 0.005 && number.interval.upperBound == 98.84 + 0.005)
    #expect(try #require(ClaimedNumber("−3")).value == -3)
    #expect(try #require(ClaimedNumber("100")).halfUnit == 0.5)
    for text in ["", "-", "98.", ".5", "9 8", "1e3", "98,84", "٣", "1234567890.1234567", "nan", "+1", "1.2.3"] {
      #expect(ClaimedNumber(text) == nil, "\(text)")
    }
  }

  @Test("A value is reproduced within the margin, not reproduced beyond it, and undecided on it")
  func values() throws {
    let number = try #require(ClaimedNumber("98.84"))
    #expect(verdict(.equals(arm("a", about(98.85)), number, margin: 0.1)) == .reproduced)
    #expect(verdict(.equals(arm("a", about(99.20)), number, margin: 0.1)) == .notReproduced)
    #expect(verdict(.equals(arm("a", about(98.945)), number, margin: 0.1)) == .underpowered)
    #expect(verdict(.equals(arm("a", [98.84]), number, margin: 0.1)) == .underpowered)
    #expect(verdict(.equals(arm("a", []), number, margin: 0.1)) == .underpowered)
  }

  @Test("A difference is shown by its sign over the seeds, and by its size against the margin")
  func differences() {
    let base = about(99.1)
    let equal = about(99.1, shift: 1)
    #expect(verdict(.greater(arm("a", base.map { $0 + 0.05 }), than: arm("b", base), margin: 0)) == .reproduced)
    #expect(verdict(.greater(arm("b", base), than: arm("a", base.map { $0 + 0.05 }), margin: 0)) == .notReproduced)
    #expect(verdict(.greater(arm("a", equal), than: arm("b", base), margin: 0)) == .underpowered)
    #expect(verdict(.greater(arm("a", equal), than: arm("b", base), margin: 0.2)) == .notReproduced)
    #expect(verdict(.equivalent(arm("a", equal), arm("b", base), margin: 0.2)) == .reproduced)
    #expect(verdict(.equivalent(arm("a", base.map { $0 + 1 }), arm("b", base), margin: 0.2)) == .notReproduced)
  }

  @Test("Four pairs cannot show a difference, whatever it is: too few patterns of signs")
  func fourPairs() {
    let base = about(99, count: 4)
    let finding = judge.findings([.greater(arm("a", base.map { $0 + 5 }), than: arm("b", base), margin: 0)])[0]
    #expect(finding.verdict == .underpowered)
    #expect(finding.evidence.seedsNeeded == 5)
  }

  @Test("An order holds when every step holds, and falls with one step")
  func order() {
    let base = about(99)
    let arms = [arm("a", base.map { $0 + 0.2 }), arm("b", base.map { $0 + 0.1 }), arm("c", base)]
    #expect(verdict(.descending(arms, margin: 0)) == .reproduced)
    #expect(verdict(.descending([arms[0], arms[2], arms[1]], margin: 0)) == .notReproduced)
    #expect(verdict(.best(arms[0], of: [arms[1], arms[2]], margin: 0)) == .reproduced)
    #expect(verdict(.best(arms[1], of: [arms[0], arms[2]], margin: 0)) == .notReproduced)
    let twin = arm("d", about(99.2, shift: 2))
    let finding = judge.findings([.best(arms[0], of: [arms[1], twin], margin: 0)])[0]
    #expect(finding.verdict == .underpowered)
    #expect((finding.evidence.effect ?? 1).magnitude < 0.01)
  }

  @Test("On other data every verdict is NOT COMPARABLE, with its evidence")
  func otherData() throws {
    let number = try #require(ClaimedNumber("98.84"))
    let questions: [ClaimQuestion] = [
      .equals(arm("a", about(98.84)), number, margin: 0.1),
      .greater(arm("a", about(99)), than: arm("b", about(98)), margin: 0),
    ]
    let findings = judge.findings(questions, isComparable: false)
    #expect(findings.allSatisfy { $0.verdict == .notComparable && $0.evidence.effect != nil })
  }

  @Test("What was found in one claim alone may not stand in a family of forty")
  func family() {
    let base = about(99, count: 6)
    let question = ClaimQuestion.greater(arm("a", base.map { $0 + 0.05 }), than: arm("b", base), margin: 0)
    #expect(judge.findings([question])[0].verdict == .reproduced)
    let noise = ClaimQuestion.greater(arm("c", about(99, count: 6, shift: 1)), than: arm("b", base), margin: 0)
    let findings = judge.findings([question] + [ClaimQuestion](repeating: noise, count: 39))
    #expect(findings[0].verdict == .underpowered)
    #expect(findings[0].adjustedFalse > findings[0].evidence.probabilityFalse)
  }

  @Test("In a family more seeds are promised, for what is left of the level; never fewer than could decide")
  func seedsInFamily() throws {
    let base = about(99, count: 6)
    let question = ClaimQuestion.greater(arm("a", base.map { $0 + 0.05 }), than: arm("b", base), margin: 0)
    let alone = judge.findings([question])[0].evidence
    #expect(alone.leastSeeds == 5 && alone.seedsNeeded == 5)
    // 2⁻⁹ is more than 5 % of a fortieth, 2⁻¹⁰ is less.
    let family = judge.findings([ClaimQuestion](repeating: question, count: 40))[0].evidence
    #expect(family.leastSeeds == 10 && family.seedsNeeded == 10)
    let number = try #require(ClaimedNumber("98.84"))
    let value = ClaimQuestion.equals(arm("a", about(98.90)), number, margin: 0.1)
    let (single, among) = (judge.findings([value])[0].evidence, judge.findings([value, question])[0].evidence)
    #expect(single.leastSeeds == 2 && (single.seedsNeeded ?? 99) < (among.seedsNeeded ?? 0))
    #expect(
      among.seedsNeeded
        == SampleSize.paired(
          excess: 0.045, deviation: try #require(SampleSummary(about(98.90))?.standardDeviation), level: 0.025,
          power: 0.9))
  }

  @Test("Seeds that only one arm has do not count, and the fewest pairs are told")
  func missingSeeds() {
    let full = ClaimArm(name: "a", values: [1: 2, 2: 2.1, 3: 2.2])
    let short = ClaimArm(name: "b", values: [1: 1, 3: 1.1])
    #expect(judge.evidence(.greater(full, than: short, margin: 0)).seeds == 2)
    #expect(judge.evidence(.descending([full, short, full], margin: 0)).seeds == 2)
  }
}

/// What the verdicts promise, put to the test by studies of known truth.
@Suite struct ClaimSimulationTests {
  private let level = 0.05
  /// Three standard errors of a share of `level` among 10,000.
  private let allowance = 3 * (0.05 * 0.95 / 10_000).squareRoot()

  private func sample(_ count: Int, mean: Double, deviation: Double, _ stream: inout RandomStream) -> [Int: Double] {
    Dictionary(uniqueKeysWithValues: (0..<count).map { ($0, mean + deviation * stream.nextNormal()) })
  }

  @Test("10,000 studies whose truth lies on the margin: at most 5 % are called REPRODUCED", arguments: [3, 5, 10])
  func falseReproductions(seeds: Int) throws {
    let number = try #require(ClaimedNumber("98.84"))
    let judge = ClaimJudge(level: level)
    var stream = RandomStream(seed: UInt64(seeds), purpose: .claims)
    var reproduced = 0
    for _ in 0..<10_000 {
      let values = sample(seeds, mean: number.interval.upperBound + 0.1, deviation: 0.066, &stream)
      let question = ClaimQuestion.equals(ClaimArm(name: "a", values: values), number, margin: 0.1)
      if judge.findings([question])[0].verdict == .reproduced { reproduced += 1 }
    }
    #expect(Double(reproduced) / 10_000 <= level + allowance)
    // A test that never reproduces anything would pass the line above.
    #expect(reproduced > 100)
  }

  @Test("10,000 studies whose truth is the claimed number: at most 5 % are called NOT REPRODUCED")
  func falseAccusations() throws {
    let number = try #require(ClaimedNumber("98.84"))
    let judge = ClaimJudge(level: level)
    var stream = RandomStream(seed: 11, purpose: .claims)
    var accused = 0
    for _ in 0..<10_000 {
      let values = sample(5, mean: number.interval.upperBound, deviation: 0.066, &stream)
      let question = ClaimQuestion.equals(ClaimArm(name: "a", values: values), number, margin: 0)
      if judge.findings([question])[0].verdict == .notReproduced { accused += 1 }
    }
    #expect(Double(accused) / 10_000 <= level + allowance)
  }

  @Test("10,000 families of eight comparisons without any difference: at most 5 % hold a REPRODUCED")
  func familyWiseError() {
    let judge = ClaimJudge(level: level)
    var stream = RandomStream(seed: 5, purpose: .claims)
    var wrong = 0
    for _ in 0..<10_000 {
      // One common arm, as in a table: the comparisons hang together.
      let common = ClaimArm(name: "base", values: sample(9, mean: 99, deviation: 0.07, &stream))
      let family = (0..<8).map { index in
        ClaimQuestion.greater(
          ClaimArm(name: "\(index)", values: sample(9, mean: 99, deviation: 0.07, &stream)), than: common, margin: 0)
      }
      if judge.findings(family).contains(where: { $0.verdict == .reproduced }) { wrong += 1 }
    }
    #expect(Double(wrong) / 10_000 <= level + allowance)
    #expect(wrong > 50)
  }

  /// How many of 10,000 families hold a verdict that is wrong.
  private func wrong(
    _ verdict: Verdict, seed: UInt64, _ family: (inout RandomStream) -> [ClaimQuestion]
  ) -> Int {
    let judge = ClaimJudge(level: level)
    var stream = RandomStream(seed: seed, purpose: .claims)
    return (0..<10_000).count { _ in judge.findings(family(&stream)).contains { $0.verdict == verdict } }
  }

  private func arm(_ mean: Double, _ stream: inout RandomStream, count: Int = 7, deviation: Double = 0.066) -> ClaimArm
  {
    ClaimArm(name: "\(mean)", values: sample(count, mean: mean, deviation: deviation, &stream))
  }

  @Test("10,000 differences that lie on the margin: at most 5 % are called the same")
  func falseEquivalence() {
    let wrong = wrong(.reproduced, seed: 21) { stream in
      [.equivalent(arm(99.1, &stream, deviation: 0.03), arm(99, &stream, deviation: 0.03), margin: 0.1)]
    }
    #expect(Double(wrong) / 10_000 <= level + allowance)
    #expect(wrong > 100)
  }

  @Test("10,000 orders and winners with one true tie: at most 5 % are called REPRODUCED", arguments: [true, false])
  func falseOrders(isWinner: Bool) {
    let wrong = wrong(.reproduced, seed: isWinner ? 22 : 23) { stream in
      // The other comparisons always hold, so that the tie alone decides: no truth without the claim is harder.
      let arms = (first: arm(99, &stream), tied: arm(99, &stream), far: arm(98, &stream), last: arm(97, &stream))
      return isWinner
        ? [.best(arms.first, of: [arms.far, arms.tied, arms.last], margin: 0)]
        : [.descending([arms.first, arms.tied, arms.far, arms.last], margin: 0)]
    }
    #expect(Double(wrong) / 10_000 <= level + allowance)
    #expect(wrong > 100)
  }

  @Test(
    "10,000 orders and winners that lead by the margin: at most 5 % are called NOT REPRODUCED",
    arguments: [true, false])
  func falseAccusationsOfOrders(isWinner: Bool) {
    let wrong = wrong(.notReproduced, seed: isWinner ? 24 : 25) { stream in
      let first = arm(99.2, &stream)
      let others = [99.1, isWinner ? 99.1 : 99.0, isWinner ? 99.1 : 98.9].map { arm($0, &stream) }
      return isWinner ? [.best(first, of: others, margin: 0.1)] : [.descending([first] + others, margin: 0.1)]
    }
    #expect(Double(wrong) / 10_000 <= level + allowance)
    #expect(wrong > 50)
  }

  @Test("10,000 families of every kind of claim, all of them false: at most 5 % hold a REPRODUCED")
  func familiesOfAllKinds() throws {
    let number = try #require(ClaimedNumber("98.84"))
    let wrong = wrong(.reproduced, seed: 26) { stream in
      let (base, twin) = (arm(99, &stream), arm(99, &stream))
      return [
        .equals(arm(number.interval.upperBound + 0.1, &stream), number, margin: 0.1),
        .equals(arm(number.interval.lowerBound - 0.1, &stream), number, margin: 0.1),
        .equivalent(arm(99.1, &stream), base, margin: 0.1), .greater(twin, than: base, margin: 0.03),
        .best(base, of: [twin, arm(98, &stream)], margin: 0), .descending([twin, base, arm(98, &stream)], margin: 0),
      ]
    }
    #expect(Double(wrong) / 10_000 <= level + allowance)
    #expect(wrong > 50)
  }

  @Test("The number of seeds that is promised finds the effect about four times in five")
  func promisedPower() throws {
    let needed = try #require(SampleSize.paired(excess: 0.05, deviation: 0.066, level: 0.05))
    let judge = ClaimJudge(level: level)
    var stream = RandomStream(seed: 3, purpose: .claims)
    var found = 0
    let studies = 3000
    for _ in 0..<studies {
      let differences = sample(needed, mean: 0.05, deviation: 0.066, &stream)
      let zero = differences.mapValues { _ in 0.0 }
      let question = ClaimQuestion.greater(
        ClaimArm(name: "a", values: differences), than: ClaimArm(name: "b", values: zero), margin: 0)
      if judge.findings([question])[0].verdict == .reproduced { found += 1 }
    }
    #expect((0.74...0.88).contains(Double(found) / Double(studies)), "\(found) of \(studies) with \(needed) seeds")
  }
}
