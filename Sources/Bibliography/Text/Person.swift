/// A name in the four parts of BibTeX (Patashnik, “Designing BibTeX Styles”, 1988, section 5.1), TeX resolved.
package struct Person: Hashable, Sendable {
  /// `Donald E.`
  package var first: String
  /// `de la`
  package var von: String
  /// `Vallée Poussin`; never empty.
  package var last: String
  /// `Jr.`
  package var junior: String

  package init(first: String = "", von: String = "", last: String, junior: String = "") {
    self.first = first
    self.von = von
    self.last = last
    self.junior = junior
  }

  /// `de la Vallée Poussin`, as citations have it.
  package var family: String { von.isEmpty ? last : "\(von)\u{A0}\(last)" }

  /// `Charles Louis Xavier Joseph de la Vallée Poussin, Jr.`
  package var inOrder: String {
    let name = [first, family].filter { !$0.isEmpty }.joined(separator: " ")
    return junior.isEmpty ? name : "\(name), \(junior)"
  }

  /// `de la Vallée Poussin, Charles Louis, Jr.`
  package var inverted: String { [family, first, junior].filter { !$0.isEmpty }.joined(separator: ", ") }
}

/// The names of a field.
package struct PersonList: Hashable, Sendable {
  package var persons: [Person]
  /// Whether the list ends in `and others`.
  package var hasOthers: Bool

  package init(persons: [Person], hasOthers: Bool = false) {
    self.persons = persons
    self.hasOthers = hasOthers
  }

  package var isEmpty: Bool { persons.isEmpty }
}

/// Takes apart what BibTeX calls a list of names.
enum PersonReader {
  /// `Knuth, Donald E. and others`. Names with too many commas are in `troubles`, by their text.
  static func read(_ text: String) -> (list: PersonList, troubles: [String]) {
    var list = PersonList(persons: [])
    var troubles: [String] = []
    for name in names(in: text) {
      if name.lowercased() == "others" {
        list.hasOthers = true
        continue
      }
      let parts = split(name, at: { $0 == "," }).map(words)
      guard parts.contains(where: { !$0.isEmpty }) else { continue }
      if parts.count > 3 { troubles.append(name) }
      list.persons.append(person(parts))
    }
    return (list, troubles)
  }

  /// Parted by the word `and` outside of braces.
  private static func names(in text: String) -> [String] {
    var names: [[String]] = [[]]
    for word in words(text) {
      if word.lowercased() == "and" { names.append([]) } else { names[names.count - 1].append(word) }
    }
    return names.filter { !$0.isEmpty }.map { $0.joined(separator: " ") }
  }

  private static func person(_ parts: [[String]]) -> Person {
    let names = parts.filter { !$0.isEmpty }
    // A comma with nothing before it parts nothing.
    let parts = parts.first?.isEmpty ?? true ? names : parts
    if parts.count == 1 || names.count == 1 { return natural(names.first ?? []) }
    let (von, last) = vonLast(parts[0])
    if parts.count == 2 { return person(first: parts[1], von: von, last: last, junior: []) }
    return person(first: parts[2...].flatMap { $0 }, von: von, last: last, junior: parts[1])
  }

  /// `First von Last`.
  private static func natural(_ words: [String]) -> Person {
    let before = words.dropLast()
    guard let start = before.firstIndex(where: isLowercase), let end = before.lastIndex(where: isLowercase) else {
      return person(first: Array(before), von: [], last: Array(words.suffix(1)), junior: [])
    }
    return person(
      first: Array(words[..<start]), von: Array(words[start...end]), last: Array(words[(end + 1)...]), junior: [])
  }

  /// `von Last`.
  private static func vonLast(_ words: [String]) -> (von: [String], last: [String]) {
    guard let end = words.dropLast().lastIndex(where: isLowercase) else { return ([], words) }
    return (Array(words[...end]), Array(words[(end + 1)...]))
  }

  private static func person(first: [String], von: [String], last: [String], junior: [String]) -> Person {
    func text(_ words: [String], _ separator: String) -> String {
      TeXReader.plainText(words.joined(separator: separator)).replacing("~", with: "\u{A0}")
    }
    return Person(first: text(first, " "), von: text(von, " "), last: text(last, " "), junior: text(junior, " "))
  }

  // MARK: - Words

  /// Parted by white space and ties outside of braces.
  private static func words(_ text: String) -> [String] {
    split(text, at: { " \n\t\r~\u{A0}".unicodeScalars.contains($0) }).filter { !$0.isEmpty }
  }

  private static func split(_ text: String, at isSeparator: (Unicode.Scalar) -> Bool) -> [String] {
    var parts: [String] = [""]
    var depth = 0
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if scalar == "{" { depth += 1 }
      if scalar == "}" { depth = max(0, depth - 1) }
      // `\~n` is a letter.
      if depth == 0, !isEscaped, isSeparator(scalar) {
        parts.append("")
      } else {
        parts[parts.count - 1].unicodeScalars.append(scalar)
      }
      isEscaped = scalar == "\\" && !isEscaped
    }
    return parts
  }

  /// Whether BibTeX takes a word for a part of the `von`: its first letter outside of braces, or in a special character, is
  /// lower case.
  static func isLowercase(_ word: String) -> Bool {
    let scalars = Array(word.unicodeScalars)
    var index = 0
    var depth = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar == "{", depth == 0, index + 1 < scalars.count, scalars[index + 1] == "\\" {
        return isLowercaseSpecial(scalars[(index + 1)...])
      }
      if scalar == "\\", depth == 0 { return isLowercaseSpecial(scalars[index...]) }
      if scalar == "{" { depth += 1 }
      if scalar == "}" { depth -= 1 }
      if depth == 0, scalar.properties.isAlphabetic { return scalar.properties.isLowercase }
      index += 1
    }
    return false
  }

  /// The letter of `\'{e}`, or of a command that is one, such as `\o`.
  private static func isLowercaseSpecial(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    var text = ""
    var depth = 0
    for scalar in scalars {
      if scalar == "{" { depth += 1 }
      if scalar == "}" {
        depth -= 1
        if depth < 0 { break }
      }
      text.unicodeScalars.append(scalar)
    }
    let letter = TeXReader.plainText(text).unicodeScalars.first { $0.properties.isAlphabetic }
    return letter?.properties.isLowercase ?? false
  }
}
