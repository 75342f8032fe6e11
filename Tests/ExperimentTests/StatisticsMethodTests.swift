import Experiment
import OffprintCore
import Testing

/// Reference values are SciPy 1.17's or a paper's, as said.
@Suite struct StatisticsMethodTests {
  private let first = [99.17, 99.25, 99.21, 99.08, 99.30]
  private let second = [99.10, 99.24, 99.11, 99.12, 99.19]
  private let skewed = [19.5, -3, 2.5, 7, 7.1, 0.3, -1.2, 4.4]
  private let stream = RandomStream(seed: 1, purpose: .bootstrap)

  private func paired(_ first: [Double], _ second: [Double]) -> PairedSample {
    PairedSample(
      Dictionary(uniqueKeysWithValues: first.enumerated().map { ($0.offset, $0.element) }),
      Dictionary(uniqueKeysWithValues: second.enumerated().map { ($0.offset, $0.element) }))
  }

  @Test("The t interval is SciPy's")
  func meanInterval() throws {
    let interval = try #require(MeanInterval(first))
    #expect((interval.mean - 99.202).magnitude < 1e-12)
    #expect((interval.interval.lowerBound - 99.09833778650581).magnitude < 1e-9)
    #expect((interval.interval.upperBound - 99.30566221349419).magnitude < 1e-9)
  }

  @Test("One value has no interval, and no value no mean")
  func tooFew() {
    #expect(MeanInterval([99]) == nil)
    #expect(MeanInterval([]) == nil)
    #expect(SignFlipTest.probability([], stream: stream) == nil)
    #expect(Bootstrap.interval([1], stream: stream) == nil)
    #expect(EquivalenceTest([1], within: 0...2) == nil)
  }

  @Test("Arms are paired by seed, and seeds that only one arm has are left out")
  func pairing() {
    #expect(PairedSample([3: 1, 1: 5, 2: 2], [2: 1, 3: 3, 4: 9]).differences == [1, -2])
  }

  @Test("Counting sign patterns gives the p-values that were counted by another program")
  func exactPermutation() {
    let differences = paired(first, second).differences
    #expect(SignFlipTest.probability(differences, .greater, stream: stream) == 0.09375)
    #expect(SignFlipTest.probability(differences, .twoSided, stream: stream) == 0.1875)
    #expect(SignFlipTest.probability(skewed, .greater, stream: stream) == 0.04296875)
    #expect(SignFlipTest.probability(skewed, .twoSided, stream: stream) == 0.0859375)
  }

  @Test("Fisher's worked example of Darwin's maize: 863 of 32,768 patterns of fifteen pairs are as large")
  func maize() throws {
    // Fisher 1935, The Design of Experiments, §21: differences in eighths of an inch.
    let differences: [Double] = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
    let probability = try #require(SignFlipTest.probability(differences, .greater, stream: stream))
    #expect((probability * 32_768 - 863).magnitude < 1e-6)
  }

  @Test("Drawn patterns come near the counted ones, and are the same again")
  func sampledPermutation() throws {
    // Seventeen pairs, of which twelve are zeros: the p-value is that of the other five.
    let five: [Double] = [0.07, 0.01, 0.10, -0.04, 0.11]
    let padded = five + [Double](repeating: 0, count: 12)
    let exact = try #require(SignFlipTest.probability(five, .greater, stream: stream))
    let sampled = try #require(SignFlipTest.probability(padded, .greater, stream: stream))
    #expect((sampled - exact).magnitude < 0.004)
    #expect(SignFlipTest.probability(padded, .greater, stream: stream) == sampled)
  }

  @Test("The bootstrap interval comes near SciPy's BCa interval from 200,000 resamples")
  func bootstrap() throws {
    let interval = try #require(Bootstrap.interval(skewed, stream: stream))
    #expect((interval.lowerBound - 1.1375).magnitude < 0.25)
    #expect((interval.upperBound - 10.8375).magnitude < 0.4)
    #expect(Bootstrap.interval(skewed.reversed(), stream: stream) == interval)
    #expect(Bootstrap.interval([2, 2, 2], stream: stream) == 2...2)
  }

  @Test("Two one-sided tests are SciPy's")
  func equivalence() throws {
    let test = try #require(EquivalenceTest(first, within: 99.1...99.3))
    #expect((test.probabilityOutside - 0.029252348985189167).magnitude < 1e-9)
    let above = try #require(StudentTest.notAbove(99.1, first))
    #expect((above - 0.026169504352949974).magnitude < 1e-9)
  }

  @Test("Equal values are decided without a spread")
  func noSpread() throws {
    let test = try #require(EquivalenceTest([1, 1, 1], within: 0.5...1.5))
    #expect(test.probabilityOutside == 0 && test.probabilityInside == 1)
    let outside = try #require(EquivalenceTest([2, 2, 2], within: 0.5...1.5))
    #expect(outside.probabilityOutside == 1 && outside.probabilityInside == 0)
  }

  @Test("Holm's correction gives statsmodels' values")
  func holm() {
    let adjusted = HolmCorrection.adjusted([0.01, 0.04, 0.03, 0.005])
    for (value, expected) in zip(adjusted, [0.03, 0.06, 0.06, 0.02]) { #expect((value - expected).magnitude < 1e-15) }
    #expect(HolmCorrection.adjusted([0.9, 0.8]) == [1, 1])
    #expect(HolmCorrection.adjusted([]) == [])
  }

  @Test("McNemar's test: exact for few images, corrected chi-squared for many")
  func mcNemar() {
    #expect((McNemarTest.probability(first: 5, second: 15) - 0.04138946533203125).magnitude < 1e-12)
    #expect((McNemarTest.statistic(first: 30, second: 50) - 4.5125).magnitude < 1e-12)
    #expect((McNemarTest.probability(first: 30, second: 50) - 0.03364802587476163).magnitude < 1e-12)
    #expect(McNemarTest.probability(first: 0, second: 0) == 1)
    #expect(McNemarTest.probability(first: 7, second: 7) == 1)
    #expect(McNemarTest.probability(first: 20, second: 20) == 1)
  }

  @Test("Seeds for 80 % power at σ = 0.066 points", arguments: [(0.03, 76), (0.05, 28), (0.10, 7)])
  func seedsPerArm(difference: Double, expected: Int) {
    #expect(SampleSize.perArm(difference: difference, deviation: 0.066) == expected)
  }

  @Test("The detectable difference and the number of pairs that finds it answer each other")
  func power() throws {
    for pairs in [3, 5, 10, 80, 1000] {
      let difference = try #require(SampleSize.detectableDifference(pairs: pairs, deviation: 0.1))
      #expect(SampleSize.paired(excess: difference * 1.000_001, deviation: 0.1, level: 0.025) == pairs)
    }
    #expect(SampleSize.paired(excess: 0, deviation: 0.1, level: 0.05) == nil)
    #expect(SampleSize.paired(excess: 1e-9, deviation: 1, level: 0.05) == nil)
    #expect(SampleSize.perArm(difference: 0, deviation: 1) == nil)
    #expect(SampleSize.detectableDifference(pairs: 1, deviation: 1) == nil)
  }
}
