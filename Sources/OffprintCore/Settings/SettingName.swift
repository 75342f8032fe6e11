/// What readers call a setting by: the last part of its dotted path.
package enum SettingName {
  /// In a sentence: `loss.margin-schedule` is "margin schedule"; `loss.m2` is "m₂", as formulas write it.
  package static func phrase(_ path: String) -> String {
    symbol(path) ?? last(path).replacing("-", with: " ")
  }

  /// At the head of a column or beside an axis: with a capital, unless it is a symbol.
  package static func title(_ path: String) -> String {
    let phrase = phrase(path)
    return symbol(path) ?? phrase.prefix(1).uppercased() + phrase.dropFirst()
  }

  private static func last(_ path: String) -> String { path.split(separator: ".").last.map(String.init) ?? path }

  /// A letter with a digit is a symbol with an index.
  private static func symbol(_ path: String) -> String? {
    let last = last(path)
    guard last.count == 2, let letter = last.first, letter.isLetter, let digit = last.last?.wholeNumberValue else {
      return nil
    }
    return String(letter) + String(Array("₀₁₂₃₄₅₆₇₈₉")[digit])
  }
}
