import Experiment
import OffprintCore

/// How the rows of a table of claims and the configurations of a cell find each other: by the values of these keys.
struct ClaimTableMatch {
  /// A key of the table with where a configuration has it.
  struct Key {
    /// A dotted path of the run's setting; nil for the name of the cell itself.
    var path: String?
    /// The column's place in the table.
    var column: Int
  }

  /// The cell, and what readers call it.
  let cell: String
  let label: String
  var keys: [Key]

  /// A field's text as something to compare: numbers by their values, so that `0.40` is 0.4.
  static func comparable(_ text: String) -> Setting {
    guard DecimalText.isNumber(text), let value = Double(text), value.isFinite else { return .string(text) }
    return .number(value)
  }

  /// What a row says of its configuration.
  func values(of row: [CSVTable.Field]) -> [Setting] {
    keys.map { key in
      let text = row[key.column].text
      // Either name of a cell is the cell.
      return key.path == nil ? .string(text == label ? cell : text) : ClaimTableMatch.comparable(text)
    }
  }

  /// The same of a configuration.
  func values(of configuration: Configuration) -> [Setting] {
    keys.map { key in
      guard let path = key.path else { return .string(cell) }
      let assigned = configuration.assignments.first { $0.path == path }?.value
      return ClaimTableMatch.comparable(assigned ?? configuration.specs.first?.setting[path: path])
    }
  }

  private static func comparable(_ value: Setting?) -> Setting {
    switch value {
    case .number?: value ?? ""
    case .string(let text)?: comparable(text)
    case .boolean(let flag)?: .string(flag ? "true" : "false")
    // A component goes by its name.
    case .map?: value?["name"] ?? ""
    case .list?, nil: ""
    }
  }
}
