package import Mathematics

/// Text with its meaning, resolved.
package indirect enum ReportInline: Hashable, Sendable {
  case text(String)
  case emphasis([ReportInline])
  case strong([ReportInline])
  case strikethrough([ReportInline])
  case code(String)
  /// A formula in the line, of the style `.inline`.
  case math(Formula)
  /// The destination is `https:`, `http:` or `mailto:`, or `#anchor` for a place in this document that exists; nothing else
  /// gets this far.
  case link(destination: String, [ReportInline])
  case value(ComputedValue)
  case reference(CrossReference)
  case citation(ReportCitation)
  case footnote(FootnoteMark)
  case lineBreak
}

/// A number that the experiment produced, and where it came from.
package struct ComputedValue: Hashable, Sendable {
  /// As it is printed, with the percent sign that the notebook writes after it: `99.17 %`, `12`, `–` where there is no such
  /// number.
  package var text: String
  /// Why `text` is a dash, or what to know about the number: "1 of 3 runs failed"; nil where all is well. In running text it
  /// is shown in parentheses after the number.
  package var note: String?
  package var provenance: ValueProvenance

  package init(text: String, note: String? = nil, provenance: ValueProvenance) {
    self.text = text
    self.note = note
    self.provenance = provenance
  }
}

/// Where a computed number came from.
package struct ValueProvenance: Hashable, Sendable {
  /// The cell that asked for the runs.
  package var cell: String
  /// What was read of them, as the notebook says it: `accuracy`, `best.loss.margin`.
  package var path: String
  /// The names of the runs that went into it, sorted; each is in `ReportDocument.runs`.
  package var runs: [String]
  /// Their seeds, sorted, each once.
  package var seeds: [Int]
  /// Where the cell stands in the document; nil for what no cell of it made, such as facts of the data.
  package var anchor: String?

  package init(cell: String, path: String, runs: [String], seeds: [Int], anchor: String? = nil) {
    self.cell = cell
    self.path = path
    self.runs = runs
    self.seeds = seeds
    self.anchor = anchor
  }
}

/// "Figure 2", "Table 1", "Section 3.1", "Equation 4" in the prose.
package struct CrossReference: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case figure
    case table
    case section
    case equation
    case cell
  }

  package var kind: Kind
  /// As it is printed, with a no-break space: `Figure 2`.
  package var text: String
  /// The anchor that it leads to; it exists.
  package var anchor: String

  package init(kind: Kind, text: String, anchor: String) {
    self.kind = kind
    self.text = text
    self.anchor = anchor
  }
}

extension [ReportInline] {
  /// The text alone, for titles of windows, outlines and alternative texts.
  package var plainText: String {
    map { inline in
      switch inline {
      case .text(let text), .code(let text): text
      case .math(let formula): formula.plainText
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner), .link(_, let inner): inner.plainText
      case .value(let value): value.text
      case .reference(let reference): reference.text
      case .citation(let citation): citation.plainText
      // A number that hangs on a word would read as a part of it.
      case .footnote: ""
      case .lineBreak: " "
      }
    }.joined()
  }
}
