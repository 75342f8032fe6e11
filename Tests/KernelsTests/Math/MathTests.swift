import Foundation
import KernelSets
import Kernels
import Testing

/// Against the C library in double precision, which is exact for this purpose.
@Suite("Elementary functions on lanes")
struct MathTests {
  /// Every 4,999th float, all exponents and both signs, with infinities and not-a-numbers among them.
  private static let everyMagnitude: [Float] = stride(from: 0, to: Int(UInt32.max), by: 4999).map {
    Float(bitPattern: UInt32($0))
  }

  private static func spread(_ range: ClosedRange<Double>, count: Int = 200_000) -> [Float] {
    (0..<count).map {
      Float(range.lowerBound + (range.upperBound - range.lowerBound) * (Double($0) + 0.377) / Double(count))
    }
  }

  /// `function` of every argument by every set of kernels, which must agree to the bit.
  private static func ours(_ function: ElementaryFunction, _ arguments: [Float]) -> [Float] {
    evaluated(arguments) { $0.apply(function, $1, into: $2) }
  }

  private static func ours(_ function: ElementaryFunction, _ argument: Float) -> Float {
    ours(function, [argument])[0]
  }

  private static func evaluated(
    _ arguments: [Float], _ apply: (any KernelSet.Type, FloatRegion, FloatRegion) -> Void
  ) -> [Float] {
    let count = (arguments.count + 15) / 16 * 16
    let all = KernelSets.usable.map { kernels in
      let arena = Arena(capacity: 2 * count)
      let (input, output) = (arena.take(count), arena.take(count))
      for (index, argument) in arguments.enumerated() { input[index] = argument }
      apply(kernels, input, output)
      return Array(output.values.prefix(arguments.count))
    }
    for other in all.dropFirst() { #expect(bits(other) == bits(all[0])) }
    return all[0]
  }

  /// The largest error in units in the last place of the exact value, over the arguments in `range`.
  private func worst(
    _ arguments: [Float], in range: ClosedRange<Float>, _ function: ElementaryFunction, _ exact: (Double) -> Double
  ) -> Double {
    let arguments = arguments.filter { range.contains($0) }
    var worst = 0.0
    for (argument, value) in zip(arguments, Self.ours(function, arguments)) {
      let truth = exact(Double(argument))
      let unit = max(Double(Float(truth).ulp), 0x1p-149)
      let error = abs(Double(value) - truth) / unit
      worst = max(worst, error.isNaN ? .infinity : error)
    }
    return worst
  }

  @Test("exp is within 1 ulp from subnormal results to the largest")
  func exponential() {
    #expect(worst(Self.everyMagnitude, in: -103...88.7, .exp, Foundation.exp) <= 1)
    #expect(worst(Self.spread(-103...88.7), in: -103...88.7, .exp, Foundation.exp) <= 1)
    #expect(worst(Self.spread(-1...1), in: -1...1, .exp, Foundation.exp) <= 1)
    #expect(Self.ours(.exp, Float(0)) == 1 && Self.ours(.exp, -Float(0)) == 1)
    #expect(Self.ours(.exp, Float.infinity) == .infinity && Self.ours(.exp, -Float.infinity) == 0)
    #expect(Self.ours(.exp, Float(88.8)) == .infinity && Self.ours(.exp, Float(-104)) == 0)
    #expect(Self.ours(.exp, Float(1e30)) == .infinity && Self.ours(.exp, Float(-1e30)) == 0)
    #expect(Self.ours(.exp, Float.nan).isNaN)
  }

  @Test("log is within 1 ulp over all magnitudes, subnormal arguments and the neighbourhood of 1 included")
  func logarithm() {
    let range = Float.leastNonzeroMagnitude...Float.greatestFiniteMagnitude
    #expect(worst(Self.everyMagnitude, in: range, .log, Foundation.log) <= 1)
    #expect(worst(Self.spread(0.5...2), in: range, .log, Foundation.log) <= 1)
    #expect(worst(Self.spread(0.999...1.001), in: range, .log, Foundation.log) <= 1)
    #expect(Self.ours(.log, Float(1)) == 0 && Self.ours(.log, Float.infinity) == .infinity)
    #expect(Self.ours(.log, Float(0)) == -.infinity && Self.ours(.log, -Float(0)) == -.infinity)
    #expect(
      Self.ours(.log, Float(-1)).isNaN && Self.ours(.log, -Float.infinity).isNaN && Self.ours(.log, Float.nan).isNaN)
  }

  @Test("sin and cos are within 2 ulp up to 1000, and near their zeros to 2⁻²⁵ of the argument")
  func sineAndCosine() {
    #expect(worst(Self.everyMagnitude, in: -1000...1000, .sin, Foundation.sin) <= 2)
    #expect(worst(Self.everyMagnitude, in: -1000...1000, .cos, Foundation.cos) <= 2)
    #expect(worst(Self.spread(-7...7), in: -7...7, .sin, Foundation.sin) <= 2)
    #expect(worst(Self.spread(-7...7), in: -7...7, .cos, Foundation.cos) <= 2)
    for multiple in 1...600 {
      let x = Float(Double(multiple) * Double.pi / 2)
      let bound = 0x1p-25 * Double(x)
      #expect(abs(Double(Self.ours(.sin, x)) - Foundation.sin(Double(x))) <= bound)
      #expect(abs(Double(Self.ours(.cos, x)) - Foundation.cos(Double(x))) <= bound)
    }
    #expect(
      Self.ours(.sin, Float(0)) == 0 && Self.ours(.sin, -Float(0)).sign == .minus && Self.ours(.cos, Float(0)) == 1)
    for x in [Float.infinity, -.infinity, .nan, 2e5, -1e30] {
      #expect(Self.ours(.sin, x).isNaN && Self.ours(.cos, x).isNaN)
    }
  }

  @Test("acos is within 2 ulp on [−1, 1], exact at the ends, and no number outside")
  func arccosine() {
    #expect(worst(Self.everyMagnitude, in: -1...1, .acos, Foundation.acos) <= 2)
    #expect(worst(Self.spread(-1...1), in: -1...1, .acos, Foundation.acos) <= 2)
    #expect(worst(Self.spread(0.9999...1), in: 0.9999...1, .acos, Foundation.acos) <= 2)
    #expect(worst(Self.spread(-1...(-0.9999)), in: -1...(-0.9999), .acos, Foundation.acos) <= 2)
    #expect(Self.ours(.acos, Float(1)) == 0 && Self.ours(.acos, Float(-1)) == 0x1.921fb6p+1)
    #expect(Self.ours(.acos, Float(0)) == 0x1.921fb6p+0)
    for x in [Float(1).nextUp, Float(-1).nextDown, .infinity, .nan] { #expect(Self.ours(.acos, x).isNaN) }
  }

  @Test("the angle of a point on the circle is within 2 ulp of atan2, near 0 and π too")
  func angle() {
    for step in 0...100_000 {
      let theta = Double.pi * Double(step) / 100_000
      expectAngle(Float(Foundation.sin(theta)), Float(Foundation.cos(theta)))
    }
    for exponent in 1...40 {
      let small = Foundation.pow(2, -Double(exponent))
      expectAngle(Float(Foundation.sin(small)), Float(Foundation.cos(small)))
      expectAngle(Float(Foundation.sin(small)), -Float(Foundation.cos(small)))
    }
    expectAngle(0, 1)
    expectAngle(0, -1)
    expectAngle(1, 0)
    expectAngle(1, -Float(0))
  }

  /// The point is on the circle to rounding only, which is worth a unit of the angle.
  private func expectAngle(_ sine: Float, _ cosine: Float) {
    let kernels = KernelSets.usable[0]
    let arena = Arena(capacity: 48)
    let regions = [sine, cosine, 0].map { arena.take([Float](repeating: $0, count: 16)) }
    kernels.angles(sines: regions[0], cosines: regions[1], into: regions[2])
    let ours = regions[2][0]
    let exact = Foundation.atan2(Double(sine), Double(cosine))
    #expect(abs(Double(ours) - exact) <= 3 * Double(Float(exact).ulp), "(\(sine), \(cosine))")
  }

  @Test("a lane's bits do not depend on its neighbours", arguments: ElementaryFunction.allCases)
  func lanesAreAlike(function: ElementaryFunction) {
    for start in stride(from: 0, to: Self.everyMagnitude.count - 16, by: 9973) {
      var lanes = Array(Self.everyMagnitude[start..<start + 16])
      lanes[3] = .nan
      lanes[9] = 1e30
      let together = Self.ours(function, lanes)
      for lane in 0..<16 {
        let alone = Self.ours(function, [Float](repeating: lanes[lane], count: 16))
        #expect(together[lane].bitPattern == alone[lane].bitPattern)
      }
    }
  }

  @Test("lanes are folded in the stated tree")
  func fold() {
    // Chosen so that any other order of sums rounds differently.
    let x = (0..<16).map { Float($0 * $0 + 1) * ($0.isMultiple(of: 3) ? 0x1p20 : 0x1.234566p-3) }
    for kernels in KernelSets.usable {
      let arena = Arena(capacity: 16)
      let folded = kernels.fold(arena.take(x))
      #expect(folded.bitPattern == plainFold(x).bitPattern)
      #expect(folded.bitPattern != x.reduce(0, +).bitPattern)
    }
  }
}
