package import OffprintCore

/// What a figure draws as a tidy table: one row for each mark, for `figures/NAME.csv` and for drawing it again.
package struct DataTable: Hashable, Sendable {
  /// Lower-case words with hyphens.
  package var columns: [String]
  /// As many values as columns in each; nil for a value that does not exist.
  package var rows: [[Setting?]]

  package init(columns: [String], rows: [[Setting?]] = []) {
    self.columns = columns
    self.rows = rows
  }

  /// Comma-separated, with quotes where a text needs them (RFC 4180), lines ended by a line feed; a missing value is empty.
  package var csv: String {
    var text = ""
    for row in [columns.map(Setting.string)] + rows {
      for (index, value) in row.enumerated() {
        if index > 0 { text += "," }
        if let value { text += Self.field(value) }
      }
      text += "\n"
    }
    return text
  }

  /// `{columns: […], rows: [[…]]}`, an empty list for a missing value.
  var setting: Setting {
    ["columns": .list(columns.map(Setting.string)), "rows": .list(rows.map { .list($0.map { $0 ?? [] }) })]
  }

  private static func field(_ value: Setting) -> String {
    // No sign of a number needs quotes.
    if case .number(let number) = value { return Setting.canonicalNumber(number) }
    let text =
      switch value {
      case .string(let text): text
      case .boolean(let truth): truth ? "true" : "false"
      case .number, .list, .map: value.canonicalJSON
      }
    let needsQuotes = text.utf8.contains { [0x0A, 0x0D, 0x22, 0x2C].contains($0) }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}

extension Setting {
  /// Nil for a number that no file can say.
  static func finite(_ value: Double?) -> Setting? {
    value.flatMap { $0.isFinite ? .number($0) : nil }
  }

  static func finite(_ value: Int?) -> Setting? { value.map { .number(Double($0)) } }
}
