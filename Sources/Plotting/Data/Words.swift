/// Parts of sentences.
enum Words {
  /// `a, b and c`.
  static func list(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.joined() }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }

  /// `1 value has`, `3 values have`.
  static func have(_ count: Int, _ noun: String) -> String {
    "\(NumberText.count(count)) \(noun)\(count == 1 ? " has" : "s have")"
  }

  static func count(_ count: Int, _ noun: String) -> String {
    "\(NumberText.count(count)) \(noun)\(count == 1 ? "" : "s")"
  }

  static func joined(_ parts: [String?]) -> String? {
    let present = parts.compactMap { $0 }.filter { !$0.isEmpty }
    return present.isEmpty ? nil : present.joined(separator: " ")
  }

  /// What is not drawn.
  static func omitted(_ count: Int) -> String? {
    count > 0 ? "\(have(count, "value")) no place on this axis." : nil
  }

  /// "Means over 3 seeds", or over how many.
  static func seeds(_ counts: [Int]) -> String? {
    guard let least = counts.min(), let most = counts.max(), most > 1 else { return nil }
    return least == most ? "\(most) seeds" : "\(least) to \(most) seeds"
  }
}
