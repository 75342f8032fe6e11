/// Why a text is no JSON.
package struct JSONTextError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Both from 1; the column counts bytes.
  package var line: Int
  package var column: Int
  /// A clause without a final stop.
  package var reason: String

  package var description: String { "line \(line), column \(column): \(reason)" }
}

/// Reads JSON (RFC 8259) as a `Setting`, strictly and fast: results of a few thousand runs are some megabytes. What is `null` is
/// left out of maps and is an empty list in lists, as tables of figures write a missing value.
package enum JSONText {
  /// Values of `keys` are passed over wherever they stand, and are not in the result.
  package static func read(_ bytes: [UInt8], leavingOut keys: Set<String> = []) throws(JSONTextError) -> Setting {
    var reader = JSONReader(bytes: bytes, ignored: keys)
    return try reader.document()
  }
}

private struct JSONReader {
  let bytes: [UInt8]
  let ignored: Set<String>
  var place = 0
  var depth = 0

  /// Deeper nesting than any report has, and none that exhausts the stack.
  private static let deepest = 256

  init(bytes: [UInt8], ignored: Set<String>) {
    self.bytes = bytes
    self.ignored = ignored
  }

  mutating func document() throws(JSONTextError) -> Setting {
    let value = try self.value()
    skipSpace()
    guard place == bytes.count else { throw error("something follows the end of the value") }
    return value ?? .list([])
  }

  private func error(_ reason: String, at place: Int? = nil) -> JSONTextError {
    let end = min(place ?? self.place, bytes.count)
    var line = 1
    var start = 0
    for index in 0..<end where bytes[index] == UInt8(ascii: "\n") {
      line += 1
      start = index + 1
    }
    return JSONTextError(line: line, column: end - start + 1, reason: reason)
  }

  private func unexpected(_ wanted: String) -> JSONTextError {
    place < bytes.count ? error("\(wanted) should stand here") : error("the file is cut short")
  }

  private mutating func skipSpace() {
    while place < bytes.count {
      switch bytes[place] {
      case 0x20, 0x0A, 0x0D, 0x09: place += 1
      default: return
      }
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard place < bytes.count, bytes[place] == byte else { return false }
    place += 1
    return true
  }

  /// Nil for null.
  private mutating func value() throws(JSONTextError) -> Setting? {
    skipSpace()
    guard place < bytes.count else { throw error("the file is cut short") }
    switch bytes[place] {
    case UInt8(ascii: "{"): return try map()
    case UInt8(ascii: "["): return try list()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", nil)
    default: return .number(try number())
    }
  }

  private mutating func word(_ text: StaticString, _ value: Setting?) throws(JSONTextError) -> Setting? {
    let wanted = Array("\(text)".utf8)
    guard bytes[place...].starts(with: wanted) else { throw unexpected("a value") }
    place += wanted.count
    return value
  }

  private mutating func enter() throws(JSONTextError) {
    depth += 1
    guard depth <= Self.deepest else { throw error("values are nested more than \(Self.deepest) deep") }
    place += 1
    skipSpace()
  }

  private mutating func map() throws(JSONTextError) -> Setting {
    try enter()
    defer { depth -= 1 }
    var entries: [String: Setting] = [:]
    if take(UInt8(ascii: "}")) { return .map(entries) }
    while true {
      skipSpace()
      guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else { throw unexpected("a key in quotes") }
      let key = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw unexpected("a colon") }
      if ignored.contains(key) { try passOver() } else { entries[key] = try value() }
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "}")) else { throw unexpected("a comma or the end of the object") }
      return .map(entries)
    }
  }

  private mutating func list() throws(JSONTextError) -> Setting {
    try enter()
    defer { depth -= 1 }
    var elements: [Setting] = []
    if take(UInt8(ascii: "]")) { return .list(elements) }
    while true {
      elements.append(try value() ?? .list([]))
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "]")) else { throw unexpected("a comma or the end of the list") }
      return .list(elements)
    }
  }

  /// Numbers in lists are passed over without being worked out; everything else is read.
  private mutating func passOver() throws(JSONTextError) {
    skipSpace()
    guard place < bytes.count, bytes[place] == UInt8(ascii: "[") else {
      _ = try value()
      return
    }
    let start = place
    place += 1
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: ","), 0x20, 0x0A, 0x0D, 0x09:
        place += 1
      case UInt8(ascii: "]"):
        place += 1
        return
      default:
        place = start
        _ = try value()
        return
      }
    }
    throw error("the file is cut short")
  }
}

// MARK: - Texts and numbers

extension JSONReader {
  fileprivate mutating func string() throws(JSONTextError) -> String {
    place += 1
    let start = place
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: "\"") {
        defer { place += 1 }
        return try text(bytes[start..<place], at: start)
      }
      if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
      if byte < 0x20 { throw error("a text has a control character in it") }
      place += 1
    }
    throw error("the file is cut short")
  }

  private func text(_ slice: ArraySlice<UInt8>, at start: Int) throws(JSONTextError) -> String {
    guard let text = String(validating: slice, as: UTF8.self) else { throw error("a text is not UTF-8", at: start) }
    return text
  }

  /// From the first escape on, in pieces.
  private mutating func escapedString(from start: Int) throws(JSONTextError) -> String {
    var result = try text(bytes[start..<place], at: start)
    var piece = place
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: "\"") {
        result += try text(bytes[piece..<place], at: piece)
        place += 1
        return result
      }
      if byte < 0x20 { throw error("a text has a control character in it") }
      guard byte == UInt8(ascii: "\\") else {
        place += 1
        continue
      }
      result += try text(bytes[piece..<place], at: piece)
      place += 1
      result.unicodeScalars.append(try escape())
      piece = place
    }
    throw error("the file is cut short")
  }

  private mutating func escape() throws(JSONTextError) -> Unicode.Scalar {
    guard place < bytes.count else { throw error("the file is cut short") }
    let byte = bytes[place]
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try scalar()
    default: throw error("there is no such escape", at: place - 1)
    }
  }

  private mutating func scalar() throws(JSONTextError) -> Unicode.Scalar {
    let first = try unit()
    if let scalar = Unicode.Scalar(UInt32(first)) { return scalar }
    guard (0xD800..<0xDC00).contains(first), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
      throw error("half of a surrogate pair stands alone")
    }
    let second = try unit()
    guard (0xDC00..<0xE000).contains(second) else { throw error("half of a surrogate pair stands alone") }
    return Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func unit() throws(JSONTextError) -> UInt16 {
    guard place + 4 <= bytes.count else { throw error("the file is cut short") }
    var value: UInt16 = 0
    for byte in bytes[place..<place + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error("four hexadecimal digits should stand here")
      }
      value = value << 4 | UInt16(digit)
    }
    place += 4
    return value
  }

  /// Up to fifteen digits and a small power of ten are exact as doubles, so one division rounds correctly (Clinger 1990, "How
  /// to read floating point numbers accurately"); all others go the long way.
  fileprivate mutating func number() throws(JSONTextError) -> Double {
    let start = place
    let isNegative = take(UInt8(ascii: "-"))
    let firstDigit = place
    var mantissa: UInt64 = 0
    var digits = 0
    func readDigits() -> Int {
      let from = place
      while place < bytes.count, (0x30...0x39).contains(bytes[place]) {
        if digits < 18 { mantissa = mantissa * 10 + UInt64(bytes[place] - 0x30) }
        if mantissa > 0 { digits += 1 }
        place += 1
      }
      return place - from
    }
    let whole = readDigits()
    guard whole > 0 else { throw unexpected("a value") }
    guard whole == 1 || bytes[firstDigit] != 0x30 else { throw error("a number begins with 0", at: firstDigit) }
    var fraction = 0
    if take(UInt8(ascii: ".")) {
      fraction = readDigits()
      guard fraction > 0 else { throw unexpected("a digit") }
    }
    if place < bytes.count, bytes[place] | 0x20 == UInt8(ascii: "e") {
      place += 1
      if !take(UInt8(ascii: "-")) { _ = take(UInt8(ascii: "+")) }
      let from = place
      while place < bytes.count, (0x30...0x39).contains(bytes[place]) { place += 1 }
      guard place > from else { throw unexpected("a digit") }
    } else if digits <= 15, fraction < Self.powers.count {
      let value = Double(mantissa) / Self.powers[fraction]
      return isNegative ? -value : value
    }
    guard let value = Double(String(decoding: bytes[start..<place], as: UTF8.self)), value.isFinite else {
      throw error("the number is too large", at: start)
    }
    return value
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]
}
