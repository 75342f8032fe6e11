/// Text inside XML and HTML, which no text can leave.
package enum MarkupText {
  /// `text` for an element's content or a double-quoted attribute. Characters that XML 1.0 or HTML forbids, and overrides of
  /// the direction of writing, which could make text read as what it is not, become U+FFFD.
  /// - Parameter apostrophes: whether it may also stand between single quotation marks.
  package static func escaped(_ text: String, apostrophes: Bool = false) -> String {
    // Most text is as it is.
    guard text.utf8.contains(where: { needsLook($0, apostrophes) }) else { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'" where apostrophes: result += "&#39;"
      case "\t", "\n": result.unicodeScalars.append(scalar)
      case "\r": result += "\n"
      default: result.unicodeScalars.append(isForbidden(scalar) ? "\u{FFFD}" : scalar)
      }
    }
    return result
  }

  private static func needsLook(_ byte: UInt8, _ apostrophes: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): true
    case UInt8(ascii: "'"): apostrophes
    case 0x20..<0x7F, 0x09, 0x0A: false
    default: true
    }
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0xFDD0...0xFDEF: true
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }
}
