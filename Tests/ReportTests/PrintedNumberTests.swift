import OffprintCore
import Report
import Testing

@Suite struct PrintedNumberTests {
  @Test(arguments: [
    (99.17, 2, "99.17"), (99.175, 1, "99.2"), (0.0, 2, "0.00"), (-0.004, 2, "0.00"), (-0.5, 1, "−0.5"),
    (12.0, 0, "12"), (0.05, 3, "0.050"), (99.999, 2, "100.00"), (0.999, 2, "1.00"),
  ])
  func `a number has just the digits that were asked for`(value: Double, decimals: Int, text: String) {
    #expect(PrintedNumber.fixed(value, decimals: decimals) == text)
  }

  @Test func `numbers beyond measure neither trap nor pretend`() {
    #expect(PrintedNumber.fixed(.nan, decimals: 2) == "–")
    #expect(PrintedNumber.fixed(-.infinity, decimals: 2) == "–")
    #expect(PrintedNumber.fixed(1e300, decimals: 2) == "10³⁰⁰")
    #expect(PrintedNumber.significant(1e-300, digits: 3) == "10⁻³⁰⁰")
    #expect(PrintedNumber.fixed(1, decimals: 400).hasPrefix("1"))
    #expect(PrintedNumber.percentDecimals(standardDeviation: .infinity, testCount: 0) == 1)
  }

  @Test(arguments: [
    (0.012345, "0.0123"), (2.345678, "2.35"), (123.456, "123"), (0.0, "0"), (1234567.0, "1230000"), (-2.5, "−2.50"),
  ])
  func `three significant digits`(value: Double, text: String) {
    #expect(PrintedNumber.significant(value, digits: 3) == text)
  }

  @Test(arguments: [
    (0.5, "0.5"), (30.0, "30"), (1e-5, "10⁻⁵"), (2.5e-7, "2.5\u{A0}×\u{A0}10⁻⁷"), (-0.25, "−0.25"),
  ])
  func `a setting reads as a person would write it`(value: Double, text: String) {
    #expect(PrintedNumber.shortest(value) == text)
  }

  @Test func `the spread decides the digits, and one image of the test set their limit`() {
    #expect(PrintedNumber.percentDecimals(standardDeviation: 0.046, testCount: 10_000) == 2)
    #expect(PrintedNumber.percentDecimals(standardDeviation: 1.3, testCount: 10_000) == 1)
    #expect(PrintedNumber.percentDecimals(standardDeviation: 0.046, testCount: 1_000_000) == 3)
    #expect(PrintedNumber.percentDecimals(standardDeviation: nil, testCount: 10_000) == 2)
    #expect(PrintedNumber.percentDecimals(standardDeviation: 12, testCount: 10_000) == 1)
  }

  @Test func `counts are grouped by thousands`() {
    #expect(
      [0, 999, 1000, 60_000, 1_234_567, -4321].map(Digits.grouped) == [
        "0", "999", "1,000", "60,000", "1,234,567", "−4,321",
      ])
    #expect(Digits.grouped(.min) == "−9,223,372,036,854,775,808")
  }

  @Test(arguments: [("99.17", 2), ("12", 0), ("−0.5", 1), ("1,234.5", 1)])
  func `the point of a number is found`(text: String, length: Int) {
    #expect(DecimalText.fractionLength(of: text) == length)
  }

  @Test(arguments: ["–", "", "arcface", "2 of 3", "99.08–99.21", "1.2.3", "٣"])
  func `what is no number has no point`(text: String) {
    #expect(DecimalText.fractionLength(of: text) == nil)
  }
}
