/// A numbered table, cell by cell as printed.
package struct TableComparison: Hashable, Sendable {
  package struct CellChange: Hashable, Sendable {
    package var row: String
    package var column: String
    package var before: String
    package var after: String
  }

  package enum Presence: String, Hashable, Sendable {
    case both, added, removed
  }

  package var anchor: String
  package var label: String
  package var presence: Presence
  package var caption: SettingChange?
  package private(set) var cells: [CellChange] = []
  package private(set) var addedRows: [String] = []
  package private(set) var removedRows: [String] = []
  package private(set) var addedColumns: [String] = []
  package private(set) var removedColumns: [String] = []

  /// Tables that are not what they were, in the second side's order, those that are gone last.
  static func all(_ before: [ReportSnapshot.Table], _ after: [ReportSnapshot.Table]) -> [TableComparison] {
    let old = Dictionary(before.map { ($0.anchor, $0) }, uniquingKeysWith: { first, _ in first })
    let names = Set(after.map(\.anchor))
    let present = after.compactMap { table -> TableComparison? in
      guard let earlier = old[table.anchor] else { return TableComparison(table, .added) }
      let comparison = TableComparison(earlier, table)
      return comparison.isEmpty ? nil : comparison
    }
    return present + before.filter { !names.contains($0.anchor) }.map { TableComparison($0, .removed) }
  }

  private init(_ table: ReportSnapshot.Table, _ presence: Presence) {
    anchor = table.anchor
    label = table.label
    self.presence = presence
  }

  private init(_ before: ReportSnapshot.Table, _ after: ReportSnapshot.Table) {
    self.init(after, .both)
    if before.caption != after.caption {
      caption = SettingChange(path: "caption", before: before.caption, after: after.caption)
    }
    if before.columns == after.columns, before.rows == after.rows { return }
    addedColumns = after.columns.filter { !before.columns.contains($0) }
    removedColumns = before.columns.filter { !after.columns.contains($0) }
    compareRows(before, after)
  }

  private var isEmpty: Bool {
    presence == .both && caption == nil && cells.isEmpty && addedRows.isEmpty && removedRows.isEmpty
      && addedColumns.isEmpty && removedColumns.isEmpty
  }

  /// Rows are known by their first cell; the second of that name is the second.
  private mutating func compareRows(_ before: ReportSnapshot.Table, _ after: ReportSnapshot.Table) {
    let old = Self.keyed(before.rows)
    let new = Self.keyed(after.rows)
    let earlier = Dictionary(old, uniquingKeysWith: { first, _ in first })
    let names = Set(new.map(\.0))
    removedRows = old.map(\.0).filter { !names.contains($0) }
    for (name, row) in new {
      guard let was = earlier[name] else {
        addedRows.append(name)
        continue
      }
      for (column, title) in after.columns.enumerated() where column > 0 && column < row.count {
        guard let place = before.columns.firstIndex(of: title), place < was.count, was[place] != row[column] else {
          continue
        }
        cells.append(CellChange(row: name, column: title, before: was[place], after: row[column]))
      }
    }
  }

  private static func keyed(_ rows: [[String]]) -> [(String, [String])] {
    var counts: [String: Int] = [:]
    return rows.map { row in
      let name = row.first ?? ""
      counts[name, default: 0] += 1
      let count = counts[name] ?? 1
      return (count == 1 ? name : "\(name) (\(count))", row)
    }
  }
}
