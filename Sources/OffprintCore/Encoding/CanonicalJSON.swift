package import Foundation

/// One spelling of JSON for each value: keys sorted by their UTF-8 bytes, no white space, whole numbers below 2⁵³ without a
/// point, others as the shortest text that reads back to the same double. Identities are digests of this text.
extension Setting {
  package var canonicalJSON: String {
    var text = ""
    appendCanonicalJSON(to: &text)
    return text
  }

  private func appendCanonicalJSON(to text: inout String) {
    switch self {
    case .boolean(let value): text += value ? "true" : "false"
    case .number(let value): text += Setting.canonicalNumber(value)
    case .string(let value): text += Setting.quoted(value)
    case .list(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        element.appendCanonicalJSON(to: &text)
      }
      text += "]"
    case .map(let entries):
      text += "{"
      for (index, key) in entries.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }).enumerated() {
        if index > 0 { text += "," }
        text += Setting.quoted(key) + ":"
        entries[key]?.appendCanonicalJSON(to: &text)
      }
      text += "}"
    }
  }

  /// The shortest decimal that reads back to the same double; −0 is 0.
  package static func canonicalNumber(_ value: Double) -> String {
    precondition(value.isFinite, "a setting is always finite")
    if let whole = Int64(exactly: value), whole.magnitude < 1 << 53 { return String(whole) }
    return value.description
  }

  /// `text` as a JSON string: quotation mark, reverse solidus and control characters escaped, all else as it is (RFC 8259 §7).
  package static func quoted(_ text: String) -> String {
    // Most text is as it is, and some of it is long.
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) else {
      return "\"\(text)\""
    }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..<" ":
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension Setting: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([Setting].self) {
      self = .list(value)
    } else {
      self = .map(try container.decode([String: Setting].self))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .boolean(let value): try container.encode(value)
    case .number(let value):
      if let whole = Int64(exactly: value), whole.magnitude < 1 << 53 {
        try container.encode(whole)
      } else {
        try container.encode(value)
      }
    case .string(let value): try container.encode(value)
    case .list(let value): try container.encode(value)
    case .map(let value): try container.encode(value)
    }
  }
}

/// JSON files as people and diffs like them: sorted keys, indented, slashes as they are, a newline at the end.
package enum ReadableJSON {
  package static func encode(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return try encoder.encode(value) + Data("\n".utf8)
  }

  package static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
    try ReadJSON(Array(data)).decode(type)
  }
}

/// JSON that is read once and decoded as often as one likes: a file's head before the rest of it.
package struct ReadJSON {
  private let bytes: [UInt8]
  private let tree: JSONTree?

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    tree = try? JSONTree(bytes)
  }

  /// Foundation's decoder has the last word: it knows all of JSON, and says what is wrong and where.
  package func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    if let tree, let value = try? tree.value(as: type) { return value }
    return try JSONDecoder().decode(type, from: Data(bytes))
  }
}
