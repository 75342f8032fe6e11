/// JSON as it is read quickly: what Offprint itself writes, which is nearly all of RFC 8259. What is rarer, and what is wrong,
/// throws `Unsupported`, for a reader that knows more and can say what is wrong.
enum JSONTree {
  case null
  case boolean(Bool)
  case integer(Int)
  case double(Double)
  case string(String)
  case list([JSONTree])
  case map([String: JSONTree])

  /// It is not JSON, or has half of a surrogate pair in a string, a key twice, or levels without end.
  struct Unsupported: Error {}

  init(_ bytes: [UInt8]) throws(Unsupported) {
    var reader = JSONTreeReader(bytes: bytes)
    self = try reader.document()
  }
}

/// Reads one tree from bytes.
private struct JSONTreeReader {
  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0
  private static let deepest = 128

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func document() throws(JSONTree.Unsupported) -> JSONTree {
    let tree = try value()
    guard (try? next()) == nil else { throw JSONTree.Unsupported() }
    return tree
  }

  /// The next byte that is no space; it stays to be read.
  private mutating func next() throws(JSONTree.Unsupported) -> UInt8 {
    while index < bytes.count {
      let byte = bytes[index]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
      index += 1
    }
    throw JSONTree.Unsupported()
  }

  private mutating func value() throws(JSONTree.Unsupported) -> JSONTree {
    switch try next() {
    case UInt8(ascii: "{"): return try map()
    case UInt8(ascii: "["): return try list()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(_ word: StaticString, _ tree: JSONTree) throws(JSONTree.Unsupported) -> JSONTree {
    let end = index + word.utf8CodeUnitCount
    guard end <= bytes.count, bytes[index..<end].elementsEqual("\(word)".utf8) else { throw JSONTree.Unsupported() }
    index = end
    return tree
  }

  private mutating func enter() throws(JSONTree.Unsupported) {
    index += 1
    depth += 1
    guard depth <= Self.deepest else { throw JSONTree.Unsupported() }
  }

  private mutating func list() throws(JSONTree.Unsupported) -> JSONTree {
    try enter()
    defer { depth -= 1 }
    var elements: [JSONTree] = []
    if try next() == UInt8(ascii: "]") {
      index += 1
      return .list(elements)
    }
    while true {
      elements.append(try value())
      if try isLast(before: UInt8(ascii: "]")) { return .list(elements) }
    }
  }

  private mutating func map() throws(JSONTree.Unsupported) -> JSONTree {
    try enter()
    defer { depth -= 1 }
    var entries = [String: JSONTree](minimumCapacity: 8)
    if try next() == UInt8(ascii: "}") {
      index += 1
      return .map(entries)
    }
    while true {
      guard try next() == UInt8(ascii: "\"") else { throw JSONTree.Unsupported() }
      let key = try string()
      guard try next() == UInt8(ascii: ":") else { throw JSONTree.Unsupported() }
      index += 1
      guard entries.updateValue(try value(), forKey: key) == nil else { throw JSONTree.Unsupported() }
      if try isLast(before: UInt8(ascii: "}")) { return .map(entries) }
    }
  }

  /// Reads the comma after an element, or the end.
  private mutating func isLast(before end: UInt8) throws(JSONTree.Unsupported) -> Bool {
    let byte = try next()
    guard byte == end || byte == UInt8(ascii: ",") else { throw JSONTree.Unsupported() }
    index += 1
    return byte == end
  }

  private mutating func string() throws(JSONTree.Unsupported) -> String {
    index += 1
    let start = index
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      guard bytes[index] != UInt8(ascii: "\\") else { return try escapedString(from: start) }
      guard bytes[index] >= 0x20 else { throw JSONTree.Unsupported() }
      index += 1
    }
    return try text(bytes[start..<min(index, bytes.count)])
  }

  /// The same from the first escape on, which stands at `index`.
  private mutating func escapedString(from start: Int) throws(JSONTree.Unsupported) -> String {
    var plain = Array(bytes[start..<index])
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      guard bytes[index] >= 0x20 else { throw JSONTree.Unsupported() }
      if bytes[index] == UInt8(ascii: "\\") {
        index += 1
        plain += try escape().utf8
      } else {
        plain.append(bytes[index])
        index += 1
      }
    }
    return try text(plain[...])
  }

  /// `plain` as the text that ends at `index`.
  private mutating func text(_ plain: ArraySlice<UInt8>) throws(JSONTree.Unsupported) -> String {
    guard index < bytes.count, let text = String(validating: plain, as: UTF8.self) else {
      throw JSONTree.Unsupported()
    }
    index += 1
    return text
  }

  /// What follows a reverse solidus.
  private mutating func escape() throws(JSONTree.Unsupported) -> String {
    guard index < bytes.count else { throw JSONTree.Unsupported() }
    defer { index += 1 }
    switch bytes[index] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return String(Unicode.Scalar(bytes[index]))
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let digits = bytes[(index + 1)...].prefix(4)
      index += 4
      // Integers would take a sign, too.
      guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
        let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16), let scalar = Unicode.Scalar(value)
      else { throw JSONTree.Unsupported() }
      return String(scalar)
    default: throw JSONTree.Unsupported()
    }
  }

  /// `-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?`
  private mutating func number() throws(JSONTree.Unsupported) -> JSONTree {
    let start = index
    let isNegative = skip(UInt8(ascii: "-"))
    let whole = skipDigits()
    guard whole > 0, whole == 1 || bytes[index - whole] != UInt8(ascii: "0") else { throw JSONTree.Unsupported() }
    var isInteger = true
    if skip(UInt8(ascii: ".")) {
      isInteger = false
      guard skipDigits() > 0 else { throw JSONTree.Unsupported() }
    }
    if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
      isInteger = false
      _ = skip(UInt8(ascii: "+")) || skip(UInt8(ascii: "-"))
      guard skipDigits() > 0 else { throw JSONTree.Unsupported() }
    }
    if isInteger, whole <= 18 {
      let digits = bytes[(index - whole)..<index].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
      // A negative zero is no whole number that could keep its sign.
      if digits != 0 || !isNegative { return .integer(isNegative ? -digits : digits) }
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if isInteger, let value = Int(text), value != 0 || !isNegative { return .integer(value) }
    guard let value = Double(text), value.isFinite else { throw JSONTree.Unsupported() }
    return .double(value)
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func skipDigits() -> Int {
    let start = index
    while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) { index += 1 }
    return index - start
  }
}
