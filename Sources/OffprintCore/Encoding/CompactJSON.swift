/// JSON without white space, keys sorted, slashes as they are: the bytes that Foundation's encoder writes with `sortedKeys` and
/// `withoutEscapingSlashes`, in a tenth of its time, since nothing is made of a value but its text. For the types of Foundation
/// that its encoder treats in a way of their own, such as dates, there is nothing here.
package enum CompactJSON {
  /// Throws `EncodingError` for a number that is not finite, which JSON cannot say.
  package static func encode(_ value: some Encodable) throws -> [UInt8] {
    var text = JSONBytes()
    try text.append(value, codingPath: [])
    return text.bytes
  }
}

/// Text that grows by values.
struct JSONBytes {
  private(set) var bytes: [UInt8] = []

  mutating func append(byte: UInt8) { bytes.append(byte) }
  mutating func append(_ slice: ArraySlice<UInt8>) { bytes += slice }
  mutating func append(_ value: Bool) { bytes += (value ? "true" : "false").utf8 }
  mutating func append(_ value: some FixedWidthInteger) { bytes += String(value).utf8 }

  /// The shortest decimal that reads back to the same number, without a point where it is whole.
  mutating func append<Number: BinaryFloatingPoint & CustomStringConvertible>(
    _ value: Number, codingPath: [any CodingKey]
  ) throws {
    guard value.isFinite else {
      throw EncodingError.invalidValue(
        value, EncodingError.Context(codingPath: codingPath, debugDescription: "JSON has no \(value)"))
    }
    append(finite: value)
  }

  private mutating func append(finite value: some CustomStringConvertible) {
    bytes += value.description.utf8
    if bytes.suffix(2).elementsEqual(".0".utf8) { bytes.removeLast(2) }
  }

  /// In quotation marks; these, reverse solidi and control characters are escaped (RFC 8259 §7).
  mutating func append(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    if text.utf8.contains(where: Self.isEscaped) {
      for byte in text.utf8 { appendEscaped(byte) }
    } else {
      bytes += text.utf8
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func appendEscaped(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): bytes += "\\\"".utf8
    case UInt8(ascii: "\\"): bytes += "\\\\".utf8
    case 0x08: bytes += "\\b".utf8
    case 0x09: bytes += "\\t".utf8
    case 0x0A: bytes += "\\n".utf8
    case 0x0C: bytes += "\\f".utf8
    case 0x0D: bytes += "\\r".utf8
    case ..<0x20: bytes += ((byte < 0x10 ? "\\u000" : "\\u00") + String(byte, radix: 16)).utf8
    default: bytes.append(byte)
    }
  }

  mutating func append(_ setting: Setting) {
    switch setting {
    case .boolean(let value): append(value)
    case .number(let value): append(number: value)
    case .string(let value): append(value)
    case .list(let elements):
      append(byte: UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { append(byte: UInt8(ascii: ",")) }
        append(element)
      }
      append(byte: UInt8(ascii: "]"))
    case .map(let entries):
      append(byte: UInt8(ascii: "{"))
      for (index, entry) in entries.sorted(by: { $0.key < $1.key }).enumerated() {
        if index > 0 { append(byte: UInt8(ascii: ",")) }
        append(entry.key)
        append(byte: UInt8(ascii: ":"))
        append(entry.value)
      }
      append(byte: UInt8(ascii: "}"))
    }
  }

  /// As `Setting.encode(to:)` has it; a setting is always finite.
  private mutating func append(number: Double) {
    if let whole = Int64(exactly: number), whole.magnitude < 1 << 53 { append(whole) } else { append(finite: number) }
  }

  /// What is frequent goes its own way: an encoder for each number of a list would be most of the work.
  mutating func append<Value: Encodable>(_ value: Value, codingPath: [any CodingKey]) throws {
    switch value {
    case let value as Setting: append(value)
    case let list as [Double]: try appendList(list) { try $0.append($1, codingPath: codingPath) }
    case let list as [Int]: try appendList(list) { $0.append($1) }
    case let list as [[Int]]: try appendList(list) { try $0.appendList($1) { $0.append($1) } }
    default:
      let encoder = JSONTextEncoder(codingPath: codingPath)
      try value.encode(to: encoder)
      bytes += encoder.finished()
    }
  }

  private mutating func appendList<Element>(
    _ list: [Element], _ append: (inout JSONBytes, Element) throws -> Void
  ) throws {
    bytes.append(UInt8(ascii: "["))
    for (index, element) in list.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      try append(&self, element)
    }
    bytes.append(UInt8(ascii: "]"))
  }
}
