/// `{from: 0.40, to: 0.59, step: 0.01}` in exact decimals, so that the eleventh value is the double nearest to 0.5 and not what
/// ten additions of 0.01 in binary come to.
struct DecimalSteps {
  /// The values as decimal texts, `mantissa e exponent`.
  let texts: [String]
  /// The last value's text as people write it, where it is not `to`.
  let missedEnd: Double?

  /// Steps from `from` to at most `to`. Nil where the texts have more digits than can be added exactly (about 18 each, 38
  /// between the first and the last decimal place). Precondition: step > 0, from ≤ to, and not more than some ten thousand steps.
  init?(from: String, to: String, step: String) {
    guard let from = Decimal(from), let to = Decimal(to), let step = Decimal(step), step.mantissa > 0 else {
      return nil
    }
    let exponent = min(from.exponent, to.exponent, step.exponent)
    guard let first = from.mantissa(at: exponent), let last = to.mantissa(at: exponent),
      let width = step.mantissa(at: exponent), case (let span, false) = last.subtractingReportingOverflow(first),
      span >= 0, span / width < 1_000_000
    else { return nil }
    let count = Int(span / width) + 1
    texts = (0..<count).map { "\(first + Int128($0) * width)e\(exponent)" }
    missedEnd = span % width == 0 ? nil : texts.last.flatMap { Double($0) }
  }

  /// mantissa × 10^exponent.
  private struct Decimal {
    var mantissa: Int128
    var exponent: Int

    /// A number as YAML's core schema spells it.
    init?(_ text: String) {
      var digits = ""
      var exponent = 0
      var isFraction = false
      let isNegative = text.hasPrefix("-")
      let parts = text.lowercased().split(separator: "e", maxSplits: 1)
      for character in parts.first ?? "" {
        if character == "." { isFraction = true }
        guard character.isASCII, character.isNumber else { continue }
        digits.append(character)
        if isFraction { exponent -= 1 }
      }
      if parts.count == 2 {
        guard let written = Int(parts[1]), written.magnitude < 1000 else { return nil }
        exponent += written
      }
      while digits.hasSuffix("0") {
        digits.removeLast()
        exponent += 1
      }
      digits = String(digits.drop { $0 == "0" })
      if digits.isEmpty { (digits, exponent) = ("0", 0) }
      guard digits.utf8.count <= 18, let mantissa = Int128(digits) else { return nil }
      self.mantissa = isNegative ? -mantissa : mantissa
      self.exponent = exponent
    }

    /// The mantissa of the same number at a smaller or equal exponent; nil where it would overflow.
    func mantissa(at lower: Int) -> Int128? {
      if mantissa == 0 { return 0 }
      var result = mantissa
      guard exponent - lower <= 40 else { return nil }
      for _ in lower..<exponent {
        guard case (let next, false) = result.multipliedReportingOverflow(by: 10) else { return nil }
        result = next
      }
      return result
    }
  }
}
