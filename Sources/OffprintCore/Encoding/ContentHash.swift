import Interop

/// A SHA-256 digest of some bytes: the name of a run, of a data set, of a file.
package struct ContentHash: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
  /// 64 lower-case hexadecimal digits.
  package let hexadecimal: String

  /// Takes 64 hexadecimal digits of either case; nil for anything else.
  package init?(hexadecimal: String) {
    guard hexadecimal.utf8.count == 64, hexadecimal.utf8.allSatisfy(Self.isDigit) else { return nil }
    self.hexadecimal = hexadecimal.lowercased()
  }

  /// The digest of `bytes`.
  package init(of bytes: some Sequence<UInt8>) {
    let digits = Array("0123456789abcdef".utf8)
    let text = SHA256.digest(Array(bytes)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    hexadecimal = String(decoding: text, as: UTF8.self)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }

  /// The digest of the text's UTF-8.
  package init(ofText text: String) {
    self.init(of: text.utf8)
  }

  /// The first twelve digits, which is what people are shown.
  package var short: String { String(hexadecimal.prefix(12)) }

  package var description: String { hexadecimal }

  package static func < (left: ContentHash, right: ContentHash) -> Bool { left.hexadecimal < right.hexadecimal }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let hash = ContentHash(hexadecimal: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not 64 hexadecimal digits")
    }
    self = hash
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hexadecimal)
  }
}
