/// Makes values of a tree, several times as fast as Foundation's decoder, which remembers for each value where it stands.
struct JSONTreeDecoder: Decoder {
  let tree: JSONTree
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .map(let entries) = tree else { throw JSONTree.Unsupported() }
    return KeyedDecodingContainer(JSONMapContainer<Key>(entries: entries))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .list(let elements) = tree else { throw JSONTree.Unsupported() }
    return JSONListContainer(elements: elements)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { JSONValueContainer(tree: tree) }
}

extension JSONTree {
  fileprivate var isNull: Bool { if case .null = self { true } else { false } }

  fileprivate func boolean() throws -> Bool {
    guard case .boolean(let value) = self else { throw Unsupported() }
    return value
  }

  fileprivate func string() throws -> String {
    guard case .string(let value) = self else { throw Unsupported() }
    return value
  }

  fileprivate func double() throws -> Double {
    switch self {
    case .double(let value): value
    case .integer(let value): Double(value)
    default: throw Unsupported()
    }
  }

  fileprivate func integer<Value: FixedWidthInteger>() throws -> Value {
    guard case .integer(let whole) = self, let value = Value(exactly: whole) else { throw Unsupported() }
    return value
  }

  /// What the tree says as a setting, which decodes itself by trial and error elsewhere; no setting is null.
  fileprivate func setting() throws -> Setting {
    switch self {
    case .null: throw Unsupported()
    case .boolean(let value): .boolean(value)
    case .integer, .double: .number(try double())
    case .string(let value): .string(value)
    case .list(let elements): .list(try elements.map { try $0.setting() })
    case .map(let entries): .map(try entries.mapValues { try $0.setting() })
    }
  }

  func value<Value: Decodable>(as type: Value.Type) throws -> Value {
    let special: Any? =
      if type == Setting.self {
        try setting()
      } else if type == [Double].self, case .list(let elements) = self {
        try elements.map { try $0.double() }
      } else if type == [Int].self, case .list(let elements) = self {
        try elements.map { try $0.integer() as Int }
      } else {
        nil
      }
    if let value = special as? Value { return value }
    return try Value(from: JSONTreeDecoder(tree: self))
  }
}

private struct JSONMapContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let entries: [String: JSONTree]
  var codingPath: [any CodingKey] { [] }
  var allKeys: [Key] { entries.keys.compactMap { Key(stringValue: $0) } }

  private func tree(_ key: some CodingKey) throws -> JSONTree {
    guard let tree = entries[key.stringValue] else { throw JSONTree.Unsupported() }
    return tree
  }

  func contains(_ key: Key) -> Bool { entries[key.stringValue] != nil }
  func decodeNil(forKey key: Key) throws -> Bool { try tree(key).isNull }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try tree(key).boolean() }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try tree(key).string() }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try tree(key).double() }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float { throw JSONTree.Unsupported() }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try tree(key).integer() }
  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try tree(key).integer() }
  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try tree(key).integer() }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try tree(key).integer() }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try tree(key).integer() }
  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try tree(key).integer() }
  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try tree(key).integer() }
  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try tree(key).integer() }
  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try tree(key).integer() }
  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try tree(key).integer() }
  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try tree(key).value(as: type)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try JSONTreeDecoder(tree: try tree(key)).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try JSONTreeDecoder(tree: try tree(key)).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { throw JSONTree.Unsupported() }
  func superDecoder(forKey key: Key) throws -> any Decoder { JSONTreeDecoder(tree: try tree(key)) }
}

private struct JSONListContainer: UnkeyedDecodingContainer {
  let elements: [JSONTree]
  private(set) var currentIndex = 0
  var codingPath: [any CodingKey] { [] }
  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex >= elements.count }

  init(elements: [JSONTree]) {
    self.elements = elements
  }

  private mutating func next() throws -> JSONTree {
    guard !isAtEnd else { throw JSONTree.Unsupported() }
    defer { currentIndex += 1 }
    return elements[currentIndex]
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, elements[currentIndex].isNull else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode(_ type: Bool.Type) throws -> Bool { try next().boolean() }
  mutating func decode(_ type: String.Type) throws -> String { try next().string() }
  mutating func decode(_ type: Double.Type) throws -> Double { try next().double() }
  mutating func decode(_ type: Float.Type) throws -> Float { throw JSONTree.Unsupported() }
  mutating func decode(_ type: Int.Type) throws -> Int { try next().integer() }
  mutating func decode(_ type: Int8.Type) throws -> Int8 { try next().integer() }
  mutating func decode(_ type: Int16.Type) throws -> Int16 { try next().integer() }
  mutating func decode(_ type: Int32.Type) throws -> Int32 { try next().integer() }
  mutating func decode(_ type: Int64.Type) throws -> Int64 { try next().integer() }
  mutating func decode(_ type: UInt.Type) throws -> UInt { try next().integer() }
  mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try next().integer() }
  mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try next().integer() }
  mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try next().integer() }
  mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try next().integer() }
  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next().value(as: type) }

  mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
    try JSONTreeDecoder(tree: try next()).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try JSONTreeDecoder(tree: try next()).unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder { JSONTreeDecoder(tree: try next()) }
}

private struct JSONValueContainer: SingleValueDecodingContainer {
  let tree: JSONTree
  var codingPath: [any CodingKey] { [] }

  func decodeNil() -> Bool { tree.isNull }
  func decode(_ type: Bool.Type) throws -> Bool { try tree.boolean() }
  func decode(_ type: String.Type) throws -> String { try tree.string() }
  func decode(_ type: Double.Type) throws -> Double { try tree.double() }
  func decode(_ type: Float.Type) throws -> Float { throw JSONTree.Unsupported() }
  func decode(_ type: Int.Type) throws -> Int { try tree.integer() }
  func decode(_ type: Int8.Type) throws -> Int8 { try tree.integer() }
  func decode(_ type: Int16.Type) throws -> Int16 { try tree.integer() }
  func decode(_ type: Int32.Type) throws -> Int32 { try tree.integer() }
  func decode(_ type: Int64.Type) throws -> Int64 { try tree.integer() }
  func decode(_ type: UInt.Type) throws -> UInt { try tree.integer() }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try tree.integer() }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try tree.integer() }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try tree.integer() }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try tree.integer() }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try tree.value(as: type) }
}
