package import OffprintCore

/// Something that is wrong with a .bib file.
package struct BibProblem: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    /// An entry that cannot be read.
    case malformed
    /// Two entries with one key.
    case duplicateKey
    case duplicateField
    /// A word that is neither text nor a number nor a string.
    case unknownString
    /// A field that its type of entry needs.
    case missingField
    case unknownType
    /// A TeX command that is not known, or a brace or dollar without its other half.
    case text
    /// A name with more commas than names have.
    case name
    /// A `crossref` to no entry.
    case crossReference
  }

  package var kind: Kind
  /// The name of the file.
  package var source: String
  package var range: SourceRange
  /// One sentence without a final stop.
  package var summary: String
  package var help: String?
  /// Of the entry that it is about; nil where that cannot be known.
  package var key: String?

  package init(
    kind: Kind, source: String, range: SourceRange, summary: String, help: String? = nil, key: String? = nil
  ) {
    self.kind = kind
    self.source = source
    self.range = range
    self.summary = summary
    self.help = help
    self.key = key
  }
}

/// The months.
package enum BibMonth {
  package static let names = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
}
