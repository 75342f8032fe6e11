import Experiment
import Testing

/// Reference values are SciPy 1.17's.
@Suite struct DistributionTests {
  private func isNear(_ value: Double, _ expected: Double, within tolerance: Double = 1e-12) -> Bool {
    (value - expected).magnitude <= tolerance * max(expected.magnitude, 1e-300)
  }

  @Test(
    "ln Γ agrees with SciPy",
    arguments: [
      (0.1, 2.252712651734206), (0.5, 0.5723649429247), (1.5, -0.12078223763524526), (7.25, 7.0521854507385395),
      (100.5, 361.43554046777757),
    ])
  func gamma(x: Double, expected: Double) { #expect(isNear(GammaFunction.logarithm(x), expected, within: 1e-13)) }

  @Test(
    "The incomplete gamma function agrees with SciPy",
    arguments: [
      (0.5, 0.02, 0.841480581121794), (0.5, 1.92, 0.05004352124870519), (2.5, 3.1, 0.28724168342556083),
      (0.5, 40, 3.744097384202887e-19), (30, 25, 0.8178960840225449),
    ])
  func upperGamma(a: Double, x: Double, expected: Double) {
    #expect(isNear(GammaFunction.upperTail(a, x), expected))
  }

  @Test(
    "The incomplete beta function agrees with SciPy",
    arguments: [
      (0.3, 2, 5, 0.5798250000000003), (0.9, 0.5, 0.5, 0.7951672353008665), (0.5, 10, 11, 0.5880985260009766),
      (0.01, 3, 0.5, 3.1367895544724357e-07),
    ])
  func beta(x: Double, a: Double, b: Double, expected: Double) {
    #expect(isNear(BetaFunction.regularized(x, a, b), expected))
  }

  @Test(
    "The normal distribution agrees with SciPy, far tails included",
    arguments: [
      (-8, 6.22096057427174e-16), (-1.96, 0.024997895148220435), (0, 0.5), (0.3, 0.6179114221889526),
      (2.5, 0.9937903346742238),
    ])
  func normal(z: Double, expected: Double) { #expect(isNear(NormalDistribution.cumulative(z), expected)) }

  @Test(
    "Normal quantiles agree with SciPy",
    arguments: [
      (1e-9, -5.9978070150076865), (0.025, -1.9599639845400545), (0.8, 0.8416212335729143), (0.975, 1.959963984540054),
    ])
  func normalQuantile(p: Double, expected: Double) { #expect(isNear(NormalDistribution.quantile(p), expected)) }

  @Test(
    "Student's upper tail agrees with SciPy",
    arguments: [
      (0.3, 1, 0.4072264209222577), (2.776, 4, 0.02501138915998821), (12.7, 1, 0.025012163844672083),
      (5, 79, 1.6910203469039645e-06), (1.1, 2.5, 0.1829347501674098),
    ])
  func student(t: Double, degrees: Double, expected: Double) {
    #expect(isNear(StudentDistribution.upperTail(t, degrees: degrees), expected))
    #expect(isNear(StudentDistribution.cumulative(-t, degrees: degrees), expected))
    #expect(isNear(StudentDistribution.cumulative(t, degrees: degrees), 1 - expected))
  }

  @Test(
    "Student's quantiles agree with SciPy",
    arguments: [
      (0.975, 1, 12.706204736174694), (0.975, 2, 4.302652729749462), (0.975, 4, 2.7764451051977934),
      (0.95, 9, 1.833112932656237), (0.975, 79, 1.9904502102301285), (0.8, 2, 1.0606601717798214),
    ])
  func studentQuantile(p: Double, degrees: Double, expected: Double) {
    #expect(isNear(StudentDistribution.quantile(p, degrees: degrees), expected))
    #expect(isNear(StudentDistribution.quantile(1 - p, degrees: degrees), -expected, within: 1e-11))
  }

  @Test(
    "The noncentral t distribution agrees with SciPy",
    arguments: [
      (1, 12.706, 5, 0.3051647406693054), (1, 458.4, 300, 0.48717723537781393), (2, 4.303, 0.5, 0.05083418335434393),
      (3, 3.182, 4, 0.7550768523886164), (9, 2.262, 3, 0.76120014131288), (30, 2.042, 1.5, 0.3058724890371388),
      (199, 1.972, 2.8, 0.7957271695998036),
    ])
  func noncentral(degrees: Int, limit: Double, noncentrality: Double, expected: Double) {
    let tail = NoncentralStudent.upperTail(limit, noncentrality: noncentrality, degrees: degrees)
    #expect((tail - expected).magnitude < 1e-5, "\(tail)")
  }

  @Test(
    "What is found with a probability of 80 % agrees with SciPy",
    arguments: [
      (1, 0.05, 16.334008869920996), (2, 0.05, 5.653489266405564), (3, 0.0125, 6.89545345667806),
      (4, 0.05, 3.761060261004302), (9, 0.005, 4.693049541690932), (99, 0.05, 2.8291297842551235),
    ])
  func reach(degrees: Int, level: Double, expected: Double) {
    var quantiles = StudentQuantiles()
    #expect(isNear(quantiles.reach(level: level, power: 0.8, degrees: degrees), expected, within: 2e-3))
  }
}
