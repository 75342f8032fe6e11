/// A table, the author's or a computed one.
package struct ReportTable: Hashable, Sendable {
  package struct Column: Hashable, Sendable {
    package enum Alignment: String, Hashable, Sendable {
      case leading
      case center
      case trailing
      /// On the decimal point; cells that are no numbers stand at the trailing edge.
      case decimal
    }

    package var title: [ReportInline]
    package var alignment: Alignment
    /// Whether its cells are running text, which may take several lines.
    package var isProse: Bool
    /// What is read of the runs or the claim of each row, for programs: `accuracy.sd`, `loss.margin`, `p`; nil for text.
    package var key: String?

    package init(title: [ReportInline], alignment: Alignment, isProse: Bool = false, key: String? = nil) {
      self.key = key
      self.title = title
      self.alignment = alignment
      self.isProse = isProse
    }
  }

  /// What a row is about.
  package enum Subject: Hashable, Sendable {
    case configuration(String)
    case claim(String)
    /// All of a sweep's or a table's `claims:`.
    case claims(of: String)
  }

  /// One cell. A mean and its spread are two columns, so that each aligns on its own point.
  package struct Cell: Hashable, Sendable {
    package var content: [ReportInline]
    /// Letters of the notes under the table that this cell carries: `a`, `b`.
    package var noteMarks: [String]

    package init(_ content: [ReportInline], noteMarks: [String] = []) {
      self.content = content
      self.noteMarks = noteMarks
    }
  }

  package struct Note: Hashable, Sendable {
    /// `a`; nil for a note on the whole table.
    package var mark: String?
    package var text: [ReportInline]

    package init(mark: String?, text: [ReportInline]) {
      self.mark = mark
      self.text = text
    }
  }

  /// Rows that belong together, under a heading of their own.
  package struct Section: Hashable, Sendable {
    /// The first of them.
    package var row: Int
    package var title: [ReportInline]

    package init(row: Int, title: [ReportInline]) {
      self.row = row
      self.title = title
    }
  }

  /// 1 for "Table 1"; nil for an author's table without a caption.
  package var number: Int?
  /// Unique in the document; nil where `number` is.
  package var anchor: String?
  package var caption: [ReportInline]
  package var columns: [Column]
  /// Each as long as `columns`.
  package var rows: [[Cell]]
  package var notes: [Note]
  /// What each row is about, for programs: the name of a configuration or a claim; empty for an author's table.
  package var subjects: [Subject]
  /// By their rows; empty where the table has no headings within.
  package var sections: [Section]
  /// The cell that asked for it; nil for an author's table. HTML folds it under the table; PDF may leave it out.
  package var source: CellListing?

  package init(
    number: Int?, anchor: String?, caption: [ReportInline], columns: [Column], rows: [[Cell]], notes: [Note] = [],
    subjects: [Subject] = [], sections: [Section] = [], source: CellListing? = nil
  ) {
    precondition(subjects.isEmpty || subjects.count == rows.count, "each row has a subject or none has")
    self.subjects = subjects
    precondition(rows.allSatisfy { $0.count == columns.count }, "each row has a cell for each column")
    self.number = number
    self.anchor = anchor
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.notes = notes
    self.sections = sections
    self.source = source
  }

  /// The heading that stands before a row; nil for most.
  package func section(before row: Int) -> Section? { sections.first { $0.row == row } }

  /// `Table 1`, with a no-break space; nil where it has no number.
  package var label: String? { number.map { "Table\u{A0}\($0)" } }
}
