/// Bytes as two hexadecimal digits each: what gzip compresses to the bytes' own entropy, and any language reads.
struct Hex: Codable, Hashable {
  var bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Two bytes each, the low one first: all low bytes, then all high bytes.
  init(words: [UInt16]) {
    bytes = words.map { UInt8(truncatingIfNeeded: $0) } + words.map { UInt8(truncatingIfNeeded: $0 >> 8) }
  }

  /// Nil for an odd number of bytes.
  var words: [UInt16]? {
    guard bytes.count.isMultiple(of: 2) else { return nil }
    let half = bytes.count / 2
    return (0..<half).map { UInt16(bytes[$0]) | UInt16(bytes[half + $0]) << 8 }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let digits = Array(try container.decode(String.self).utf8)
    guard digits.count.isMultiple(of: 2), let bytes = Self.bytes(digits) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not hexadecimal")
    }
    self.bytes = bytes
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(digits)
  }

  /// Two for each byte, in lower case.
  var digits: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func bytes(_ digits: [UInt8]) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = value(digits[index]), let low = value(digits[index + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 48...57: digit - 48
    case 97...102: digit - 87
    default: nil
    }
  }
}

/// A file's bytes: `{"text": …}` where they are UTF-8, else `{"hex": …}`.
struct Content: Codable, Hashable {
  private var text: String?
  private var hex: Hex?

  init(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    if text.utf8.elementsEqual(bytes) { self.text = text } else { hex = Hex(bytes) }
  }

  var bytes: [UInt8] { hex?.bytes ?? Array((text ?? "").utf8) }
}
