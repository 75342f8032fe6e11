/// File names for what has names of other kinds.
package enum FileNames {
  /// ASCII letters, digits, `.`, `_` and `-` as they are, other signs as one `-`: `margins-loss.margin-0.4` for
  /// `margins[loss.margin=0.4]`. Those that would be the same get numbers. In the order of `names`.
  package static func unique(_ names: [String]) -> [String] {
    var taken: Set<String> = []
    return names.map { name in
      let base = plain(name)
      var candidate = base
      var number = 2
      // Some file systems take `a` and `A` for the same.
      while !taken.insert(candidate.lowercased()).inserted {
        candidate = "\(base)-\(number)"
        number += 1
      }
      return candidate
    }
  }

  static func plain(_ name: String) -> String {
    var result = ""
    for character in name {
      let isPlain = character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character))
      if isPlain { result.append(character) } else if result.last != "-" { result.append("-") }
    }
    while result.hasSuffix("-") || result.hasSuffix(".") { result.removeLast() }
    let trimmed = String(result.drop { $0 == "-" || $0 == "." }.prefix(100))
    return trimmed.isEmpty ? "unnamed" : trimmed
  }
}
