import Experiment
import Notebook

/// A table of results: one row for each configuration.
package enum ResultTable {
  package struct Content: Hashable, Sendable {
    package var columns: [ReportTable.Column]
    package var rows: [[ReportTable.Cell]]
    package var subjects: [ReportTable.Subject]
    package var notes: [ReportTable.Note]
    /// One for each cell, where rows are grouped; else empty.
    package var sections: [ReportTable.Section] = []
  }

  /// What a table shows where its cell names no columns.
  package static let defaultColumns = ["accuracy", "seeds", "range"]

  package static func build(
    configurations: [ConfigurationResult], columns names: [String], data: DataStatement, claims: TableClaims = .none,
    isGrouped: Bool = false
  ) -> Content {
    let names = names.isEmpty ? defaultColumns : names
    let chosen = ResultColumn.columns(named: names, for: configurations, claims: claims)
    let columns = ResultColumn.identification(of: configurations, isGrouped: isGrouped) + chosen
    var notes = NoteKeeper()
    let rows = configurations.map { result in
      var row = columns.map { ReportTable.Cell($0.content(result)) }
      if let shortfall = result.shortfall, !row.isEmpty { row[0].noteMarks = [notes.mark(for: shortfall + ".")] }
      return row
    }
    return Content(
      columns: columns.map { ReportTable.Column(title: [.text($0.title)], alignment: $0.alignment, key: $0.key) },
      rows: rows, subjects: configurations.map { .configuration($0.configuration.name) },
      notes: notes.notes
        + general(
          chosen, configurations: configurations, data: data,
          claims: claimNote(names, configurations: configurations, claims)),
      sections: isGrouped ? sections(configurations) : [])
  }

  /// Where the configurations of a cell begin.
  private static func sections(_ configurations: [ConfigurationResult]) -> [ReportTable.Section] {
    configurations.indices.filter {
      $0 == 0 || configurations[$0 - 1].configuration.cell != configurations[$0].configuration.cell
    }.map { ReportTable.Section(row: $0, title: [.text(configurations[$0].configuration.cellLabel)]) }
  }

  /// Where claimed numbers come from, and what their verdicts allow.
  private static func claimNote(
    _ names: [String], configurations: [ConfigurationResult], _ claims: TableClaims
  ) -> String? {
    var metric = ResultReference.Metric.accuracy
    var found: [ClaimResult] = []
    for name in names {
      metric = ResultReference.Metric(rawValue: name) ?? metric
      guard ["claimed", "difference", "verdict"].contains(name) else { continue }
      for result in configurations.compactMap({ claims[$0, metric] }) where !found.contains(result) {
        found.append(result)
      }
    }
    guard !found.isEmpty else { return nil }
    var sources: [String] = []
    var margins: [String] = []
    for result in found {
      if let source = result.claim.source, !sources.contains(source) { sources.append(source) }
      guard case .equals(_, _, let margin) = result.claim.assertion else { continue }
      let text = PrintedNumber.shortest(margin)
      if !margins.contains(text) { margins.append(text) }
    }
    var sentences: [String] = []
    if !sources.isEmpty { sentences.append("Claimed: \(sources.joined(separator: ", ")).") }
    if names.contains("verdict") {
      sentences.append(
        "A number is reproduced where the mean is shown to be within ±\u{202F}\(margins.joined(separator: " or ±\u{202F}")) of it, its rounding included (two one-sided t tests, corrected for the family)."
      )
    }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  /// What holds for the table as a whole.
  private static func general(
    _ columns: [ResultColumn], configurations: [ConfigurationResult], data: DataStatement, claims: String?
  ) -> [ReportTable.Note] {
    var sentences: [String] = []
    if columns.contains(where: \.isMean) {
      let several = configurations.contains { $0.finished.count > 1 }
      sentences.append(
        several
          ? "Mean over seeds with the standard deviation (n\u{A0}−\u{A0}1), after the last epoch."
          : "One seed each, after the last epoch: no spread can be given.")
    }
    if let claims { sentences.append(claims) }
    if data.isFallback, let used = data.used {
      let wanted = data.skipped.map { data.title($0.name) }.joined(separator: " or ")
      sentences.append("Measured on \(data.title(used.name)): not comparable with numbers published for \(wanted).")
    }
    return sentences.isEmpty ? [] : [ReportTable.Note(mark: nil, text: [.text(sentences.joined(separator: " "))])]
  }
}

/// Gives each distinct note one letter.
private struct NoteKeeper {
  private(set) var notes: [ReportTable.Note] = []

  mutating func mark(for text: String) -> String {
    if let known = notes.first(where: { $0.text == [.text(text)] }), let mark = known.mark { return mark }
    let mark = NoteMark.letters(notes.count)
    notes.append(ReportTable.Note(mark: mark, text: [.text(text)]))
    return mark
  }
}

enum NoteMark {
  /// a … z, aa, ab, …
  static func letters(_ index: Int) -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz")
    let last = String(alphabet[index % 26])
    return index < 26 ? last : letters(index / 26 - 1) + last
  }
}
