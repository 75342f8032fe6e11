internal import Interop

/// The first eight bytes of a SHA-256: enough to see that two things differ, and where. It is no proof that they are alike
/// against somebody who wants them to seem so; that is what `ContentHash` is for.
package struct Fingerprint: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The eight bytes, the first one highest.
  package let word: UInt64

  package init(word: UInt64) {
    self.word = word
  }

  /// Of `bytes`.
  package init(of bytes: [UInt8]) {
    word = Fingerprint.word(of: SHA256.digest(bytes))
  }

  /// Of numbers as IEEE 754 has them, four bytes each, the low one first: as in a safetensors file.
  package init(of numbers: [Float]) {
    word = Fingerprint.word(of: SHA256.digest(numbers))
  }

  /// Of words, eight bytes each, the high one first.
  package init(of words: [UInt64]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(words.count * 8)
    for word in words {
      for place in (0..<8).reversed() { bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(place * 8))) }
    }
    self.init(of: bytes)
  }

  /// Takes 16 hexadecimal digits; nil for anything else.
  package init?(hexadecimal: String) {
    guard hexadecimal.utf8.count == 16, hexadecimal.utf8.allSatisfy({ Fingerprint.digits.contains($0) }),
      let word = UInt64(hexadecimal, radix: 16)
    else { return nil }
    self.word = word
  }

  /// 16 lower-case hexadecimal digits.
  package var hexadecimal: String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  package var description: String { hexadecimal }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let value = Fingerprint(hexadecimal: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not 16 hexadecimal digits")
    }
    self = value
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hexadecimal)
  }

  private static let digits = Set("0123456789abcdef".utf8)

  private static func word(of digest: [UInt8]) -> UInt64 {
    digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
