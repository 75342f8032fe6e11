import OffprintCore

/// Numbers as a reader expects them, whatever the locale.
package enum PrintedNumber {
  /// What stands where there is no number.
  package static let none = "–"

  /// `value` with `decimals` digits after the point, ties to even, and a real minus sign. Values past 2⁵³ in the last shown
  /// digit are written as their shortest spelling.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return none }
    let scale = power(of: decimals)
    let scaled = (value * scale).rounded(.toNearestOrEven)
    guard let whole = Int64(exactly: scaled), whole.magnitude < 1 << 53 else { return shortest(value) }
    let digits = String(whole.magnitude)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = whole < 0 ? "−" : ""
    return decimals == 0 ? sign + padded : "\(sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }

  /// The shortest decimal that reads back to the same double; powers of ten as a reader writes them: `1 × 10⁻⁵`.
  package static func shortest(_ value: Double) -> String {
    guard value.isFinite else { return none }
    let text = Setting.canonicalNumber(value).replacing("-", with: "−")
    guard let split = text.firstIndex(of: "e") else { return text }
    let mantissa = String(text[..<split])
    let trimmed = mantissa.hasSuffix(".0") ? String(mantissa.dropLast(2)) : mantissa
    let power = "10" + superscript(String(text[text.index(after: split)...]))
    return trimmed == "1" ? power : "\(trimmed)\u{A0}×\u{A0}\(power)"
  }

  /// `value` with `count` significant digits, without an exponent between 10⁻⁴ and 10⁶.
  package static func significant(_ value: Double, digits count: Int) -> String {
    guard value.isFinite else { return none }
    guard value != 0 else { return "0" }
    let decimals = count - 1 - exponent(of: value)
    return (0...9).contains(decimals) ? fixed(value, decimals: decimals) : shortest(rounded(value, decimals: decimals))
  }

  /// The digits after the point for a percentage with this standard deviation, measured on `testCount` images: as many as give
  /// the deviation two significant digits, at least one, and never more than one image is worth.
  package static func percentDecimals(standardDeviation: Double?, testCount: Int) -> Int {
    let resolution = max(1, exponent(of: Double(max(testCount, 1))) - 2)
    guard let deviation = standardDeviation, deviation > 0, deviation.isFinite else { return resolution }
    return min(resolution, max(1, 1 - exponent(of: deviation)))
  }

  /// The decimal exponent of the first significant digit: 0 for 1…9.99, −2 for 0.05. `value` is finite and not 0.
  private static func exponent(of value: Double) -> Int {
    let magnitude = value.magnitude
    var exponent = 0
    var bound = 1.0
    if magnitude >= 1 {
      while exponent < 308, magnitude >= bound * 10 { (bound, exponent) = (bound * 10, exponent + 1) }
    } else {
      while exponent > -323, magnitude < bound { (bound, exponent) = (bound / 10, exponent - 1) }
    }
    return exponent
  }

  private static func rounded(_ value: Double, decimals: Int) -> Double {
    let scale = power(of: abs(decimals))
    guard scale.isFinite else { return value }
    return decimals >= 0 ? (value * scale).rounded() / scale : (value / scale).rounded() * scale
  }

  private static func power(of exponent: Int) -> Double {
    (0..<min(exponent, 400)).reduce(1.0) { power, _ in power * 10 }
  }

  private static func superscript(_ digits: String) -> String {
    let raised: [Character: Character] = [
      "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹", "−": "⁻",
    ]
    let sign = digits.first == "−" ? "−" : ""
    let magnitude = digits.drop { $0 == "−" || $0 == "+" }.drop { $0 == "0" }
    return String((sign + magnitude).compactMap { raised[$0] })
  }
}
