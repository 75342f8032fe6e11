internal import Foundation

/// Numbers as figures print them: no locale, no exponent where it can be helped, a true minus sign.
package enum NumberText {
  /// `value` with that many decimals (0…9), halves away from zero, U+2212 for the minus and no "−0".
  package static func fixed(_ value: Double, decimals: Int) -> String {
    ascii(value, decimals: decimals).replacing("-", with: "\u{2212}")
  }

  /// As `fixed`, without trailing zeros and with a hyphen for the minus: `12.5`, `-3`, for SVG.
  static func short(_ value: Double, decimals: Int = 2) -> String {
    var text = ascii(value, decimals: decimals)
    if text.contains("."), !text.contains("e") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    if text.hasPrefix("0.") { return String(text.dropFirst()) }
    if text.hasPrefix("-0.") { return "-" + text.dropFirst(2) }
    return text
  }

  private static func ascii(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "n/a" : value < 0 ? "-\u{221E}" : "\u{221E}" }
    let places = min(max(decimals, 0), 9)
    var power = 1.0
    for _ in 0..<places { power *= 10 }
    let scaled = (value.magnitude * power).rounded()
    guard scaled < 1e15 else { return value.description }
    let digits = String(Int64(scaled))
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard places > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return sign + padded.dropLast(places) + "." + padded.suffix(places)
  }

  /// A count with commas between thousands: `10,000`.
  package static func count(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var text = value < 0 ? "\u{2212}" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return text
  }

  /// The shortest decimal that reads back to nearly the same (twelve significant digits), with an exponent only where the
  /// number is very large or small: `0.35`, `64`, `2.5×10⁻⁷`.
  package static func shortest(_ value: Double) -> String {
    guard value.isFinite else { return fixed(value, decimals: 0) }
    guard value != 0 else { return "0" }
    let exponent = decimalExponent(value)
    if (-5..<9).contains(exponent) {
      return trimmed(fixed(value, decimals: min(9, max(0, 11 - exponent))))
    }
    let mantissa = value / power(exponent)
    return trimmed(fixed(mantissa, decimals: 5)) + "×10" + superscript(exponent)
  }

  /// `value` with `digits` significant digits, without an exponent between 10⁻⁴ and 10⁶.
  package static func significant(_ value: Double, digits: Int = 3) -> String {
    guard value.isFinite, value != 0 else { return fixed(value, decimals: 0) }
    let exponent = decimalExponent(value)
    guard (-4..<7).contains(exponent) else {
      return trimmed(fixed(value / power(exponent), decimals: digits - 1)) + "×10" + superscript(exponent)
    }
    return fixed(value, decimals: min(9, max(0, digits - 1 - exponent)))
  }

  /// `⁻⁷`.
  package static func superscript(_ number: Int) -> String {
    let raised = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let digits = String(number.magnitude).compactMap(\.wholeNumberValue).map { raised[$0] }
    return (number < 0 ? "⁻" : "") + String(digits)
  }

  /// That of the first significant digit: 0 for 1…9.99.
  static func decimalExponent(_ value: Double) -> Int {
    guard value.isFinite, value != 0 else { return 0 }
    var exponent = Int(Foundation.log10(value.magnitude).rounded(.down))
    // The logarithm may be off by a hair at powers of ten.
    if power(exponent + 1) <= value.magnitude { exponent += 1 }
    if power(exponent) > value.magnitude { exponent -= 1 }
    return exponent
  }

  private static func power(_ exponent: Int) -> Double {
    exponent >= 0 ? pow(10, Double(exponent)) : 1 / pow(10, Double(-exponent))
  }

  private static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
