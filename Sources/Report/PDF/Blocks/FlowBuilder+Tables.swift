import Interop

/// Tables with three rules: whole where they are short, cut between rows under a repeated head where they are long.
extension FlowBuilder {
  mutating func table(_ table: ReportTable, _ name: String) {
    guard !table.columns.isEmpty else { return }
    let set = TableLayout(table, builder: self)
    begin(name, .table)
    if let anchor = table.anchor { pendingDestinations.append(anchor) }
    if set.height <= style.textArea.height * 0.55 {
      let whole = box(height: set.height, set.wholeMarks())
      if table.number != nil {
        elements.append(.float(whole))
      } else {
        space(style.displaySpace + 2, stretch: 2)
        add(whole)
        space(style.displaySpace + 2, stretch: 2)
      }
    } else {
      long(set)
    }
  }

  private mutating func long(_ set: TableLayout) {
    space(style.floatSpace, stretch: 4)
    for line in set.caption {
      add(line)
      keep()
    }
    if !set.caption.isEmpty {
      space(TableLayout.captionGap)
      keep()
    }
    let number = tableHeads.count
    var head = box(height: set.head.height, set.head.marks)
    head.tablePart = .head(number)
    tableHeads.append(head)
    tableHeads[number].destinations = []
    add(head)
    keep()
    let rows = set.rows.flatMap { $0.cut(tallest: style.textArea.height / 2) }
    for (index, row) in rows.enumerated() {
      var box = box(height: row.height, row.marks)
      box.tablePart = .row(number)
      add(box)
      if index == 0 || index >= rows.count - 2 { keep() }
    }
    var foot = box(height: set.foot.height, set.foot.marks)
    foot.tablePart = .row(number)
    add(foot)
    if !set.notes.isEmpty { keep() }
    add(set.notes)
    space(style.floatSpace, stretch: 4)
  }
}

/// A set table: its parts from top to bottom, each with marks from its own top left corner.
struct TableLayout {
  struct Part {
    var height: Double
    var marks: [LayoutMark]
    /// Distance of lines that the part may be cut at; nil where it may not.
    var leading: Double?
  }

  static let captionGap = 5.0
  private static let heavy = 0.9
  private static let light = 0.45

  var caption: [SetLine]
  var head: Part
  var rows: [Part]
  var foot: Part
  var notes: [SetLine]

  init(_ table: ReportTable, builder: FlowBuilder) {
    let available = builder.column.width
    let (set, leading) = Self.set(table, builder)
    let left = (available - set.width) / 2
    caption =
      table.number == nil && table.caption.isEmpty
      ? [] : builder.captionLines(label: table.label, table.caption, note: nil)
    let titles = set.head()
    var marks: [LayoutMark] = [Self.rule(left, 0, set.width, Self.heavy)]
    marks += Self.marks(titles, left: left, top: 3.6, leading)
    let bottom = 3.6 + Double(titles.lineCount) * leading + 2.2
    marks.append(Self.rule(left, bottom, set.width, Self.light))
    head = Part(height: bottom + 2.8, marks: marks)
    rows = (0..<set.rowCount).map { index in
      let row = set.row(index)
      // Rows of several lines need a little air to be told apart.
      let air = row.lineCount > 1 ? 2.0 : 0
      return Part(
        height: Double(row.lineCount) * leading + air, marks: Self.marks(row, left: left, top: 0, leading),
        leading: leading)
    }
    foot = Part(height: 3.4, marks: [Self.rule(left, 2.2, set.width, Self.heavy)])
    notes = Self.notes(table.notes, from: left, in: available, builder)
  }

  /// In the table's size; smaller where words would have to be broken otherwise.
  private static func set(_ table: ReportTable, _ builder: FlowBuilder) -> (TableSetter, leading: Double) {
    var result: (TableSetter, Double)?
    for scale in [1, 0.92, 0.84, 0.76] {
      let size = builder.style.table
      let face = builder.style.face(size).with { $0.size *= scale }
      let set = TableSetter(
        table, inlines: builder.inlines, face: face, leading: size.leading * scale, setter: builder.setter,
        width: builder.column.width)
      result = (set, size.leading * scale)
      if set.fitsWords { break }
    }
    guard let result else { preconditionFailure("there are scales to try") }
    return result
  }

  private static func rule(_ x: Double, _ y: Double, _ width: Double, _ weight: Double) -> LayoutMark {
    .fill(Rect(x: x, y: y, width: width, height: weight), .black)
  }

  private static func marks(_ row: TableSetter.Row, left: Double, top: Double, _ leading: Double) -> [LayoutMark] {
    row.marks.map { mark in
      .line(mark.line, at: Point(left + mark.x, top + Double(mark.row) * leading + mark.line.ascent))
    }
  }

  private static func notes(
    _ notes: [ReportTable.Note], from left: Double, in available: Double, _ builder: FlowBuilder
  ) -> [SetLine] {
    // From the table's left edge, and past its right edge where the table is narrow.
    let measure = max(available - 1.4 * max(left, 0), available / 2)
    return notes.flatMap { note in
      let face = builder.style.face(builder.style.small)
      var text = RichText()
      if let mark = note.mark {
        text.append(mark, face.with { ($0.size, $0.rise, $0.italic) = (face.size * 0.72, face.size * 0.33, true) })
        text.append("\u{2009}", face)
      }
      text.append(builder.inlines.rich(note.text, face))
      let lines = builder.setter.lines(
        text, measure: measure, leading: builder.style.small.leading, alignment: .left)
      return lines.map { line in
        var line = line
        line.x += max(0, min(left, available - measure))
        return line
      }
    }
  }

  private var notesGap: Double { notes.isEmpty ? 0 : 2 }

  var height: Double {
    caption.reduce(0) { $0 + $1.leading } + (caption.isEmpty ? 0 : Self.captionGap) + head.height
      + rows.reduce(0) { $0 + $1.height } + foot.height + notesGap + notes.reduce(0) { $0 + $1.leading }
  }

  /// Everything, from the caption's top left corner.
  func wholeMarks() -> [LayoutMark] {
    var marks: [LayoutMark] = []
    var y = 0.0
    func add(_ lines: [SetLine]) {
      for line in lines {
        marks.append(.line(line, at: Point(0, y + line.ascent)))
        y += line.leading
      }
    }
    add(caption)
    if !caption.isEmpty { y += Self.captionGap }
    for part in [head] + rows + [foot] {
      marks += part.marks.map { $0.moved(by: y) }
      y += part.height
    }
    y += notesGap
    add(notes)
    return marks
  }
}

extension TableLayout.Part {
  /// Parts that are at most about `tallest`, of the same lines.
  func cut(tallest: Double) -> [TableLayout.Part] {
    guard let leading, height > tallest else { return [self] }
    let linesEach = max(1, Int(tallest / leading))
    let slice = Double(linesEach) * leading
    var parts: [TableLayout.Part] = []
    for mark in marks {
      guard case .line(let line, let place) = mark else { continue }
      let index = Int((place.y - line.ascent) / leading + 0.5) / linesEach
      while parts.count <= index { parts.append(TableLayout.Part(height: slice, marks: [], leading: leading)) }
      parts[index].marks.append(mark.moved(by: -Double(index) * slice))
    }
    if !parts.isEmpty { parts[parts.count - 1].height = height - Double(parts.count - 1) * slice }
    return parts
  }
}

extension LayoutMark {
  func moved(by y: Double) -> LayoutMark {
    switch self {
    case .line(let line, let place): .line(line, at: Point(place.x, place.y + y))
    case .fill(let rect, let color):
      .fill(Rect(x: rect.x, y: rect.y + y, width: rect.width, height: rect.height), color)
    case .figure(let drawing, let rect):
      .figure(drawing, Rect(x: rect.x, y: rect.y + y, width: rect.width, height: rect.height))
    }
  }
}
