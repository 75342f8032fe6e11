/// Pieces in rows and columns.
package struct MathArray: Hashable, Sendable {
  /// How the columns are set.
  package enum Kind: Hashable, Sendable {
    /// Matrices and `array`: columns a word apart, in text style.
    case matrix
    /// A matrix in the size of scripts, for running text.
    case small
    /// Values and their conditions, left-aligned, in text style.
    case cases
    /// `cases` in display style.
    case displayCases
    /// Equations with their relations below each other: pairs of a right- and a left-aligned column, in display style.
    case aligned
    /// Centred lines in display style.
    case gathered
  }

  package enum Alignment: Hashable, Sendable {
    case left
    case center
    case right
  }

  package var kind: Kind
  package var rows: [[MathNode]]
  /// Of the first columns; those after them are as in `alignment(ofColumn:)`.
  package var alignments: [Alignment]
  /// Rules between columns, by the number of columns before each.
  package var verticalRules: [Int]
  /// Rules between rows, by the number of rows before each.
  package var horizontalRules: [Int]
  /// Further space after a row, in ems, by the row's index: `\\[1em]`.
  package var gaps: [Int: Double]

  /// Number of cells in the longest row.
  package var columnCount: Int { rows.map(\.count).max() ?? 0 }

  /// How the column at `index` is aligned.
  package func alignment(ofColumn index: Int) -> Alignment {
    if index < alignments.count { return alignments[index] }
    switch kind {
    case .matrix, .small, .gathered: return .center
    case .cases, .displayCases: return .left
    case .aligned: return index.isMultiple(of: 2) ? .right : .left
    }
  }
}
