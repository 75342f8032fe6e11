package import OffprintCore

/// Reads .bib files: the grammar of BibTeX 0.99 (Patashnik, “BibTeXing”, 1988), with `@string`, `@preamble`, `@comment`,
/// concatenation by `#`, braces or parentheses around entries. Never traps; goes on after a mistake at the next line that
/// begins with `@`, so that all of them are told.
package struct BibParser: Sendable {
  /// In the order of the files; later entries of a key that was there before are left out.
  package private(set) var entries: [BibEntry] = []
  package private(set) var problems: [BibProblem] = []
  /// `@string` definitions, by their names in lower case; the months are there from the start.
  private var strings: [String: [BibValue.Part]]
  private var lines: [String: (source: String, line: Int)] = [:]
  /// Of the entry that is being read.
  private var currentKey: String?

  /// The most that one file may have, in bytes: thousands of entries.
  package static let maximumBytes = 16 << 20
  /// A file with more mistakes is none of BibTeX's; the rest of it is not read.
  private static let maximumProblems = 1000
  /// A value larger than this, strings put in, is no reference; doubling strings forty times would make one.
  private static let maximumValueLength = 1 << 16

  package init() {
    let place = SourcePosition(line: 1, column: 1)
    strings = Dictionary(
      uniqueKeysWithValues: BibMonth.names.map { name in
        (String(name.prefix(3)).lowercased(), [BibValue.Part(text: name, start: place)])
      })
  }

  /// Adds the entries of a file.
  package mutating func read(_ source: SourceText) {
    var scanner = BibScanner(source)
    while true {
      while let scalar = scanner.current, scalar != "@" { scanner.advance() }
      guard !scanner.isAtEnd, problems.count < BibParser.maximumProblems else { return }
      object(&scanner, source.name)
    }
  }

  /// An `@…` and what belongs to it.
  private mutating func object(_ scanner: inout BibScanner, _ source: String) {
    let start = scanner.index
    scanner.advance()
    scanner.skipBlanks()
    let type = scanner.word().lowercased()
    // An @ in the text between entries, such as an address, is a comment.
    guard !type.isEmpty else { return }
    scanner.skipBlanks()
    if type == "comment" {
      if scanner.current == "{" { _ = scanner.takeBraced() }
      return
    }
    let typeEnd = scanner.index
    guard scanner.current == "{" || scanner.current == "(" else {
      // `name@host` between entries.
      if !isStartOfLine(scanner, start) { return }
      add(.malformed, source, scanner.range(from: start, to: typeEnd), "a brace should follow ‘@\(shortened(type))’")
      return scanner.skipToNextEntry()
    }
    let close: Unicode.Scalar = scanner.take("{") ? "}" : ")"
    if close == ")" { scanner.advance() }
    currentKey = nil
    do throws(BibFailure) {
      switch type {
      case "string": try string(&scanner, source, close)
      case "preamble": _ = try value(&scanner, source)
      default:
        try entry(type, &scanner, source, close, start)
        return
      }
      scanner.skipBlanks()
      guard scanner.take(close) else {
        throw BibFailure(scanner.range(from: scanner.index), "‘\(close)’ should end this ‘@\(type)’")
      }
    } catch {
      add(.malformed, source, error.range, error.summary, help: error.help)
      problems[problems.count - 1].key = currentKey
      scanner.skipToNextEntry()
    }
  }

  private func isStartOfLine(_ scanner: BibScanner, _ index: Int) -> Bool { scanner.position(index).column == 1 }

  // MARK: - Strings and entries

  private mutating func string(
    _ scanner: inout BibScanner, _ source: String, _ close: Unicode.Scalar
  ) throws(BibFailure) {
    scanner.skipBlanks()
    let start = scanner.index
    let name = scanner.word().lowercased()
    guard !name.isEmpty else { throw BibFailure(scanner.range(from: start), "the name of the string is missing") }
    try equals(&scanner, after: name)
    strings[name] = try value(&scanner, source).parts
  }

  private mutating func entry(
    _ type: String, _ scanner: inout BibScanner, _ source: String, _ close: Unicode.Scalar, _ start: Int
  ) throws(BibFailure) {
    scanner.skipBlanks()
    let keyStart = scanner.index
    while let scalar = scanner.current, scalar.value > 0x20, !",={}\"#%".unicodeScalars.contains(scalar),
      scalar != close
    {
      scanner.advance()
    }
    let key = scanner.text(keyStart..<scanner.index)
    guard !key.isEmpty else {
      throw BibFailure(
        scanner.range(from: start, to: keyStart), "this ‘@\(shortened(type))’ has no key",
        help: "begin with a key and a comma: @\(shortened(type)){name2019word, …")
    }
    currentKey = key
    let before = problems.count
    defer { for index in problems.indices.dropFirst(before) { problems[index].key = key } }
    var entry = BibEntry(
      type: type, key: key, keyRange: scanner.range(from: keyStart), source: source, fields: [])
    scanner.skipBlanks()
    while scanner.take(",") {
      scanner.skipBlanks()
      if scanner.current == close { break }
      try field(&scanner, &entry)
      scanner.skipBlanks()
    }
    guard scanner.take(close) else { throw unfinished(entry, scanner, close) }
    keep(entry)
  }

  private func unfinished(_ entry: BibEntry, _ scanner: BibScanner, _ close: Unicode.Scalar) -> BibFailure {
    if scanner.isAtEnd {
      return BibFailure(entry.keyRange, "the entry ‘\(shortened(entry.key))’ is never closed", help: "add ‘\(close)’")
    }
    let after = entry.fields.last.map { "the value of ‘\(shortened($0.name))’" } ?? "the key"
    return BibFailure(
      scanner.range(from: scanner.index), "a comma or ‘\(close)’ should follow \(after) in ‘\(shortened(entry.key))’")
  }

  private mutating func field(_ scanner: inout BibScanner, _ entry: inout BibEntry) throws(BibFailure) {
    let start = scanner.index
    let name = scanner.word().lowercased()
    guard !name.isEmpty else {
      if scanner.isAtEnd { throw unfinished(entry, scanner, "}") }
      throw BibFailure(
        scanner.range(from: start), "a field’s name should stand here in ‘\(shortened(entry.key))’",
        help: "write fields as: name = {value},")
    }
    let nameRange = scanner.range(from: start)
    try equals(&scanner, after: name)
    let value = try value(&scanner, entry.source)
    if entry.field(name) != nil {
      add(
        .duplicateField, entry.source, nameRange,
        "the field ‘\(shortened(name))’ stands twice in ‘\(shortened(entry.key))’: the first is used")
      return
    }
    entry.fields.append(BibField(name: name, source: entry.source, value: value))
  }

  private func equals(_ scanner: inout BibScanner, after name: String) throws(BibFailure) {
    scanner.skipBlanks()
    guard scanner.take("=") else {
      throw BibFailure(scanner.range(from: scanner.index), "‘=’ should follow ‘\(shortened(name))’")
    }
    scanner.skipBlanks()
  }

  private mutating func keep(_ entry: BibEntry) {
    if let first = lines[entry.key] {
      let place = first.source == entry.source ? "line \(first.line)" : "\(first.source):\(first.line)"
      add(
        .duplicateKey, entry.source, entry.keyRange,
        "the key ‘\(shortened(entry.key))’ is taken by the entry on \(place)",
        help: "give one of the two another key")
      return
    }
    lines[entry.key] = (entry.source, entry.keyRange.start.line)
    entries.append(entry)
  }

  // MARK: - Values

  private mutating func value(
    _ scanner: inout BibScanner, _ source: String
  ) throws(BibFailure) -> BibValue {
    let start = scanner.index
    var parts: [BibValue.Part] = []
    repeat {
      scanner.skipBlanks()
      parts += try piece(&scanner, source)
      scanner.skipBlanks()
    } while scanner.take("#")
    guard parts.reduce(0, { $0 + $1.text.utf8.count }) <= BibParser.maximumValueLength else {
      throw BibFailure(scanner.range(from: start, to: start + 1), "this value has more text than any reference")
    }
    return BibValue(parts: parts, range: scanner.range(from: start))
  }

  private mutating func piece(_ scanner: inout BibScanner, _ source: String) throws(BibFailure) -> [BibValue.Part] {
    let start = scanner.index
    switch scanner.current {
    case "{":
      guard let inner = scanner.takeBraced() else {
        throw BibFailure(
          scanner.range(from: start, to: start + 1), "this brace is never closed",
          help: "look for a missing ‘}’ after it")
      }
      return [BibValue.Part(text: scanner.text(inner), start: scanner.position(inner.lowerBound))]
    case "\"":
      guard let inner = scanner.takeQuoted() else {
        throw BibFailure(
          scanner.range(from: start, to: start + 1), "this quotation mark is never closed",
          help: "a \" inside a value stands in braces: {\"}")
      }
      return [BibValue.Part(text: scanner.text(inner), start: scanner.position(inner.lowerBound))]
    default: return try word(&scanner, source)
    }
  }

  /// A number, or the name of a string.
  private mutating func word(_ scanner: inout BibScanner, _ source: String) throws(BibFailure) -> [BibValue.Part] {
    let start = scanner.index
    let name = scanner.word()
    guard !name.isEmpty else {
      throw BibFailure(
        scanner.range(from: start, to: start + 1), "a value should stand here",
        help: "write {text}, \"text\" or a number")
    }
    if name.unicodeScalars.allSatisfy({ ("0"..."9").contains($0) }) {
      return [BibValue.Part(text: name, start: scanner.position(start))]
    }
    if let known = strings[name.lowercased()] { return known }
    let meant = Suggestion.closest(to: name.lowercased(), among: strings.keys.sorted().prefix(1000))
    add(
      .unknownString, source, scanner.range(from: start), "there is no string called ‘\(shortened(name))’",
      help: meant.map { "did you mean ‘\($0)’?" } ?? "put text between braces: {\(shortened(name))}")
    return [BibValue.Part(text: name, start: scanner.position(start))]
  }

  private mutating func add(
    _ kind: BibProblem.Kind, _ source: String, _ range: SourceRange, _ summary: String, help: String? = nil
  ) {
    problems.append(BibProblem(kind: kind, source: source, range: range, summary: summary, help: help))
  }

  private func shortened(_ text: String) -> String { text.count > 40 ? text.prefix(39) + "…" : text }
}

/// Why an entry could not be read.
private struct BibFailure: Error {
  var range: SourceRange
  var summary: String
  var help: String?

  init(_ range: SourceRange, _ summary: String, help: String? = nil) {
    self.range = range
    self.summary = summary
    self.help = help
  }
}
