import Foundation
import OffprintCore
import Testing

/// Against the C library, whose own error is well under one unit in the last place.
@Suite("Elementary functions in double precision")
struct ElementaryTests {
  /// The largest |ours − theirs| in units in the last place of theirs.
  private func worst(_ arguments: [Double], _ ours: (Double) -> Double, _ theirs: (Double) -> Double) -> Double {
    arguments.map { abs(ours($0) - theirs($0)) / max(theirs($0).ulp, .leastNonzeroMagnitude) }.max() ?? 0
  }

  /// `count` places spread over `range`, none of them round.
  private func spread(_ range: ClosedRange<Double>, count: Int = 50_000) -> [Double] {
    (0..<count).map { range.lowerBound + (range.upperBound - range.lowerBound) * (Double($0) + 0.377) / Double(count) }
  }

  /// Positive numbers over all exponents, subnormal ones included.
  private var everyMagnitude: [Double] {
    (0..<100_000).map { Double(bitPattern: UInt64($0) * (0x7FEF_FFFF_FFFF_FFFF / 100_000) + 12_345) }
  }

  @Test("exp is within 2 ulp over its range and right at its ends")
  func exponential() {
    #expect(worst(spread(-708...709.7), Elementary.exp, Foundation.exp) <= 2)
    #expect(worst(spread(-1...1), Elementary.exp, Foundation.exp) <= 2)
    #expect(worst(spread(-745...(-708)), Elementary.exp, Foundation.exp) <= 2)
    #expect(Elementary.exp(0) == 1 && Elementary.exp(-0.0) == 1)
    #expect(Elementary.exp(.infinity) == .infinity && Elementary.exp(-.infinity) == 0)
    #expect(Elementary.exp(710) == .infinity && Elementary.exp(-746) == 0 && Elementary.exp(.nan).isNaN)
  }

  @Test("log is within 2 ulp over all magnitudes and near 1, and right at its ends")
  func logarithm() {
    #expect(worst(everyMagnitude, Elementary.log, Foundation.log) <= 2)
    #expect(worst(spread(0.5...2), Elementary.log, Foundation.log) <= 2)
    #expect(worst(spread(0.999...1.001), Elementary.log, Foundation.log) <= 2)
    #expect(Elementary.log(1) == 0 && Elementary.log(0) == -.infinity && Elementary.log(-0.0) == -.infinity)
    #expect(Elementary.log(-1).isNaN && Elementary.log(.nan).isNaN && Elementary.log(.infinity) == .infinity)
  }

  @Test("sin and cos are within 1 ulp up to 10⁵, multiples of π/2 included, and close beyond")
  func sineAndCosine() {
    let multiples = (-60_000...60_000).map { Double($0) * Double.pi / 2 }
    for arguments in [spread(-10...10), spread(-1e5...1e5), multiples.filter { abs($0) <= 1e5 }] {
      #expect(worst(arguments, Elementary.sin, Foundation.sin) <= 1)
      #expect(worst(arguments, Elementary.cos, Foundation.cos) <= 1)
    }
    for x in everyMagnitude where x > 1e5 && x < 1e300 {
      // As of an argument half an ulp away.
      #expect(abs(Elementary.sin(x) - Foundation.sin(x)) <= min(2, x.ulp))
    }
    #expect(Elementary.sin(0) == 0 && Elementary.sin(-0.0).sign == .minus && Elementary.cos(0) == 1)
    #expect(Elementary.sin(.infinity).isNaN && Elementary.cos(.nan).isNaN)
    #expect(Elementary.sin(.leastNonzeroMagnitude) == .leastNonzeroMagnitude)
  }

  @Test("acos is within 2 ulp on [−1, 1], exact at the ends, and no number outside")
  func arccosine() {
    #expect(worst(spread(-1...1), Elementary.acos, Foundation.acos) <= 2)
    #expect(worst(spread(0.9999...1), Elementary.acos, Foundation.acos) <= 2)
    #expect(worst(spread(-1...(-0.9999)), Elementary.acos, Foundation.acos) <= 2)
    #expect(Elementary.acos(1) == 0 && Elementary.acos(-1) == Double.pi && Elementary.acos(0) == Double.pi / 2)
    #expect(Elementary.acos(1.0000001).isNaN && Elementary.acos(.nan).isNaN)
  }

  @Test("whole powers agree with the C library and take negative and zero exponents")
  func powers() {
    for exponent in -50...50 {
      #expect(abs(Elementary.power(1.37, exponent) / pow(1.37, Double(exponent)) - 1) < 1e-14)
    }
    #expect(Elementary.power(0, 0) == 1 && Elementary.power(2, Int.max) == .infinity)
    #expect(Elementary.power(0.5, Int.min) == .infinity)
  }
}
