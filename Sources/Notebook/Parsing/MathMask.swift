/// How a formula passes through Markdown unread: each of its scalars is put into a private plane of Unicode, where nothing
/// has a meaning, and taken out again. One scalar stands for one, so places stay what they are.
enum MathMask {
  /// For the dollar sign that opens a formula in the line, and the one that closes it.
  static let opening: Unicode.Scalar = "\u{10FFF0}"
  static let closing: Unicode.Scalar = "\u{10FFF1}"
  /// For each of the two dollar signs of a displayed formula.
  static let displayOpening: Unicode.Scalar = "\u{10FFF2}"
  static let displayClosing: Unicode.Scalar = "\u{10FFF3}"

  /// `scalar` in its disguise; what has none, in planes where no formula's signs are, stays.
  static func masked(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar.value < 0x1FFF0 { return Unicode.Scalar(scalar.value + 0xF0000) ?? scalar }
    return scalar
  }

  /// What a scalar in disguise stands for; nil for others.
  static func original(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    guard isMasked(scalar) else { return nil }
    switch scalar {
    case opening, closing, displayOpening, displayClosing: return "$"
    default: return Unicode.Scalar(scalar.value - 0xF0000) ?? "\u{FFFD}"
    }
  }

  static func isMasked(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 0xF0000 }

  /// `text` without disguises.
  static func unmasked(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isMasked) else { return text }
    var result = ""
    for scalar in text.unicodeScalars { result.unicodeScalars.append(original(scalar) ?? scalar) }
    return result
  }
}
