import Foundation
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

  /// The largest error in units in the last place of the exact value, over the arguments in `range`.
  private func worst(
    _ arguments: [Float], in range: ClosedRange<Float>, _ ours: (Lanes) -> Lanes, _ exact: (Double) -> Double
  ) -> Double {
    var worst = 0.0
    let arguments = arguments.filter { range.contains($0) }
    for start in stride(from: 0, to: arguments.count, by: 16) {
      var lanes = Lanes(repeating: range.lowerBound)
      for lane in 0..<min(16, arguments.count - start) { lanes[lane] = arguments[start + lane] }
      let values = ours(lanes)
      for lane in 0..<16 {
        let truth = exact(Double(lanes[lane]))
        let unit = max(Double(Float(truth).ulp), 0x1p-149)
        let error = abs(Double(values[lane]) - truth) / unit
        worst = max(worst, error.isNaN ? .infinity : error)
      }
    }
    return worst
  }

  @Test("exp is within 1 ulp from subnormal results to the largest")
  func exponential() {
    let ours: (Lanes) -> Lanes = { VectorMath.exp($0) }
    #expect(worst(Self.everyMagnitude, in: -103...88.7, ours, Foundation.exp) <= 1)
    #expect(worst(Self.spread(-103...88.7), in: -103...88.7, ours, Foundation.exp) <= 1)
    #expect(worst(Self.spread(-1...1), in: -1...1, ours, Foundation.exp) <= 1)
    #expect(VectorMath.exp(Float(0)) == 1 && VectorMath.exp(-Float(0)) == 1)
    #expect(VectorMath.exp(Float.infinity) == .infinity && VectorMath.exp(-Float.infinity) == 0)
    #expect(VectorMath.exp(Float(88.8)) == .infinity && VectorMath.exp(Float(-104)) == 0)
    #expect(VectorMath.exp(Float(1e30)) == .infinity && VectorMath.exp(Float(-1e30)) == 0)
    #expect(VectorMath.exp(Float.nan).isNaN)
  }

  @Test("log is within 1 ulp over all magnitudes, subnormal arguments and the neighbourhood of 1 included")
  func logarithm() {
    let ours: (Lanes) -> Lanes = { VectorMath.log($0) }
    let range = Float.leastNonzeroMagnitude...Float.greatestFiniteMagnitude
    #expect(worst(Self.everyMagnitude, in: range, ours, Foundation.log) <= 1)
    #expect(worst(Self.spread(0.5...2), in: range, ours, Foundation.log) <= 1)
    #expect(worst(Self.spread(0.999...1.001), in: range, ours, Foundation.log) <= 1)
    #expect(VectorMath.log(Float(1)) == 0 && VectorMath.log(Float.infinity) == .infinity)
    #expect(VectorMath.log(Float(0)) == -.infinity && VectorMath.log(-Float(0)) == -.infinity)
    #expect(VectorMath.log(Float(-1)).isNaN && VectorMath.log(-Float.infinity).isNaN && VectorMath.log(Float.nan).isNaN)
  }

  @Test("sin and cos are within 2 ulp up to 1000, and near their zeros to 2⁻²⁵ of the argument")
  func sineAndCosine() {
    let sine: (Lanes) -> Lanes = { VectorMath.sineAndCosine($0).sine }
    let cosine: (Lanes) -> Lanes = { VectorMath.sineAndCosine($0).cosine }
    #expect(worst(Self.everyMagnitude, in: -1000...1000, sine, Foundation.sin) <= 2)
    #expect(worst(Self.everyMagnitude, in: -1000...1000, cosine, Foundation.cos) <= 2)
    #expect(worst(Self.spread(-7...7), in: -7...7, sine, Foundation.sin) <= 2)
    #expect(worst(Self.spread(-7...7), in: -7...7, cosine, Foundation.cos) <= 2)
    for multiple in 1...600 {
      let x = Float(Double(multiple) * Double.pi / 2)
      let bound = 0x1p-25 * Double(x)
      #expect(abs(Double(VectorMath.sin(x)) - Foundation.sin(Double(x))) <= bound)
      #expect(abs(Double(VectorMath.cos(x)) - Foundation.cos(Double(x))) <= bound)
    }
    #expect(VectorMath.sin(Float(0)) == 0 && VectorMath.sin(-Float(0)).sign == .minus && VectorMath.cos(Float(0)) == 1)
    for x in [Float.infinity, -.infinity, .nan, 2e5, -1e30] {
      #expect(VectorMath.sin(x).isNaN && VectorMath.cos(x).isNaN)
    }
  }

  @Test("acos is within 2 ulp on [−1, 1], exact at the ends, and no number outside")
  func arccosine() {
    let ours: (Lanes) -> Lanes = { VectorMath.acos($0) }
    #expect(worst(Self.everyMagnitude, in: -1...1, ours, Foundation.acos) <= 2)
    #expect(worst(Self.spread(-1...1), in: -1...1, ours, Foundation.acos) <= 2)
    #expect(worst(Self.spread(0.9999...1), in: 0.9999...1, ours, Foundation.acos) <= 2)
    #expect(worst(Self.spread(-1...(-0.9999)), in: -1...(-0.9999), ours, Foundation.acos) <= 2)
    #expect(VectorMath.acos(Float(1)) == 0 && VectorMath.acos(Float(-1)) == 0x1.921fb6p+1)
    #expect(VectorMath.acos(Float(0)) == 0x1.921fb6p+0)
    for x in [Float(1).nextUp, Float(-1).nextDown, .infinity, .nan] { #expect(VectorMath.acos(x).isNaN) }
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
    let ours = VectorMath.angle(sine: Lanes(repeating: sine), cosine: Lanes(repeating: cosine))[0]
    let exact = Foundation.atan2(Double(sine), Double(cosine))
    #expect(abs(Double(ours) - exact) <= 3 * Double(Float(exact).ulp), "(\(sine), \(cosine))")
  }

  @Test("one float gives the bits of a lane, whatever its neighbours are")
  func lanesAreAlike() {
    for start in stride(from: 0, to: Self.everyMagnitude.count - 16, by: 997) {
      var lanes = Lanes.zero
      for lane in 0..<16 { lanes[lane] = Self.everyMagnitude[start + lane] }
      lanes[3] = .nan
      lanes[9] = 1e30
      for lane in 0..<16 {
        let x = lanes[lane]
        #expect(VectorMath.exp(lanes)[lane].bitPattern == VectorMath.exp(x).bitPattern)
        #expect(VectorMath.log(lanes)[lane].bitPattern == VectorMath.log(x).bitPattern)
        #expect(VectorMath.sineAndCosine(lanes).sine[lane].bitPattern == VectorMath.sin(x).bitPattern)
        #expect(VectorMath.sineAndCosine(lanes).cosine[lane].bitPattern == VectorMath.cos(x).bitPattern)
        #expect(VectorMath.acos(lanes)[lane].bitPattern == VectorMath.acos(x).bitPattern)
      }
    }
  }

  @Test("lanes are folded in the stated tree")
  func fold() {
    // Chosen so that any other order of sums rounds differently.
    var x = Lanes.zero
    for lane in 0..<16 { x[lane] = Float(lane * lane + 1) * (lane.isMultiple(of: 3) ? 0x1p20 : 0x1.234566p-3) }
    var halves = (0..<16).map { x[$0] }
    for width in [8, 4, 2, 1] { halves = (0..<width).map { halves[$0] + halves[$0 + width] } }
    #expect(LaneReductions.sum(x).bitPattern == halves[0].bitPattern)
  }
}
