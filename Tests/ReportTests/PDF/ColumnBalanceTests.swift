import Report
import Testing

@Suite struct ColumnBalanceTests {
  /// Words ten wide with spaces of two.
  private static func cell(_ words: Int) -> [(width: Double, advance: Double)] {
    (0..<words).map { _ in (10, 12) }
  }

  /// By trying every share of the room in steps of one.
  private static func best(_ columns: [ColumnBalance.Column], room: Int) -> Int {
    (10...room - 10).map { width in
      columns[0].indices.map { row in
        max(lines(columns[0][row].count, width), lines(columns[1][row].count, room - width))
      }.reduce(0, +)
    }.min() ?? 0
  }

  private static func lines(_ words: Int, _ width: Int) -> Int {
    let perLine = max(1, (width + 2) / 12)
    return max(1, (words + perLine - 1) / perLine)
  }

  @Test(arguments: [[(8, 2), (6, 1), (9, 2)], [(1, 12), (2, 11)], [(5, 5), (5, 5)], [(7, 3), (3, 7)]])
  func `room goes where rows lose lines by it`(rows: [(Int, Int)]) {
    let columns = [rows.map { Self.cell($0.0) }, rows.map { Self.cell($0.1) }]
    let natural = columns.map { Double(($0.map(\.count).max() ?? 0) * 12) }
    var balance = ColumnBalance(columns, smallest: [10, 10], natural: natural)
    let (widths, lines) = balance.balanced([40, 40])
    #expect(abs(widths[0] + widths[1] - 80) < 0.001)
    #expect(widths.allSatisfy { $0 >= 10 })
    // What is moved comes in parts, so the best share may be missed by a line.
    #expect(lines <= Self.best(columns, room: 80) + 1)
  }

  @Test func `no column falls below its longest word`() {
    let columns = [[Self.cell(20)], [[(width: 38.0, advance: 38.0)]]]
    var balance = ColumnBalance(columns, smallest: [10, 38], natural: [240, 38])
    #expect(balance.balanced([40, 40]).widths[1] >= 38)
  }

  @Test func `a table without rows stays as it is`() {
    var balance = ColumnBalance([[], []], smallest: [1, 1], natural: [9, 9])
    let (widths, lines) = balance.balanced([4, 5])
    #expect(widths == [4, 5] && lines == 0)
  }
}
