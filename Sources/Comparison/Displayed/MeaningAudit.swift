import OffprintCore

/// Two pages that were made by different versions, or with other letters, held against each other by what they say: values, text,
/// cells, runs, and the numbers that figures draw. Drawings themselves are not compared.
package enum MeaningAudit {
  package static func differences(
    _ displayed: [UInt8], _ expected: [UInt8], file: String = "index.html"
  ) throws(SnapshotError) -> [DisplayedDifference] {
    let shown = try PageReader.read(displayed, name: file)
    let wanted = try PageReader.read(expected, name: file)
    return prose(shown.prose ?? [], wanted.prose ?? [], file) + tables(shown, wanted, file) + runs(shown, wanted, file)
      + figures(shown, wanted, file)
  }

  private static func prose(
    _ shown: [ReportSnapshot.ProseBlock], _ wanted: [ReportSnapshot.ProseBlock], _ file: String
  ) -> [DisplayedDifference] {
    let comparison = ProseComparison(shown, wanted)
    var found = values(shown, wanted, file)
    for change in comparison.changes {
      let old = change.pieces.compactMap { if case .removed(let text) = $0 { text } else { nil } }.joined(
        separator: " … ")
      let new = change.pieces.compactMap { if case .added(let text) = $0 { text } else { nil } }.joined(
        separator: " … ")
      found.append(
        DisplayedDifference(
          .text, in: file, path: "text", place: "the text", displayed: old, recomputed: new,
          "the text reads “\(PageNames.shortened(old))”; its evidence gives “\(PageNames.shortened(new))”"))
    }
    return found
  }

  /// Every occurrence of a path, since an edit may be of the second one alone.
  private static func values(
    _ shown: [ReportSnapshot.ProseBlock], _ wanted: [ReportSnapshot.ProseBlock], _ file: String
  ) -> [DisplayedDifference] {
    let here = Dictionary(grouping: wanted.flatMap(\.values), by: \.path)
    let there = Dictionary(grouping: shown.flatMap(\.values), by: \.path)
    return here.keys.sorted().flatMap { path -> [DisplayedDifference] in
      zip(there[path] ?? [], here[path] ?? []).filter { $0.text != $1.text }.map { old, new in
        DisplayedDifference(
          .value, in: file, path: path, place: "the text", displayed: old.text, recomputed: new.text,
          "the value ‘\(path)’ reads \(old.text); its runs give \(new.text)")
      }
    }
  }

  private static func tables(
    _ shown: ReportSnapshot, _ wanted: ReportSnapshot, _ file: String
  ) -> [DisplayedDifference] {
    TableComparison.all(shown.tables, wanted.tables).flatMap { table -> [DisplayedDifference] in
      table.cells.map { cell in
        DisplayedDifference(
          .cell, in: file, path: "\(table.anchor)[\(cell.row)].\(cell.column)", place: table.label,
          displayed: cell.before, recomputed: cell.after,
          "\(table.label), row ‘\(cell.row)’, column ‘\(cell.column)’, reads \(cell.before); its runs give \(cell.after)"
        )
      }
    }
  }

  private static func runs(_ shown: ReportSnapshot, _ wanted: ReportSnapshot, _ file: String) -> [DisplayedDifference] {
    let there = Dictionary(shown.runs.map { ("\($0.configuration)/seed-\($0.seed)", $0) }) { first, _ in first }
    return wanted.runs.compactMap { run in
      let name = "\(run.configuration)/seed-\(run.seed)"
      guard let old = there[name] else {
        return DisplayedDifference(
          .cell, in: file, path: name, place: "the list of runs", "the run \(name) is not listed")
      }
      guard old.metrics != run.metrics || old.weights != run.weights || old.id != run.id else { return nil }
      func text(_ run: ReportSnapshot.Run) -> String {
        [run.metrics[.accuracy].map { "\($0) %" }, run.id, run.weights].compactMap(\.self).joined(separator: ", ")
      }
      return DisplayedDifference(
        .cell, in: file, path: name, place: "the list of runs", displayed: text(old), recomputed: text(run),
        "the run \(name) reads \(text(old)); its evidence gives \(text(run))")
    }
  }

  private static func figures(
    _ shown: ReportSnapshot, _ wanted: ReportSnapshot, _ file: String
  ) -> [DisplayedDifference] {
    wanted.figures.flatMap { figure -> [DisplayedDifference] in
      guard let there = shown.figures.first(where: { $0.anchor == figure.anchor }) else {
        return [
          DisplayedDifference(
            .part, in: file, path: figure.anchor, place: figure.label, "\(figure.label) is not in the page")
        ]
      }
      guard let old = there.data, let new = figure.data, old != new else { return [] }
      return FigureMarks.differences(old.bytes, new.bytes).map { change in
        DisplayedDifference(
          .mark, in: file, path: figure.anchor, place: figure.label, displayed: change.displayed,
          recomputed: change.recomputed,
          "\(figure.label) has \(change.name) \(change.displayed); its runs give \(change.recomputed)")
      }
    }
  }
}
