import Interop

/// A set table: its parts from top to bottom, each with marks from its own top left corner.
struct TableLayout {
  struct Part {
    var height: Double
    var marks: [LayoutMark]
    /// Which marks are of which cell.
    var cells: [Range<Int>] = []
    /// Distance of lines that the part may be cut at; nil where it may not.
    var leading: Double?
    /// Whether it is a heading of the rows after it, which must not stand alone.
    var isHeading = false
  }

  static let captionGap = 5.0
  private static let heavy = 0.9
  private static let light = 0.45

  var caption: [SetLine]
  var head: Part
  var rows: [Part]
  var foot: Part
  var notes: [SetLine]
  /// Whether every word of every cell has room in its column, at a size that can be read.
  private(set) var fitsWords: Bool

  init(_ table: ReportTable, builder: FlowBuilder) {
    let available = builder.column.width
    let (set, leading, scale) = Self.set(table, builder)
    let left = (available - set.width) / 2
    fitsWords = set.fitsWords && scale > 0.85
    caption =
      table.number == nil && table.caption.isEmpty
      ? [] : builder.captionLines(label: table.label, table.caption, note: nil)
    let titles = set.head()
    var marks: [LayoutMark] = [Self.rule(left, 0, set.width, Self.heavy)]
    let title = Self.part(titles, left: left, top: 3.6, leading)
    marks += title.marks
    let bottom = 3.6 + title.height + 2.2
    marks.append(Self.rule(left, bottom, set.width, Self.light))
    head = Part(height: bottom + 2.8, marks: marks, cells: title.cells.map { $0.lowerBound + 1..<$0.upperBound + 1 })
    let face = builder.style.face(builder.style.table).with { $0.size *= scale }.bold
    rows = (0..<set.rowCount).flatMap { index -> [Part] in
      let row = set.row(index)
      var part = Self.part(row, left: left, top: 0, leading)
      // Rows of several lines need a little air to be told apart.
      if row.lineCount > 1 { part.height += 2 }
      part.leading = leading
      guard let section = table.section(before: index) else { return [part] }
      // A little air above tells it from a row, except under the head.
      var heading = Self.part(
        set.heading(builder.inlines.rich(section.title, face)), left: left, top: index == 0 ? 0 : 3, leading)
      heading.height += index == 0 ? 0.5 : 3.5
      heading.isHeading = true
      return [heading, part]
    }
    foot = Part(height: 3.4, marks: [Self.rule(left, 2.2, set.width, Self.heavy)])
    notes = Self.notes(table.notes, from: left, in: available, builder)
  }

  /// In the table's size; smaller where words would have to be broken otherwise, and a little smaller where most rows would be
  /// stacks of short lines.
  private static func set(
    _ table: ReportTable, _ builder: FlowBuilder
  ) -> (TableSetter, leading: Double, scale: Double) {
    var result: (TableSetter, Double, Double)?
    for scale in [1, 0.92, 0.84, 0.76] {
      let size = builder.style.table
      let face = builder.style.face(size).with { $0.size *= scale }
      let set = TableSetter(
        table, inlines: builder.inlines, face: face, leading: size.leading * scale, setter: builder.setter,
        width: builder.column.width)
      if let larger = result, larger.0.fitsWords {
        if Double(set.lineCount) < 0.85 * Double(larger.0.lineCount) { result = (set, size.leading * scale, scale) }
        break
      }
      result = (set, size.leading * scale, scale)
      let isStacked = set.rowCount > 4 && set.lineCount > 2 * set.rowCount
      if set.fitsWords, scale < 1 || !isStacked { break }
    }
    guard let result else { preconditionFailure("there are scales to try") }
    return result
  }

  private static func rule(_ x: Double, _ y: Double, _ width: Double, _ weight: Double) -> LayoutMark {
    .fill(Rect(x: x, y: y, width: width, height: weight), .black)
  }

  /// A row's lines on common baselines, cell by cell.
  private static func part(_ row: TableSetter.Row, left: Double, top: Double, _ leading: Double) -> Part {
    let above = row.marks.map(\.line.extraAscent).max() ?? 0
    let below = row.marks.map(\.line.extraDescent).max() ?? 0
    var part = Part(height: Double(row.lineCount) * leading + above + below, marks: [])
    for column in 0..<row.columnCount {
      let start = part.marks.count
      for mark in row.marks where mark.column == column {
        let baseline = top + (Double(mark.row) + 0.75) * leading + above
        part.marks.append(.line(mark.line, at: Point(left + mark.x, baseline)))
      }
      part.cells.append(start..<part.marks.count)
    }
    return part
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
    ([captionPart, head] + rows + [foot, notesPart]).reduce(0) { $0 + $1.height }
  }

  var captionPart: Part { Part(lines: caption, gapAfter: Self.captionGap) }
  var notesPart: Part { Part(lines: notes, gapBefore: notesGap) }

  /// Parts one below the other.
  static func joined(_ parts: [Part]) -> (marks: [LayoutMark], rows: [TableRow]) {
    var marks: [LayoutMark] = []
    var rows: [TableRow] = []
    var y = 0.0
    for part in parts {
      if !part.cells.isEmpty {
        rows.append(
          TableRow(
            isHead: part.leading == nil,
            cells: part.cells.map { $0.lowerBound + marks.count..<$0.upperBound + marks.count }))
      }
      marks += part.marks.map { $0.moved(by: y) }
      y += part.height
    }
    return (marks, rows)
  }
}

extension TableLayout.Part {
  /// Lines one below the other; nothing at all where there are none.
  init(lines: [SetLine], gapBefore: Double = 0, gapAfter: Double = 0) {
    self.init(height: 0, marks: [])
    guard !lines.isEmpty else { return }
    height = gapBefore
    for line in lines {
      marks.append(.line(line, at: Point(0, height + line.ascent)))
      height += line.height
    }
    height += gapAfter
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
      // A cell's lines follow each other, so that each part has those of its cells in order.
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
