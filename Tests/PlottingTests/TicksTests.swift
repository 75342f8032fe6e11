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
}
