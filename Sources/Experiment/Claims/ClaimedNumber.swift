internal import OffprintCore

/// A number as a paper prints it. What was measured lies anywhere between the halves of its last digit: `98.84` is
/// [98.835, 98.845).
package struct ClaimedNumber: Hashable, Sendable {
  /// As printed: `98.84`.
  package let text: String
  package let value: Double
  /// Half of the last printed digit's worth.
  package let halfUnit: Double

  /// Reads digits with at most one point and perhaps a sign (`-` or `−`); nil for anything else, and beyond 15 digits, which no
  /// number of a paper has.
  package init?(_ text: String) {
    var digits = Substring(text)
    let isNegative = digits.first == "-" || digits.first == "−"
    if isNegative { digits = digits.dropFirst() }
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = parts.count == 2 ? parts[1] : ""
    guard let whole = parts.first, !whole.isEmpty, parts.count == 1 || !fraction.isEmpty,
      whole.utf8.count + fraction.utf8.count <= 15,
      (whole + fraction).utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let count = Int(whole + fraction)
    else { return nil }
    let scale = fraction.utf8.reduce(1.0) { scale, _ in scale * 10 }
    self.text = text
    value = (isNegative ? -1 : 1) * Double(count) / scale
    halfUnit = 0.5 / scale
  }

  /// All that may have been rounded to the printed number.
  package var interval: ClosedRange<Double> { (value - halfUnit)...(value + halfUnit) }

  /// The printed number's interval, wider by `margin` at both ends.
  package func widened(by margin: Double) -> ClosedRange<Double> {
    (value - halfUnit - margin)...(value + halfUnit + margin)
  }
}
