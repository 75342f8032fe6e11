import Interop

/// Finds the widths of a table's columns and sets its rows.
struct TableSetter {
  private let setter: TextSetter
  private let columns: [ReportTable.Column]
  private let titles: [RichText]
  private let cells: [[RichText]]
  private let leading: Double
  private let decimals: [DecimalColumn?]
  private(set) var widths: [Double] = []
  private var gap = 0.0

  /// Between columns, in points: where cells need several lines, at least elsewhere, and at most where there is room.
  private static let gaps = (8.5, 11.0, 20.0)

  init(
    _ table: ReportTable, inlines: InlineSetting, face: TextStyle, leading: Double, setter: TextSetter, width: Double
  ) {
    self.setter = setter
    self.leading = leading
    let columns = table.columns
    let cells = table.rows.map { row in
      row.enumerated().map { index, cell in
        let isNumber = columns[index].alignment == .decimal || columns[index].alignment == .trailing
        return Self.rich(cell, inlines, face.with { $0.tabularFigures = isNumber })
      }
    }
    self.columns = columns
    self.cells = cells
    titles = columns.map { inlines.rich($0.title, face) }
    decimals = columns.indices.map { index in
      columns[index].alignment == .decimal
        ? DecimalColumn(cells.map { $0[index] }, setter: setter, face: face) : nil
    }
    fit(width)
  }

  /// Whether every word of every cell has room in its column.
  private(set) var fitsWords = true
  /// About how many lines all rows have together.
  private(set) var lineCount = 0
  var width: Double { widths.reduce(0, +) + gap * Double(max(0, columns.count - 1)) }
  var rowCount: Int { cells.count }

  private static func rich(_ cell: ReportTable.Cell, _ inlines: InlineSetting, _ face: TextStyle) -> RichText {
    var text = inlines.rich(cell.content, face)
    let marks = cell.noteMarks.joined(separator: ",")
    text.append(
      marks,
      face.with {
        ($0.size, $0.rise, $0.italic) = (face.size * 0.72, face.size * 0.33, true)
      })
    return text
  }

  // MARK: Widths

  private mutating func fit(_ available: Double) {
    let natural = columns.indices.map { column in
      max(setter.width(titles[column]), decimals[column]?.width ?? widest(column, setter.width)) + 0.1
    }
    let smallest = columns.indices.map { column in
      min(
        natural[column],
        max(setter.widestWord(titles[column]), decimals[column]?.width ?? widest(column, setter.widestWord)) + 0.1)
    }
    let between = Double(max(1, columns.count - 1))
    let (tight, narrow, wide) = Self.gaps
    let sum = natural.reduce(0, +)
    if sum + narrow * between <= available {
      gap = min(wide, max(narrow, (available - sum) / between))
      (widths, lineCount) = (natural, cells.count)
      return
    }
    gap = min(tight, available / 4 / between)
    let room = available - gap * Double(max(0, columns.count - 1))
    widths = Self.shared(room, natural: natural, smallest: smallest)
    fitsWords = smallest.reduce(0, +) <= room + 0.01
    guard fitsWords else { return }
    var balance = ColumnBalance(
      columns.indices.map { column in cells.map { setter.words($0[column]) } }, smallest: smallest, natural: natural)
    (widths, lineCount) = balance.balanced(widths)
  }

  /// Every column its widest word; what is left goes to those that want more, in proportion to how much they want.
  private static func shared(_ room: Double, natural: [Double], smallest: [Double]) -> [Double] {
    let least = smallest.reduce(0, +)
    guard least < room else { return smallest.map { $0 * room / max(least, 1) } }
    let wish = natural.reduce(0, +) - least
    return zip(natural, smallest).map { $1 + ($0 - $1) * (room - least) / max(wish, 0.001) }
  }

  private func widest(_ column: Int, _ measure: (RichText) -> Double) -> Double {
    cells.map { measure($0[column]) }.max() ?? 0
  }

  // MARK: Rows

  /// A row's lines: for each cell its pieces with their places, the first baseline's line at y 0.
  struct Row {
    struct Mark {
      var line: SetLine
      var x: Double
      var row: Int
      var column: Int
    }

    var marks: [Mark]
    var lineCount: Int
    var columnCount: Int
  }

  /// The titles, on the lowest line where others need more lines.
  func head() -> Row {
    let set = columns.indices.map { column -> [SetLine] in
      let alignment: TextSetter.Alignment =
        switch columns[column].alignment {
        case .leading: .left
        case .center, .decimal: .center
        case .trailing: .right
        }
      return setter.lines(titles[column], measure: widths[column], leading: leading, alignment: alignment)
    }
    let count = set.map(\.count).max() ?? 1
    var marks: [Row.Mark] = []
    for (column, lines) in set.enumerated() {
      for (index, line) in lines.enumerated() {
        marks.append(Row.Mark(line: line, x: x(column), row: count - lines.count + index, column: column))
      }
    }
    return Row(marks: marks, lineCount: count, columnCount: columns.count)
  }

  func row(_ index: Int) -> Row {
    var marks: [Row.Mark] = []
    for column in columns.indices {
      let text = cells[index][column]
      if let decimal = decimals[column], decimal.width <= widths[column] + 0.01 {
        let left = x(column) + (widths[column] - decimal.width) / 2
        if let pieces = decimal.pieces(text, setter: setter, leading: leading) {
          marks += pieces.map { Row.Mark(line: $0.line, x: left + $0.x, row: 0, column: column) }
          continue
        }
        if setter.width(text) <= decimal.mainWidth {
          let line = setter.line(text, leading)
          if !text.isEmpty {
            marks.append(Row.Mark(line: line, x: left + decimal.mainWidth - line.width, row: 0, column: column))
          }
          continue
        }
      }
      guard !text.isEmpty else { continue }
      let alignment: TextSetter.Alignment =
        switch columns[column].alignment {
        case .leading: .left
        case .center: .center
        case .trailing, .decimal: .right
        }
      let lines = setter.lines(text, measure: widths[column], leading: leading, alignment: alignment)
      for (number, line) in lines.enumerated() {
        marks.append(Row.Mark(line: line, x: x(column), row: number, column: column))
      }
    }
    return Row(marks: marks, lineCount: (marks.map(\.row).max() ?? 0) + 1, columnCount: columns.count)
  }

  /// A heading within the table, across its columns.
  func heading(_ title: RichText) -> Row {
    let lines = setter.lines(title, measure: max(width, 60), leading: leading, alignment: .left)
    let marks = lines.enumerated().map { Row.Mark(line: $0.element, x: 0, row: $0.offset, column: 0) }
    return Row(marks: marks, lineCount: max(1, lines.count), columnCount: columns.count)
  }

  private func x(_ column: Int) -> Double {
    widths[..<column].reduce(0, +) + gap * Double(column)
  }
}

/// The room that the numbers of a column take at either side of their decimal marks.
struct DecimalColumn {
  private var whole = 0.0
  private var fraction = 0.0
  private var spread: (whole: Double, fraction: Double)?
  private var sign = RichText()
  private var signWidth = 0.0

  init(_ cells: [RichText], setter: TextSetter, face: TextStyle) {
    var others = 0.0
    for text in cells {
      guard let cell = DecimalCell(text) else {
        others = max(others, setter.width(text))
        continue
      }
      whole = max(whole, setter.width(cell.whole))
      fraction = max(fraction, setter.width(cell.fraction))
      if let part = cell.spread {
        spread = (
          max(spread?.whole ?? 0, setter.width(part.whole)), max(spread?.fraction ?? 0, setter.width(part.fraction))
        )
      }
    }
    sign = RichText("\u{2009}±\u{2009}", face)
    signWidth = spread == nil ? 0 : setter.width(sign)
    // Texts stand at the trailing edge and may reach past the numbers' left.
    whole += max(0, others - width)
  }

  /// Of the numbers before `±`.
  var mainWidth: Double { whole + fraction }
  var width: Double { mainWidth + signWidth + (spread.map { $0.whole + $0.fraction } ?? 0) }

  /// The parts of a number with their places from the column's left; nil for a text that is none.
  func pieces(_ text: RichText, setter: TextSetter, leading: Double) -> [(line: SetLine, x: Double)]? {
    guard let cell = DecimalCell(text) else { return nil }
    var pieces: [(SetLine, Double)] = []
    func add(_ text: RichText, endingAt x: Double) {
      guard !text.isEmpty else { return }
      let line = setter.line(text, leading)
      pieces.append((line, x - line.width))
    }
    func add(_ text: RichText, startingAt x: Double) {
      if !text.isEmpty { pieces.append((setter.line(text, leading), x)) }
    }
    add(cell.whole, endingAt: whole)
    add(cell.fraction, startingAt: whole)
    if let part = cell.spread, let spread {
      add(sign, startingAt: mainWidth)
      add(part.whole, endingAt: mainWidth + signWidth + spread.whole)
      add(part.fraction, startingAt: mainWidth + signWidth + spread.whole)
    }
    return pieces
  }
}
