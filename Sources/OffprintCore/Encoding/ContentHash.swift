import Interop

/// A SHA-256 digest of some bytes: the name of a run, of a data set, of a file.
package struct ContentHash: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
  /// 64 lower-case hexadecimal digits.
  package let hexadecimal: String

  /// Takes 64 hexadecimal digits of either case; nil for anything else.
  package init?(hexadecimal: String) {
    guard hexadecimal.utf8.count == 64, hexadecimal.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
    self.hexadecimal = hexadecimal.lowercased()
  }

  /// The digest of `bytes`.
  package init(of bytes: some Sequence<UInt8>) {
    hexadecimal = SHA256.digest(Array(bytes)).map { byte in
      let digits = String(byte, radix: 16)
      return digits.utf8.count == 1 ? "0" + digits : digits
    }.joined()
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
