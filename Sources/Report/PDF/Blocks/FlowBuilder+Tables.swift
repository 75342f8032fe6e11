import Interop

/// Tables with three rules: whole where they are short, cut between rows under a repeated head where they are long.
extension FlowBuilder {
  mutating func table(_ table: ReportTable, _ name: String) {
    guard !table.columns.isEmpty else { return }
    var set = TableLayout(table, builder: self)
    var spansPage = false
    if style.columns > 1, isOutermost {
      let wide = acrossPage(true) { TableLayout(table, builder: $0) }
      // Where words would be broken, set too small to read, or stacked up in a column.
      spansPage = !set.fitsWords || (table.number != nil && set.height > 1.6 * wide.height)
      if spansPage { set = wide }
    }
    begin(name, .table)
    if let anchor = table.anchor { pendingDestinations.append(anchor) }
    if set.height <= style.textArea.height * 0.55, isOutermost || table.number == nil {
      let (marks, rows) = TableLayout.joined([set.captionPart, set.head] + set.rows + [set.foot, set.notesPart])
      var whole = acrossPage(spansPage) { $0.box(height: set.height, marks) }
      whole.rows = rows
      if table.number != nil || spansPage {
        addFloat(whole, .table, spansPage: spansPage)
      } else {
        space(style.displaySpace + 2, stretch: 2)
        add(whole)
        space(style.displaySpace + 2, stretch: 2)
      }
    } else if spansPage {
      acrossPage(true) { $0.parts(of: set, label: table.label) }
    } else {
      long(set, label: table.label)
    }
  }

  /// Whether blocks are as wide as their column.
  private var isOutermost: Bool { column.x == 0 && panel == nil }

  /// A long table as wide as the page where the text is in columns: floats of a page's height each.
  private mutating func parts(of set: TableLayout, label: String?) {
    let room = style.textArea.height - 4
    let continued = continuation(label, set)
    var parts: [TableLayout.Part] = []
    var y = 0.0
    func put(_ part: TableLayout.Part) {
      parts.append(part)
      y += part.height
    }
    func finish(_ builder: inout FlowBuilder) {
      let (marks, rows) = TableLayout.joined(parts)
      var box = builder.box(height: y, marks)
      box.rows = rows
      builder.addFloat(box, .table, spansPage: true)
      (parts, y) = ([], 0)
    }
    put(set.captionPart)
    put(set.head)
    let notes = set.notes.reduce(2) { $0 + $1.height } + set.foot.height
    let rows = set.rows.flatMap { $0.cut(tallest: style.textArea.height / 8) }
    for (index, row) in rows.enumerated() {
      let isLast = index == rows.count - 1
      // A heading takes the row under it along.
      let next = row.isHeading && !isLast ? rows[index + 1].height : 0
      if y + row.height + next + (isLast ? notes : set.foot.height) > room {
        put(set.foot)
        finish(&self)
        if let continued { put(continued) }
        put(set.head)
      }
      put(row)
    }
    put(set.foot)
    put(set.notesPart)
    finish(&self)
  }

  /// `Table 2, continued`, above the head where it is repeated.
  private func continuation(_ label: String?, _ set: TableLayout) -> TableLayout.Part? {
    guard let label else { return nil }
    var text = RichText(label, style.face(style.caption).bold)
    text.append(", continued", style.face(style.caption))
    let lines = setter.lines(text, measure: column.width, leading: style.caption.leading, alignment: .center)
    return TableLayout.Part(lines: lines, gapAfter: TableLayout.captionGap)
  }

  private mutating func long(_ set: TableLayout, label: String?) {
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
    head.rows = [TableRow(isHead: true, cells: set.head.cells)]
    tableHeads.append(repeated(head, continuation(label, set)))
    add(head)
    keep()
    let rows = set.rows.flatMap { $0.cut(tallest: style.textArea.height / 8) }
    for (index, row) in rows.enumerated() {
      var box = box(height: row.height, row.marks)
      box.tablePart = .row(number)
      box.rows = row.cells.isEmpty ? [] : [TableRow(isHead: false, cells: row.cells)]
      add(box)
      if index == 0 || index >= rows.count - 2 || row.isHeading { keep() }
    }
    var foot = box(height: set.foot.height, set.foot.marks)
    foot.tablePart = .row(number)
    add(foot)
    if !set.notes.isEmpty { keep() }
    add(set.notes)
    space(style.floatSpace, stretch: 4)
  }

  /// The head as it stands at the top of the next column.
  private func repeated(_ head: LayoutBox, _ continuation: TableLayout.Part?) -> [LayoutBox] {
    var again = head
    again.destinations = []
    again.footnotes = []
    again.origin.isRepeat = true
    guard let continuation else { return [again] }
    var line = again
    line.tablePart = nil
    line.rows = []
    (line.height, line.marks) = (continuation.height, continuation.marks)
    return [line, again]
  }
}
