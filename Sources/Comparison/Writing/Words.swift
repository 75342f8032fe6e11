import OffprintCore

/// Numbers and words of a comparison, the same in every form and every locale.
enum Words {
  static let minus = "\u{2212}"

  /// Rounded half away from zero, at most nine places.
  static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite, value.magnitude < 1e9 else { return value.isFinite ? value.description : "–" }
    let power = (0..<decimals).reduce(1) { result, _ in result * 10 }
    let scaled = Int((value.magnitude * Double(power)).rounded())
    let sign = value < 0 && scaled > 0 ? minus : ""
    guard decimals > 0 else { return sign + String(scaled) }
    let fraction = String(scaled % power)
    return "\(sign)\(scaled / power).\(String(repeating: "0", count: decimals - fraction.count))\(fraction)"
  }

  static func value(_ value: Double, _ metric: Metric) -> String { fixed(value, decimals: metric.decimals) }

  /// With its sign, and more digits where the metric's own would show nothing.
  static func signed(_ value: Double, _ metric: Metric) -> String {
    (value > 0 ? "+" : "") + amount(value, metric)
  }

  private static func amount(_ value: Double, _ metric: Metric) -> String {
    var decimals = metric.decimals
    var least = (0..<decimals).reduce(0.5) { result, _ in result / 10 }
    while value != 0, value.magnitude < least, decimals < 7 {
      decimals += 1
      least /= 10
    }
    return fixed(value, decimals: decimals)
  }

  /// `0.50 points`, `1.20°`.
  static func difference(_ value: Double, _ metric: Metric) -> String {
    let unit = metric.differenceUnit
    return amount(value, metric) + (unit.isEmpty || unit == "°" ? unit : " " + unit)
  }

  static func interval(_ interval: ClosedRange<Double>?, _ metric: Metric) -> String {
    guard let interval else { return "–" }
    return "\(signed(interval.lowerBound, metric)) to \(signed(interval.upperBound, metric))"
  }

  static func probability(_ value: Double?) -> String {
    guard let value else { return "–" }
    return value < 0.001 ? "< 0.001" : fixed(value, decimals: 3)
  }

  /// As short as it may be with five significant digits or so.
  static func shortNumber(_ value: Double) -> String {
    if let whole = Int64(exactly: value), whole.magnitude < 1_000_000 {
      return value < 0 ? minus + String(-whole) : String(whole)
    }
    guard (1e-3..<1e6).contains(value.magnitude) else { return value.description.replacing("-", with: minus) }
    var decimals = 4
    if value.magnitude < 0.1 { decimals = 6 }
    var text = fixed(value, decimals: decimals)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// `REPRODUCED`, as reports have it.
  static func verdict(_ word: String) -> String { word.uppercased().replacing("-", with: " ") }

  static func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
  }

  /// `1–3, 5`.
  static func seeds(_ seeds: [Int]) -> String {
    var parts: [String] = []
    var index = 0
    while index < seeds.count {
      var end = index
      while end + 1 < seeds.count, seeds[end + 1] == seeds[end] + 1 { end += 1 }
      switch end - index {
      case 0: parts.append("\(seeds[index])")
      case 1: parts += ["\(seeds[index])", "\(seeds[end])"]
      default: parts.append("\(seeds[index])–\(seeds[end])")
      }
      index = end + 1
    }
    return parts.joined(separator: ", ")
  }

  /// `a, b and c`, and how many more there are.
  static func list(_ names: [String], most: Int = 4) -> String {
    guard names.count > 1 else { return names.first ?? "" }
    if names.count > most {
      return names.prefix(most - 1).joined(separator: ", ") + " and \(names.count - most + 1) more"
    }
    return names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
  }
}
