package import OffprintCore

/// The kinds of work that are set differently.
package enum ReferenceKind: String, Hashable, Sendable, CaseIterable {
  case article
  case book
  case booklet
  case inbook
  case incollection
  case inproceedings
  case manual
  case mastersthesis
  case phdthesis
  case proceedings
  case techreport
  case unpublished
  case misc
  case online

  /// By the type of a BibTeX or biblatex entry; nil for types that neither has.
  package static func named(_ type: String) -> ReferenceKind? {
    switch type {
    case "conference": .inproceedings
    case "report": .techreport
    case "thesis": .phdthesis
    case "www", "electronic": .online
    case "collection", "mvcollection", "mvbook": .book
    case "mvproceedings": .proceedings
    case "dataset", "software", "patent", "standard", "video", "audio", "image", "artwork": .misc
    default: ReferenceKind(rawValue: type)
    }
  }

  /// The fields that BibTeX calls required; of each inner list one is enough.
  var required: [[String]] {
    switch self {
    case .article: [["author"], ["title"], ["journal", "eprint"], ["year"]]
    case .book: [["author", "editor"], ["title"], ["publisher"], ["year"]]
    case .inbook: [["author", "editor"], ["title"], ["chapter", "pages"], ["publisher"], ["year"]]
    case .booklet, .manual, .proceedings: [["title"]]
    case .incollection: [["author"], ["title"], ["booktitle"], ["publisher"], ["year"]]
    case .inproceedings: [["author"], ["title"], ["booktitle"], ["year"]]
    case .mastersthesis, .phdthesis: [["author"], ["title"], ["school"], ["year"]]
    case .techreport: [["author"], ["title"], ["institution"], ["year"]]
    case .unpublished: [["author"], ["title"], ["note"]]
    case .misc: [["title", "howpublished", "note", "url"]]
    case .online: [["title"], ["url", "doi", "eprint"]]
    }
  }
}

/// An entry with what it inherits, its TeX read: what a style sets.
package struct Reference: Hashable, Sendable {
  package var key: String
  package var kind: ReferenceKind
  package var authors: PersonList
  package var editors: PersonList
  /// TeX resolved, by the field's BibTeX name.
  var texts: [String: [BibSpan]]
  /// As typed but for escapes: addresses and identifiers.
  var verbatim: [String: String]

  /// Nil where there is no such field or nothing in it.
  func text(_ field: String) -> [BibSpan]? { texts[field] }
  func plain(_ field: String) -> String? { texts[field]?.plainText }

  /// The TeX of all formulas in it, sorted by field.
  package var formulas: [String] { texts.sorted { $0.key < $1.key }.flatMap { $0.value.formulas } }

  /// `2019`; nil where the entry has none.
  package var year: String? { plain("year") }

  /// Whose names it is listed under: its authors, else its editors.
  package var people: PersonList { authors.isEmpty ? editors : authors }
}

/// Entries of one or several .bib files, and what is wrong with them.
package struct Bibliography: Sendable {
  package let entries: [BibEntry]
  /// What is wrong with the files: entries that cannot be read, keys that stand twice.
  package let problems: [BibProblem]
  private let indices: [String: Int]

  package init(_ sources: [SourceText]) {
    var parser = BibParser()
    for source in sources { parser.read(source) }
    entries = parser.entries
    problems = parser.problems
    indices = Dictionary(parser.entries.enumerated().map { ($1.key, $0) }) { first, _ in first }
  }

  /// In the order of the files.
  package var keys: [String] { entries.map(\.key) }

  package func entry(_ key: String) -> BibEntry? { indices[key].map { entries[$0] } }

  /// What the entry called `key` says, and what is wrong with it as a reference; nil where there is none.
  package func reference(_ key: String) -> (reference: Reference, problems: [BibProblem])? {
    guard let entry = entry(key) else { return nil }
    var reader = EntryReader(entry)
    reader.inherit(from: self)
    return (reader.reference(), reader.problems)
  }
}
