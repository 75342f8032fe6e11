import Plotting
import Testing

@Suite("Ticks and numbers") struct TicksTests {
  @Test func `ticks are round numbers inside the range`() {
    #expect(Ticks(in: 0...100, count: 5).labels == ["0", "20", "40", "60", "80", "100"])
    #expect(Ticks(in: 98.13...99.42, count: 5).labels == ["98.2", "98.4", "98.6", "98.8", "99.0", "99.2", "99.4"])
    #expect(Ticks(in: -0.3...0.3, count: 5).labels == ["−0.3", "−0.2", "−0.1", "0.0", "0.1", "0.2", "0.3"])
    #expect(Ticks(in: 0...0.01, count: 5).labels == ["0.000", "0.002", "0.004", "0.006", "0.008", "0.010"])
    #expect(Ticks(in: 1...20, count: 5, whole: true).values == [5, 10, 15, 20])
    #expect(Ticks(in: 1...3, count: 6, whole: true).values == [1, 2, 3])
  }

  @Test func `ticks of any range are few, rising and inside`() {
    for exponent in -12...12 {
      for mantissa in [1.0, 1.7, 3.3, 9.99] {
        let scale = mantissa * Double(sign: .plus, exponent: exponent * 3, significand: 1)
        let range = -0.3 * scale...scale
        let ticks = Ticks(in: range, count: 5)
        #expect((3...9).contains(ticks.values.count), "\(range): \(ticks.values)")
        #expect(ticks.values == ticks.values.sorted() && ticks.values.allSatisfy(range.contains))
      }
    }
  }

  @Test func `ranges without extent or beyond all bounds do not trap`() {
    for range in [0.0...0, 5.0...5, 1e300...1e300, -1e308...1e308, 0...Double.infinity, 1.0...1.0.nextUp] {
      #expect(Ticks(in: range, count: 5).values.count < 20)
    }
  }

  @Test func `logarithmic ticks are one, two and five times powers of ten`() {
    #expect(Ticks(logarithmicIn: 0.6...16).labels == ["1", "2", "5", "10"])
    #expect(Ticks(logarithmicIn: 0.08...0.6).labels == ["0.1", "0.2", "0.5"])
    #expect(Ticks(logarithmicIn: 0.001...1000).values.count == 7)
  }

  @Test func `numbers have a true minus sign and no negative zero`() {
    #expect(NumberText.fixed(-1.25, decimals: 1) == "−1.3")
    #expect(NumberText.fixed(-0.04, decimals: 1) == "0.0")
    #expect(NumberText.fixed(0.045, decimals: 0) == "0")
    #expect(NumberText.fixed(99.995, decimals: 2) == "100.00")
    #expect(NumberText.fixed(.nan, decimals: 2) == "n/a")
    #expect(NumberText.count(1_234_567) == "1,234,567")
    #expect(NumberText.count(-999) == "−999")
  }

  /// The ticks that Wilkinson's and Heckbert's rules give for these ranges: steps of 1, 2 or 5 × a power of ten.
  @Test(arguments: [
    (0.0, 1.0, 5, 0.2), (0, 3, 6, 0.5), (0, 7.5, 5, 2), (97.9, 99.3, 7, 0.2), (-40, 120, 8, 20), (0, 180, 6, 20),
    (1e-7, 9e-7, 4, 2e-7), (0, 2.5e8, 5, 5e7), (0.123, 0.129, 6, 0.001),
  ])
  func `steps are nice numbers`(low: Double, high: Double, count: Int, step: Double) {
    let values = Ticks(in: low...high, count: count).values
    for (first, second) in zip(values, values.dropFirst()) {
      #expect((second - first - step).magnitude < step * 1e-9, "\(values)")
    }
    #expect(values.count > 1)
  }

  @Test func `very large and small numbers leave their power of ten to the axis' title`() {
    let large = Ticks(in: 0...2.5e8, count: 5)
    #expect(large.exponent == 8 && large.labels == ["0.0", "0.5", "1.0", "1.5", "2.0", "2.5"])
    let small = Ticks(in: 1e-7...9e-7, count: 4)
    #expect(small.exponent == -7 && small.labels == ["2", "4", "6", "8"])
    #expect(
      Ticks(logarithmicIn: 1e-9...1e-3, limit: 9).labels == ["10⁻⁹", "10⁻⁸", "10⁻⁷", "10⁻⁶", "10⁻⁵", "10⁻⁴", "10⁻³"])
    #expect(Ticks(logarithmicIn: 1e-15...1e15, limit: 6).values.count <= 7)
  }

  @Test func `numbers are as short as they can be`() {
    #expect(NumberText.shortest(0.35) == "0.35" && NumberText.shortest(64) == "64")
    #expect(NumberText.shortest(0.1 + 0.2) == "0.3" && NumberText.shortest(-2.5e-7) == "−2.5×10⁻⁷")
    #expect(NumberText.shortest(1e12) == "1×10¹²" && NumberText.shortest(1000) == "1000")
    #expect(NumberText.significant(0.012345) == "0.0123" && NumberText.significant(99.996, digits: 4) == "100.00")
    #expect(NumberText.significant(6.02e23) == "6.02×10²³")
  }
}
