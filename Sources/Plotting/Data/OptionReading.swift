package import OffprintCore

/// Reading the choices of a normalized setting.
extension Setting {
  /// The case that the word under `key` names. Throws `SettingError` where it names none.
  package func word<Word: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Word.Type = Word.self
  ) throws(SettingError) -> Word where Word.RawValue == String {
    guard let value = Word(rawValue: try string(key)) else {
      throw SettingError(path: key, expected: "one of " + Word.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return value
  }

  /// The text under `key`; nil where there is none.
  package func optionalString(_ key: String) -> String? {
    if case .string(let text)? = self[key] { text } else { nil }
  }

  /// The number under `key`; nil where there is none.
  package func optionalNumber(_ key: String) -> Double? {
    if case .number(let number)? = self[key] { number } else { nil }
  }
}
