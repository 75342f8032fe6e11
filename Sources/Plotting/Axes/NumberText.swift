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
}
