import Experiment
import OffprintCore

/// A table of claimed numbers with all that says which of them is about which configuration.
struct ClaimTableReading {
  let cell: Cell
  let table: CSVTable
  /// The table's name, for messages.
  let source: String
  /// Where the notebook names it.
  let place: SourceRange
  /// Those of the table's rows that are meant.
  var rows: [Int]
  /// The column of the claimed numbers.
  var value: Int
  /// One for each cell that the claims are about.
  var matches: [ClaimTableMatch]
  let plan: Plan

  /// Each configuration that has a row, in the plan's order, with its number. Tells of rows that are wrong and of those that
  /// have no counterpart.
  func pairs(_ checker: inout NotebookChecker) -> [(Configuration, ClaimedNumber)] {
    var pairs: [(Configuration, ClaimedNumber)] = []
    var used: Set<Int> = []
    var lacking: [String] = []
    for match in matches {
      var rowsByValues: [[Setting]: [Int]] = [:]
      for row in rows { rowsByValues[match.values(of: table.rows[row]), default: []].append(row) }
      for configuration in plan.configurations(of: match.cell) {
        let found = rowsByValues[match.values(of: configuration)] ?? []
        used.formUnion(found)
        guard let row = found.first else {
          lacking.append(configuration.name)
          continue
        }
        if found.count > 1 { tellTwice(configuration, found, &checker) }
        if let number = number(row, &checker) { pairs.append((configuration, number)) }
      }
    }
    tellLacking(lacking, of: pairs.count + lacking.count, &checker)
    tellUnused(rows.filter { !used.contains($0) }, &checker)
    return pairs
  }

  private func number(_ row: Int, _ checker: inout NotebookChecker) -> ClaimedNumber? {
    let field = table.rows[row][value]
    if let number = ClaimedNumber(field.text) { return number }
    checker.log.add(
      .claimsTable, at: field.range,
      field.text.isEmpty
        ? "there is no number here" : "\(Wording.quoted(field.text)) is no number as a paper prints it",
      help: field.text.isEmpty
        ? "leave the row out if nothing is claimed" : "write digits with at most one point, such as 98.84", in: source)
    return nil
  }

  private func tellTwice(_ configuration: Configuration, _ found: [Int], _ checker: inout NotebookChecker) {
    guard let first = table.rows[found[0]].first, let second = table.rows[found[1]].first else { return }
    checker.log.add(
      .claimsTable, at: second.range,
      "this row is about \(Wording.code(configuration.name)), as the one on line \(first.range.start.line) is",
      help: "leave one out, or say with `where` which rows are meant", in: source)
  }

  private func tellLacking(_ names: [String], of total: Int, _ checker: inout NotebookChecker) {
    guard !names.isEmpty else { return }
    let what = names.count == 1 ? Wording.code(names[0]) : "\(names.count) of \(total) configurations"
    checker.log.add(
      .claimsRows, at: place, "\(Wording.code(source)) has no row for \(what)",
      explanation: names.count == 1 ? nil : "They are \(Wording.shortList(names)).",
      help: "nothing is claimed of \(names.count == 1 ? "it" : "them")")
  }

  private func tellUnused(_ rows: [Int], _ checker: inout NotebookChecker) {
    guard let first = rows.first, let field = table.rows[first].first else { return }
    let what = rows.count == 1 ? "this row is" : "this row and \(rows.count - 1) more are"
    checker.log.add(
      .claimsRows, at: field.range, "\(what) about no configuration of \(Wording.code(cell.name))",
      help: "leave \(rows.count == 1 ? "it" : "them") out with `where`, or train what is claimed", in: source)
  }
}
