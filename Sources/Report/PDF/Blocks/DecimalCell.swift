import Interop

/// A number with what stands at either side of its decimal marks: `99.17 ± 0.05`.
struct DecimalCell {
  /// Before and from the decimal mark on.
  var whole: RichText
  var fraction: RichText
  /// The same of what follows `±`; nil where there is none.
  var spread: (whole: RichText, fraction: RichText)?

  /// Nil for a text that is no number.
  init?(_ text: RichText) {
    let plain = text.plainText
    guard let first = plain.unicodeScalars.first(where: { !" +-−±\u{2009}\u{202F}\u{A0}".unicodeScalars.contains($0) }),
      ("0"..."9").contains(first)
    else { return nil }
    guard let sign = plain.unicodeScalars.firstIndex(of: "±"), sign > plain.startIndex else {
      (whole, fraction) = Self.atMark(text)
      return
    }
    let before = plain.utf8.distance(from: plain.startIndex, to: sign)
    let (main, rest) = text.split(atByte: before)
    (whole, fraction) = Self.atMark(main.trimmed)
    spread = Self.atMark(rest.split(atByte: "±".utf8.count).1.trimmed)
  }

  private static func atMark(_ text: RichText) -> (RichText, RichText) {
    let bytes = Array(text.plainText.utf8)
    let digits = bytes.prefix { byte in
      (0x30...0x39).contains(byte) || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: "+") || byte == UInt8(ascii: " ") || byte >= 0x80
    }
    return text.split(atByte: digits.count)
  }
}

extension RichText {
  /// Without the white space at its ends.
  var trimmed: RichText {
    let bytes = Array(plainText.utf8)
    let text = plainText
    let leading = text.unicodeScalars.prefix { $0.properties.isWhitespace }.reduce(0) { $0 + UTF8.width($1) }
    let trailing = text.unicodeScalars.reversed().prefix { $0.properties.isWhitespace }
      .reduce(0) { $0 + UTF8.width($1) }
    guard leading + trailing < bytes.count else { return RichText() }
    return split(atByte: bytes.count - trailing).0.split(atByte: leading).1
  }
}
