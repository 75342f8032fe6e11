import Experiment

/// A table of results: one row for each configuration.
package enum ResultTable {
  package struct Content: Hashable, Sendable {
    package var columns: [ReportTable.Column]
    package var rows: [[ReportTable.Cell]]
    package var subjects: [ReportTable.Subject]
    package var notes: [ReportTable.Note]
  }

  /// What a table shows where its cell names no columns.
  package static let defaultColumns = ["accuracy", "seeds", "range"]

  package static func build(
    configurations: [ConfigurationResult], columns names: [String], data: DataStatement
  ) -> Content {
    let chosen = (names.isEmpty ? defaultColumns : names).flatMap {
      ResultColumn.columns(named: $0, for: configurations)
    }
    let columns = ResultColumn.identification(of: configurations) + chosen
    var notes = NoteKeeper()
    let rows = configurations.map { result in
      var row = columns.map { ReportTable.Cell($0.content(result)) }
      if let shortfall = result.shortfall, !row.isEmpty { row[0].noteMarks = [notes.mark(for: shortfall + ".")] }
      return row
    }
    return Content(
      columns: columns.map { ReportTable.Column(title: [.text($0.title)], alignment: $0.alignment, key: $0.key) },
      rows: rows, subjects: configurations.map { .configuration($0.configuration.name) },
      notes: notes.notes + general(chosen, configurations: configurations, data: data))
  }

  /// What holds for the table as a whole.
  private static func general(
    _ columns: [ResultColumn], configurations: [ConfigurationResult], data: DataStatement
  ) -> [ReportTable.Note] {
    var sentences: [String] = []
    if columns.contains(where: \.isMean) {
      let several = configurations.contains { $0.finished.count > 1 }
      sentences.append(
        several
          ? "Mean over seeds with the standard deviation (n\u{A0}−\u{A0}1), after the last epoch."
          : "One seed each, after the last epoch: no spread can be given.")
    }
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
