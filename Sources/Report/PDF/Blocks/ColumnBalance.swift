/// Shares the room between the columns of a table that is too wide for it, so that it becomes as short as it can: room goes from
/// column to column in small and larger parts as long as rows lose lines by it. Lines are counted by the widths of words, not set.
package struct ColumnBalance {
  /// A column's cells from top to bottom, each as its words.
  package typealias Column = [[(width: Double, advance: Double)]]

  private let columns: [Column]
  private let smallest: [Double]
  private let natural: [Double]
  /// Of each column at a width, in eighths of a point: the lines of its cells.
  private var known: [[Int: [Int]]]

  /// Longer tables keep their first share: each step looks at every row.
  private static let mostRows = 400
  private static let mostMoves = 60
  /// Shares of the room that go from one column to another at a time: a long word needs a large one.
  private static let steps = [1.0 / 80, 1.0 / 40, 1.0 / 16, 1.0 / 8, 1.0 / 4]

  /// - Parameters:
  ///   - smallest: the widths that no column may fall below.
  ///   - natural: the widths at which no cell needs a second line.
  package init(_ columns: [Column], smallest: [Double], natural: [Double]) {
    self.columns = columns
    self.smallest = smallest
    self.natural = natural
    known = Array(repeating: [:], count: columns.count)
  }

  /// The same room in all, shared better; and how many lines all rows have together.
  package mutating func balanced(_ widths: [Double]) -> (widths: [Double], lines: Int) {
    var widths = widths
    var best = cost(widths)
    guard (1...Self.mostRows).contains(columns.first?.count ?? 0) else { return (widths, best.rows) }
    let room = widths.reduce(0, +)
    for _ in 0..<Self.mostMoves {
      var next: (cost: Cost, widths: [Double])?
      for step in Self.steps.map({ room * $0 }) {
        for (from, to) in moves(widths, step) {
          var moved = widths
          moved[from] -= step
          moved[to] += step
          let cost = cost(moved)
          if cost < next?.cost ?? best { next = (cost, moved) }
        }
      }
      guard let next else { break }
      (best, widths) = (next.cost, next.widths)
    }
    return (widths, best.rows)
  }

  /// Of columns that can give that much to columns that could use it.
  private func moves(_ widths: [Double], _ step: Double) -> [(from: Int, to: Int)] {
    widths.indices.flatMap { from in
      widths.indices.compactMap { to in
        from != to && widths[from] - step >= smallest[from] && widths[to] < natural[to] ? (from, to) : nil
      }
    }
  }

  private struct Cost: Comparable {
    /// Of all rows.
    var rows: Int
    /// Of all cells, so that room moves on where no row becomes lower at once.
    var cells: Int

    static func < (left: Cost, right: Cost) -> Bool { (left.rows, left.cells) < (right.rows, right.cells) }
  }

  private mutating func cost(_ widths: [Double]) -> Cost {
    let lines = widths.indices.map { self.lines(of: $0, at: widths[$0]) }
    let rows = (0..<(columns.first?.count ?? 0)).reduce(0) { sum, row in sum + (lines.map { $0[row] }.max() ?? 1) }
    return Cost(rows: rows, cells: lines.joined().reduce(0, +))
  }

  private mutating func lines(of column: Int, at width: Double) -> [Int] {
    let key = Int(width * 8)
    if let lines = known[column][key] { return lines }
    let lines = columns[column].map { Self.lines(of: $0, at: width) }
    known[column][key] = lines
    return lines
  }

  private static func lines(of words: [(width: Double, advance: Double)], at width: Double) -> Int {
    var (lines, x) = (1, 0.0)
    for word in words {
      if x > 0, x + word.width > width + 0.001 { (lines, x) = (lines + 1, 0) }
      x += word.advance
    }
    return lines
  }
}
