/// Where the decimal point of a printed number is.
package enum DecimalText {
  /// Digits after the point, 0 for a whole number; nil for what is no number.
  package static func fractionLength(of text: String) -> Int? {
    let digits = text.drop { $0 == "−" || $0 == "-" || $0 == "+" }
    guard let first = digits.first, first.isASCII, first.isNumber else { return nil }
    guard digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") }) else { return nil }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 1 ? 0 : parts.count == 2 ? parts[1].count : nil
  }
}
