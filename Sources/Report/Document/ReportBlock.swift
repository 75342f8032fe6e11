/// One block of the report's body, from top to bottom. Sections are flat: a heading opens one, the next heading of its level
/// or a higher one closes it.
package indirect enum ReportBlock: Hashable, Sendable {
  case heading(ReportHeading)
  case paragraph([ReportInline])
  case list(ReportList)
  case quote([ReportBlock])
  case equation(ReportEquation)
  /// Code that the author shows in the prose.
  case code(CodeListing)
  case table(ReportTable)
  case figure(ReportFigure)
  /// A cell of the notebook: what made the results near it. HTML folds it; PDF may leave it out.
  case cell(CellListing)
  /// Something that could not be made, said in place: a figure whose runs failed or are missing. Its anchor is then the
  /// figure's, so that references still lead somewhere.
  case notice(ReportNotice)
  /// A thematic break.
  case rule
}

/// A section's heading.
package struct ReportHeading: Hashable, Sendable {
  /// 1 for a section, 2 for a subsection, up to 6.
  package var level: Int
  /// `2.1`; nil for an unnumbered heading.
  package var number: String?
  package var title: [ReportInline]
  /// Unique in the document; a valid HTML id and PDF destination: letters, digits, `-`, `_`, `.`.
  package var anchor: String

  package init(level: Int, number: String?, title: [ReportInline], anchor: String) {
    self.level = level
    self.number = number
    self.title = title
    self.anchor = anchor
  }
}

/// A bulleted or numbered list.
package struct ReportList: Hashable, Sendable {
  /// The first item's number; nil for bullets.
  package var start: Int?
  /// Whether items stand without space between them.
  package var isTight: Bool
  package var items: [[ReportBlock]]
  /// Of a list of tasks, one for each item: whether it is done, nil for an item that is no task. Empty for other lists.
  package var checks: [Bool?]

  package init(start: Int?, isTight: Bool, items: [[ReportBlock]], checks: [Bool?] = []) {
    precondition(checks.isEmpty || checks.count == items.count, "a list of tasks has a check for each item")
    self.checks = checks
    self.start = start
    self.isTight = isTight
    self.items = items
  }
}

/// Code, set as it is.
package struct CodeListing: Hashable, Sendable {
  /// `python`; nil where the author named none.
  package var language: String?
  /// Without a line feed at its end.
  package var text: String

  package init(language: String?, text: String) {
    self.language = language
    self.text = text
  }
}

/// A cell as the author wrote it.
package struct CellListing: Hashable, Sendable {
  /// `model`, `train`, `sweep`, `figure`, `table`.
  package var kind: String
  package var name: String
  /// The YAML between the fences, without a line feed at its end.
  package var source: String
  /// Unique in the document: `cell-arcface`.
  package var anchor: String

  package init(kind: String, name: String, source: String, anchor: String) {
    self.kind = kind
    self.name = name
    self.source = source
    self.anchor = anchor
  }
}

/// Something that a reader must not overlook.
package struct ReportNotice: Hashable, Sendable {
  package enum Weight: String, Hashable, Sendable {
    /// The numbers are not what the reader may take them for: other data, failed or missing runs.
    case warning
    /// Worth knowing.
    case note
  }

  package var weight: Weight
  /// A short sentence: "2 of 18 runs failed".
  package var title: String
  /// What and why, in whole sentences.
  package var text: [ReportInline]
  /// One for each run or thing that it is about; may be empty.
  package var items: [[ReportInline]]
  /// Unique in the document; nil where nothing refers to it.
  package var anchor: String?

  package init(weight: Weight, title: String, text: [ReportInline], items: [[ReportInline]] = [], anchor: String? = nil)
  {
    self.weight = weight
    self.title = title
    self.text = text
    self.items = items
    self.anchor = anchor
  }
}
