/// Writes one value as text. Its containers only hand on; what they were given stands here in the order in which it came and is
/// put in order at the end.
final class JSONTextEncoder: Encoder {
  /// An element, of a map with its key. A container inside is complete only when the value that asked for it is.
  struct Element {
    var key: String?
    var text: Text

    enum Text {
      case complete([UInt8])
      case nested(JSONTextEncoder)
    }
  }

  /// What the value turned out to be.
  enum Kind {
    case single, list, map
  }

  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }
  private var kind = Kind.map
  private(set) var elements: [Element] = []

  init(codingPath: [any CodingKey]) {
    self.codingPath = codingPath
  }

  func add(_ text: [UInt8], key: String? = nil) {
    elements.append(Element(key: key, text: .complete(text)))
  }

  func add(_ kind: Kind, key: (any CodingKey)? = nil) -> JSONTextEncoder {
    let nested = JSONTextEncoder(codingPath: codingPath + (key.map { [$0] } ?? []))
    nested.kind = kind
    elements.append(Element(key: key?.stringValue, text: .nested(nested)))
    return nested
  }

  /// The text of all that was added; an empty map for a value that added nothing.
  func finished() -> [UInt8] {
    switch kind {
    case .single: return elements.last.map(Self.bytes(of:)) ?? Array("{}".utf8)
    case .list:
      var text = JSONBytes()
      text.append(byte: UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { text.append(byte: UInt8(ascii: ",")) }
        text.append(Self.bytes(of: element)[...])
      }
      text.append(byte: UInt8(ascii: "]"))
      return text.bytes
    case .map: return map()
    }
  }

  private func map() -> [UInt8] {
    var text = JSONBytes()
    text.append(byte: UInt8(ascii: "{"))
    // Of two with one key the later one counts.
    let entries = Dictionary(elements.map { ($0.key ?? "", $0) }) { $1 }
    for (index, entry) in entries.sorted(by: { $0.key < $1.key }).enumerated() {
      if index > 0 { text.append(byte: UInt8(ascii: ",")) }
      text.append(entry.key)
      text.append(byte: UInt8(ascii: ":"))
      text.append(Self.bytes(of: entry.value)[...])
    }
    text.append(byte: UInt8(ascii: "}"))
    return text.bytes
  }

  private static func bytes(of element: Element) -> [UInt8] {
    switch element.text {
    case .complete(let bytes): bytes
    case .nested(let encoder): encoder.finished()
    }
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    kind = .map
    return KeyedEncodingContainer(JSONMapWriter<Key>(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    kind = .list
    return JSONListWriter(encoder: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    kind = .single
    return JSONValueWriter(encoder: self)
  }
}

extension JSONTextEncoder {
  /// The text of one value.
  fileprivate func text(_ write: (inout JSONBytes) throws -> Void) rethrows -> [UInt8] {
    var text = JSONBytes()
    try write(&text)
    return text.bytes
  }

  fileprivate static let null = Array("null".utf8)
}

private struct JSONMapWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: JSONTextEncoder
  var codingPath: [any CodingKey] { encoder.codingPath }

  private func add(_ key: Key, _ write: (inout JSONBytes) throws -> Void) rethrows {
    encoder.add(try encoder.text(write), key: key.stringValue)
  }

  func encodeNil(forKey key: Key) { encoder.add(JSONTextEncoder.null, key: key.stringValue) }
  func encode(_ value: Bool, forKey key: Key) { add(key) { $0.append(value) } }
  func encode(_ value: String, forKey key: Key) { add(key) { $0.append(value) } }
  func encode(_ value: Double, forKey key: Key) throws {
    try add(key) { try $0.append(value, codingPath: codingPath + [key]) }
  }
  func encode(_ value: Float, forKey key: Key) throws {
    try add(key) { try $0.append(value, codingPath: codingPath + [key]) }
  }
  func encode(_ value: Int, forKey key: Key) { add(key) { $0.append(value) } }
  func encode(_ value: Int8, forKey key: Key) { add(key) { $0.append(value) } }
  func encode(_ value: Int16, forKey key: Key) { add(key) { $0.append(value) } }
  func encode(_ value: Int32, forKey key: Key) { add(key) { $0.append(value) } }
  func encode(_ value: Int64, forKey key: Key) { add(key) { $0.append(value) } }
  func encode(_ value: UInt, forKey key: Key) { add(key) { $0.append(value) } }
  func encode(_ value: UInt8, forKey key: Key) { add(key) { $0.append(value) } }
  func encode(_ value: UInt16, forKey key: Key) { add(key) { $0.append(value) } }
  func encode(_ value: UInt32, forKey key: Key) { add(key) { $0.append(value) } }
  func encode(_ value: UInt64, forKey key: Key) { add(key) { $0.append(value) } }
  func encode(_ value: some Encodable, forKey key: Key) throws {
    try add(key) { try $0.append(value, codingPath: codingPath + [key]) }
  }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested>
  {
    encoder.add(.map, key: key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    encoder.add(.list, key: key).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { encoder.add(.map, key: JSONSuperKey()) }
  func superEncoder(forKey key: Key) -> any Encoder { encoder.add(.map, key: key) }
}

/// What Foundation calls the part of a superclass.
private struct JSONSuperKey: CodingKey {
  let stringValue = "super"
  var intValue: Int? { nil }

  init() {}
  init?(stringValue: String) { guard stringValue == "super" else { return nil } }
  init?(intValue: Int) { return nil }
}

private struct JSONListWriter: UnkeyedEncodingContainer {
  let encoder: JSONTextEncoder
  var codingPath: [any CodingKey] { encoder.codingPath }
  var count: Int { encoder.elements.count }

  private func add(_ write: (inout JSONBytes) throws -> Void) rethrows { encoder.add(try encoder.text(write)) }

  func encodeNil() { encoder.add(JSONTextEncoder.null) }
  func encode(_ value: Bool) { add { $0.append(value) } }
  func encode(_ value: String) { add { $0.append(value) } }
  func encode(_ value: Double) throws { try add { try $0.append(value, codingPath: codingPath) } }
  func encode(_ value: Float) throws { try add { try $0.append(value, codingPath: codingPath) } }
  func encode(_ value: Int) { add { $0.append(value) } }
  func encode(_ value: Int8) { add { $0.append(value) } }
  func encode(_ value: Int16) { add { $0.append(value) } }
  func encode(_ value: Int32) { add { $0.append(value) } }
  func encode(_ value: Int64) { add { $0.append(value) } }
  func encode(_ value: UInt) { add { $0.append(value) } }
  func encode(_ value: UInt8) { add { $0.append(value) } }
  func encode(_ value: UInt16) { add { $0.append(value) } }
  func encode(_ value: UInt32) { add { $0.append(value) } }
  func encode(_ value: UInt64) { add { $0.append(value) } }
  func encode(_ value: some Encodable) throws { try add { try $0.append(value, codingPath: codingPath) } }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    encoder.add(.map).container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder.add(.list).unkeyedContainer() }
  func superEncoder() -> any Encoder { encoder.add(.map) }
}

private struct JSONValueWriter: SingleValueEncodingContainer {
  let encoder: JSONTextEncoder
  var codingPath: [any CodingKey] { encoder.codingPath }

  private func add(_ write: (inout JSONBytes) throws -> Void) rethrows { encoder.add(try encoder.text(write)) }

  func encodeNil() { encoder.add(JSONTextEncoder.null) }
  func encode(_ value: Bool) { add { $0.append(value) } }
  func encode(_ value: String) { add { $0.append(value) } }
  func encode(_ value: Double) throws { try add { try $0.append(value, codingPath: codingPath) } }
  func encode(_ value: Float) throws { try add { try $0.append(value, codingPath: codingPath) } }
  func encode(_ value: Int) { add { $0.append(value) } }
  func encode(_ value: Int8) { add { $0.append(value) } }
  func encode(_ value: Int16) { add { $0.append(value) } }
  func encode(_ value: Int32) { add { $0.append(value) } }
  func encode(_ value: Int64) { add { $0.append(value) } }
  func encode(_ value: UInt) { add { $0.append(value) } }
  func encode(_ value: UInt8) { add { $0.append(value) } }
  func encode(_ value: UInt16) { add { $0.append(value) } }
  func encode(_ value: UInt32) { add { $0.append(value) } }
  func encode(_ value: UInt64) { add { $0.append(value) } }
  func encode(_ value: some Encodable) throws { try add { try $0.append(value, codingPath: codingPath) } }
}
