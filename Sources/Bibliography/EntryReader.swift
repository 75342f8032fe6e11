import OffprintCore

/// From an entry's fields to a reference.
struct EntryReader {
  private let entry: BibEntry
  private var fields: [String: BibField] = [:]
  private(set) var problems: [BibProblem] = []

  /// biblatex's names of BibTeX's fields.
  private static let aliases = [
    "journaltitle": "journal", "location": "address", "archiveprefix": "eprinttype", "primaryclass": "eprintclass",
  ]
  private static let addresses: Set<String> = ["url", "doi", "eprint", "eprinttype", "urldate", "eprintclass"]
  private static let printed: Set<String> = [
    "title", "subtitle", "journal", "booktitle", "booksubtitle", "volume", "number", "pages", "month", "year", "note",
    "series",
    "publisher", "address", "edition", "chapter", "howpublished", "institution", "school", "organization", "type",
  ]

  init(_ entry: BibEntry) {
    self.entry = entry
    add(entry.fields)
  }

  private mutating func add(_ more: [BibField]) {
    for field in more {
      let name = EntryReader.aliases[field.name] ?? field.name
      if fields[name] == nil, !field.value.text.allSatisfy(\.isWhitespace) { fields[name] = field }
    }
  }

  /// Takes over what the entry that `crossref` or `xdata` names has and this one has not.
  mutating func inherit(from bibliography: Bibliography) {
    var seen: Set<String> = [entry.key]
    var link = fields["crossref"] ?? fields["xdata"]
    while let current = link {
      let key = current.value.text.trimmingSpaces
      guard let parent = bibliography.entry(key) else {
        let meant = Suggestion.closest(to: key, among: bibliography.keys.prefix(1000))
        return add(
          .crossReference, current, "‘\(key)’, which ‘\(entry.key)’ inherits from, is no entry",
          help: meant.map { "did you mean ‘\($0)’?" })
      }
      guard seen.insert(key).inserted else {
        return add(.crossReference, current, "‘\(entry.key)’ inherits from itself")
      }
      inherit(parent)
      link = parent.field("crossref") ?? parent.field("xdata")
    }
  }

  /// The title of a book is the `booktitle` of what is in it (“BibTeXing”, section 3).
  private mutating func inherit(_ parent: BibEntry) {
    let isPart = ["inproceedings", "conference", "incollection", "inbook"].contains(entry.type)
    let isWhole = ["proceedings", "book", "collection", "mvbook", "mvcollection"].contains(parent.type)
    var inherited = parent.fields.filter { $0.name != "crossref" && $0.name != "xdata" }
    if isPart, isWhole, parent.field("booktitle") == nil, entry.type != "inbook" {
      inherited = inherited.map { field in
        guard field.name == "title" else { return field }
        return BibField(name: "booktitle", source: field.source, value: field.value)
      }
    } else if isPart {
      inherited.removeAll { $0.name == "title" }
    }
    if isPart { inherited.removeAll { $0.name == "author" && entry.type != "inbook" } }
    add(inherited)
  }

  // MARK: - The reference

  mutating func reference() -> Reference {
    takeDate()
    if fields["school"] == nil { fields["school"] = fields["institution"] }
    if fields["institution"] == nil { fields["institution"] = fields["school"] }
    let kind = kind()
    var texts: [String: [BibSpan]] = [:]
    for name in EntryReader.printed.sorted() { texts[name] = fields[name].map { spans(of: $0) } }
    texts = texts.filter { !$0.value.isEmpty }
    texts["title"] = EntryReader.joined(texts["title"], texts["subtitle"])
    texts["booktitle"] = EntryReader.joined(texts["booktitle"], texts["booksubtitle"])
    var verbatim: [String: String] = [:]
    for name in EntryReader.addresses.sorted() {
      verbatim[name] = fields[name].map { EntryReader.address($0.value.text) }
    }
    let reference = Reference(
      key: entry.key, kind: kind, authors: people("author"), editors: people("editor"), texts: texts,
      verbatim: verbatim)
    checkRequired(kind, texts)
    return reference
  }

  private mutating func kind() -> ReferenceKind {
    guard let kind = ReferenceKind.named(entry.type) else {
      let known = ReferenceKind.allCases.map(\.rawValue)
      problems.append(
        BibProblem(
          kind: .unknownType, source: entry.source, range: entry.keyRange,
          summary: "‘@\(entry.type)’ is no type of entry that is known: it is set as ‘@misc’",
          help: Suggestion.closest(to: entry.type, among: known).map { "did you mean ‘@\($0)’?" }, key: entry.key))
      return .misc
    }
    guard kind == .phdthesis, entry.type == "thesis", let type = fields["type"]?.value.text.lowercased() else {
      return kind
    }
    if type.hasPrefix("master") || type.hasPrefix("mathesis") { return .mastersthesis }
    return kind
  }

  /// biblatex's `date`, `2019-06-16` or `2019-06/2019-07`, as a year and a month.
  private mutating func takeDate() {
    guard let date = fields["date"], fields["year"] == nil else { return }
    let parts = date.value.text.trimmingSpaces.split(separator: "/").first?.split(separator: "-") ?? []
    guard let year = parts.first else { return }
    var field = date
    field.value.parts = [BibValue.Part(text: String(year), start: date.value.range.start)]
    fields["year"] = field
    guard fields["month"] == nil, parts.count > 1 else { return }
    field.value.parts = [BibValue.Part(text: String(parts[1]), start: date.value.range.start)]
    fields["month"] = field
  }

  /// The number of a month is its name.
  private mutating func spans(of field: BibField) -> [BibSpan] {
    if field.name == "month" || field.name == "date", let number = Int(field.value.text.trimmingSpaces),
      (1...12).contains(number), fields["month"] == field
    {
      return [.words(BibMonth.names[number - 1])]
    }
    let (spans, troubles) = TeXReader.read(field.value.text)
    for trouble in troubles {
      let start = field.value.position(at: trouble.offset)
      let end = SourcePosition(line: start.line, column: start.column + max(trouble.length, 1))
      problems.append(
        BibProblem(
          kind: .text, source: field.source, range: SourceRange(start, end),
          summary: "\(trouble.summary), in ‘\(field.name)’ of ‘\(entry.key)’", help: "the report shows it as it is",
          key: entry.key))
    }
    return spans
  }

  private mutating func people(_ name: String) -> PersonList {
    guard let field = fields[name] else { return PersonList(persons: []) }
    let (list, troubles) = PersonReader.read(field.value.text)
    for trouble in troubles {
      add(
        .name, field, "the name ‘\(trouble.prefix(60))’ has more than two commas",
        help: "part names by the word ‘and’: {Last, First and Last, First}")
    }
    return list
  }

  private mutating func checkRequired(_ kind: ReferenceKind, _ texts: [String: [BibSpan]]) {
    for choices in kind.required where !choices.contains(where: { fields[$0] != nil }) {
      let wanted = choices.map { "‘\($0)’" }.joined(separator: " or ")
      problems.append(
        BibProblem(
          kind: .missingField, source: entry.source, range: entry.keyRange,
          summary: "‘\(entry.key)’ has no \(wanted), which an ‘@\(entry.type)’ should have",
          help: "add \(choices[0]) = {…}, to the entry", key: entry.key))
    }
  }

  private mutating func add(_ kind: BibProblem.Kind, _ field: BibField, _ summary: String, help: String? = nil) {
    problems.append(
      BibProblem(
        kind: kind, source: field.source, range: field.value.range, summary: summary, help: help, key: entry.key))
  }

  private static func joined(_ title: [BibSpan]?, _ subtitle: [BibSpan]?) -> [BibSpan]? {
    guard let title, let subtitle else { return title ?? subtitle }
    return title + [.words(": ")] + subtitle
  }

  /// An address has no TeX in it but escapes.
  private static func address(_ text: String) -> String {
    var result = ""
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if scalar == "\\", let next = rest.first, "_%&#$~{}".unicodeScalars.contains(next) { continue }
      if scalar == "{" || scalar == "}" || scalar.value <= 0x20 { continue }
      result.unicodeScalars.append(scalar)
    }
    return result.hasPrefix("\\url") ? String(result.dropFirst(4)) : result
  }
}

extension String {
  var trimmingSpaces: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
