import OffprintCore

/// Numbers for people: never by the locale, so that every terminal says the same.
enum Quantities {
  /// "1, 2 and 5".
  static func list(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.joined() }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }

  /// `98.92 %`, from a fraction.
  static func percent(_ fraction: Double) -> String {
    "\(decimal(fraction * 100, places: 2)) %"
  }

  /// Rounded half away from zero: `3.14`. At most nine places.
  static func decimal(_ value: Double, places: Int) -> String {
    guard value.isFinite, abs(value) < 1e9 else { return value.isFinite ? "\(value)" : value.isNaN ? "nan" : "inf" }
    let power = (0..<places).reduce(1) { result, _ in result * 10 }
    let scaled = Int((abs(value) * Double(power)).rounded())
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard places > 0 else { return sign + String(scaled) }
    let fraction = String(scaled % power)
    return "\(sign)\(scaled / power).\(String(repeating: "0", count: places - fraction.count))\(fraction)"
  }

  /// `8.2 s`, `3 min 05 s`, `2 h 07 min`; rough ones in whole seconds.
  static func duration(_ seconds: Double, isRough: Bool = false) -> String {
    guard seconds.isFinite, seconds < 1e9 else { return "a very long time" }
    let whole = Int(max(0, seconds).rounded())
    switch whole {
    case ..<10 where !isRough: return "\(decimal(max(0, seconds), places: 1)) s"
    case ..<60: return "\(whole) s"
    case ..<3600: return "\(whole / 60) min \(padded(whole % 60)) s"
    default: return "\(whole / 3600) h \(padded(whole % 3600 / 60)) min"
    }
  }

  /// `150,312`.
  static func grouped(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    let parts = stride(from: digits.count, to: 0, by: -3).map { String(digits[max(0, $0 - 3)..<$0]) }
    return (value < 0 ? "-" : "") + parts.reversed().joined(separator: ",")
  }

  /// `1.3 MB`, in powers of ten.
  static func bytes(_ count: Int) -> String {
    switch Double(count) {
    case ..<1_000: "\(count) B"
    case ..<1_000_000: "\(decimal(Double(count) / 1e3, places: 1)) kB"
    case ..<1_000_000_000: "\(decimal(Double(count) / 1e6, places: 1)) MB"
    default: "\(decimal(Double(count) / 1e9, places: 1)) GB"
    }
  }

  /// `1 run`, `3 runs`.
  static func count(_ number: Int, _ noun: String, plural: String? = nil) -> String {
    "\(grouped(number)) \(number == 1 ? noun : plural ?? noun + "s")"
  }

  /// `150 k images/s`.
  static func rate(_ imagesPerSecond: Double) -> String {
    imagesPerSecond < 10_000
      ? "\(grouped(Int(clamping: Int64(imagesPerSecond.isFinite ? min(imagesPerSecond, 1e12) : 0)))) images/s"
      : "\(grouped(Int(min(imagesPerSecond, 1e12) / 1000))) k images/s"
  }

  /// Cut or filled with spaces to `columns` columns.
  static func fitted(_ text: String, columns: Int) -> String {
    let width = TerminalText.columns(of: text)
    if width <= columns { return text + String(repeating: " ", count: columns - width) }
    return cut(text, columns: columns)
  }

  /// Cut to `columns` columns with an ellipsis where it is longer.
  static func cut(_ text: String, columns: Int) -> String {
    guard TerminalText.columns(of: text) > columns else { return text }
    var result = ""
    var used = 0
    for character in text {
      let width = TerminalText.columns(of: String(character))
      if used + width > columns - 1 { break }
      result.append(character)
      used += width
    }
    return columns > 0 ? result + "…" : ""
  }

  /// With spaces before it, as numbers in a column are.
  static func padded(_ text: String, columns: Int) -> String {
    String(repeating: " ", count: max(0, columns - TerminalText.columns(of: text))) + text
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
