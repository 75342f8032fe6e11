/// What cells and headings may be called.
enum Name {
  /// Words that result references and later versions need for themselves.
  static let reserved = ["data", "notebook", "best", "worst", "claims"]

  /// Lower-case letters, digits and hyphens, a letter first, no hyphen last, at most 64 of them.
  static func isWellFormed(_ name: String) -> Bool {
    let bytes = name.utf8
    guard let first = bytes.first, let last = bytes.last, bytes.count <= 64 else { return false }
    return isLetter(first) && last != UInt8(ascii: "-")
      && bytes.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
  }

  /// Why `name` is not one that a cell of this kind can have, as sentences; nil where it is.
  static func problem(with name: String, for kind: CellKind) -> String? {
    guard isWellFormed(name) else {
      return "A name has lower-case letters, digits and hyphens, a letter first and at most 64 in all."
    }
    if reserved.contains(name) { return "The word is reserved." }
    switch (kind.namePrefix, prefixes.first(where: { name.hasPrefix($0) })) {
    case (let wanted?, let found) where found != wanted:
      return "The name of \(kind.phrase) begins with `\(wanted)`, which is how @\(wanted)… finds it."
    case (nil, let found?): return "Names that begin with `\(found)` are for \(owner(of: found))."
    default: return nil
    }
  }

  /// The nearest name that would do.
  static func suggestion(for name: String, kind: CellKind) -> String? {
    var letters = name.lowercased().unicodeScalars.prefix(60).map { scalar in
      scalar.isASCII && (isLetter(UInt8(scalar.value)) || isDigit(UInt8(scalar.value))) ? Character(scalar) : "-"
    }
    while letters.last == "-" { letters.removeLast() }
    var word = String(letters)
    for prefix in prefixes where word.hasPrefix(prefix) { word.removeFirst(prefix.count) }
    let suggestion = (kind.namePrefix ?? "") + word
    return problem(with: suggestion, for: kind) == nil ? suggestion : nil
  }

  private static let prefixes = ["fig-", "tbl-", "sec-", "eq-"]

  private static func owner(of prefix: String) -> String {
    switch prefix {
    case "fig-": "figures"
    case "tbl-": "tables"
    case "eq-": "equations"
    default: "headings"
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

extension CellKind {
  /// What names of this kind begin with; nil where they are free.
  package var namePrefix: String? {
    switch self {
    case .figure: "fig-"
    case .table: "tbl-"
    case .model, .train, .sweep, .claim: nil
    }
  }

  /// "a `train` cell".
  var phrase: String { "a `\(rawValue)` cell" }
}
