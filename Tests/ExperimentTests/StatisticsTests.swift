import Experiment
import Testing

@Suite struct StatisticsTests {
  @Test("Wilson intervals are those of the paper's two accuracies, worked out elsewhere to three decimals")
  func wilson() {
    let first = WilsonInterval.of(successes: 9908, trials: 10_000)
    let second = WilsonInterval.of(successes: 9911, trials: 10_000)
    #expect(abs(first.lowerBound - 0.98873) < 5e-6 && abs(first.upperBound - 0.99249) < 5e-6)
    #expect(abs(second.lowerBound - 0.98906) < 5e-6 && abs(second.upperBound - 0.99276) < 5e-6)
  }

  @Test("Wilson intervals stay within [0, 1] at the ends")
  func wilsonAtTheEnds() {
    #expect(WilsonInterval.of(successes: 0, trials: 10).lowerBound == 0)
    #expect(WilsonInterval.of(successes: 10, trials: 10).upperBound == 1)
  }

  @Test("A sample's mean and standard deviation, with n − 1 in the denominator")
  func summary() throws {
    // NIST/SEMATECH e-Handbook, 1.3.5.6-like: 2, 4, 4, 4, 5, 5, 7, 9 has mean 5 and a sum of squares of 32.
    let sample = try #require(SampleSummary([9, 4, 5, 2, 4, 7, 5, 4]))
    #expect(sample.count == 8 && sample.mean == 5 && sample.minimum == 2 && sample.maximum == 9)
    #expect(try abs(#require(sample.standardDeviation) - (32.0 / 7).squareRoot()) < 1e-15)
  }

  @Test("One value has no spread, none has no summary, and the order of the seeds does not matter")
  func smallSamples() {
    #expect(SampleSummary([0.99])?.standardDeviation == nil)
    #expect(SampleSummary([]) == nil)
    #expect(SampleSummary([0.1, 0.2, 0.3]) == SampleSummary([0.3, 0.1, 0.2]))
  }
}
