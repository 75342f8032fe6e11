/// A value as a notebook's author writes it: what YAML can say once aliases, tags and spelling are gone.
///
/// A run's specification is a `Setting` with every default filled in, so that sweeps address it by path (`loss.margin`),
/// `diff` and `why` name the key that changed, and its canonical JSON is what the run's identity is made of.
/// There is one numeric case, so that `30` and `30.0` are the same setting.
package indirect enum Setting: Hashable, Sendable {
  case boolean(Bool)
  /// Always finite.
  case number(Double)
  case string(String)
  case list([Setting])
  case map([String: Setting])
}

extension Setting: ExpressibleByBooleanLiteral, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
  package init(floatLiteral value: Double) { self = .number(value) }
  package init(integerLiteral value: Int) { self = .number(Double(value)) }
  package init(stringLiteral value: String) { self = .string(value) }
  package init(arrayLiteral elements: Setting...) { self = .list(elements) }
  package init(dictionaryLiteral elements: (String, Setting)...) {
    self = .map(Dictionary(elements, uniquingKeysWith: { $1 }))
  }
}

/// A setting that is not of the shape its reader asked for; the path names the key, from the outermost inward.
package struct SettingError: Error, Hashable, Sendable, CustomStringConvertible {
  package var path: String
  package var expected: String

  package init(path: String, expected: String) {
    self.path = path
    self.expected = expected
  }

  package var description: String { "‘\(path)’ should be \(expected)" }
}

// MARK: - Reading

extension Setting {
  /// The value of `key`, or nil where this is no map or has no such key.
  package subscript(key: String) -> Setting? {
    guard case .map(let entries) = self else { return nil }
    return entries[key]
  }

  /// The value at a dotted path such as `loss.margin`; a number addresses a list, from 0: `model.layers.0.conv.channels`.
  package subscript(path path: String) -> Setting? {
    path.split(separator: ".").reduce(Optional(self)) { setting, key in
      switch setting {
      case .map(let entries): entries[String(key)]
      case .list(let elements): Int(key).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
      default: nil
      }
    }
  }

  /// A copy with the value at a dotted path replaced; maps on the way are made where they are missing.
  package func replacing(path: String, with value: Setting) -> Setting {
    replacing(keys: path.split(separator: ".").map(String.init)[...], with: value)
  }

  private func replacing(keys: ArraySlice<String>, with value: Setting) -> Setting {
    guard let key = keys.first else { return value }
    if case .list(var elements) = self, let index = Int(key), elements.indices.contains(index) {
      elements[index] = elements[index].replacing(keys: keys.dropFirst(), with: value)
      return .list(elements)
    }
    var entries: [String: Setting] = [:]
    if case .map(let existing) = self { entries = existing }
    entries[key] = (entries[key] ?? .map([:])).replacing(keys: keys.dropFirst(), with: value)
    return .map(entries)
  }

  /// The number under `key`. Throws `SettingError` where it is missing or not a number.
  package func number(_ key: String) throws(SettingError) -> Double {
    guard case .number(let value)? = self[key] else { throw SettingError(path: key, expected: "a number") }
    return value
  }

  /// The whole number under `key`. Throws `SettingError` where it is missing, not a number, or not whole.
  package func integer(_ key: String) throws(SettingError) -> Int {
    guard case .number(let value)? = self[key], let whole = Int(exactly: value) else {
      throw SettingError(path: key, expected: "a whole number")
    }
    return whole
  }

  /// The text under `key`. Throws `SettingError` where it is missing or not text.
  package func string(_ key: String) throws(SettingError) -> String {
    guard case .string(let value)? = self[key] else { throw SettingError(path: key, expected: "text") }
    return value
  }

  /// The truth value under `key`. Throws `SettingError` where it is missing or neither true nor false.
  package func boolean(_ key: String) throws(SettingError) -> Bool {
    guard case .boolean(let value)? = self[key] else { throw SettingError(path: key, expected: "true or false") }
    return value
  }

  /// The list under `key`. Throws `SettingError` where it is missing or not a list.
  package func list(_ key: String) throws(SettingError) -> [Setting] {
    guard case .list(let value)? = self[key] else { throw SettingError(path: key, expected: "a list") }
    return value
  }

  /// The map under `key`. Throws `SettingError` where it is missing or not a map.
  package func map(_ key: String) throws(SettingError) -> Setting {
    guard let value = self[key], case .map = value else { throw SettingError(path: key, expected: "a map") }
    return value
  }
}
