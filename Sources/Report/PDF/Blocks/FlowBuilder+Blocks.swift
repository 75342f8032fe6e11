import Interop
import Mathematics

/// The body, block by block.
extension FlowBuilder {
  mutating func blocks(_ blocks: [ReportBlock], _ name: String) {
    var previous: ReportBlock?
    for (index, block) in blocks.enumerated() { self.block(block, at: "\(name).\(index)", &previous) }
  }

  mutating func block(_ block: ReportBlock, at name: String, _ previous: inout ReportBlock?) {
    if let previous, Self.introduces(previous, block) { keep() }
    self.block(block, after: previous, name)
    // Cells are not set here, and a figure does not part the paragraphs around it.
    switch block {
    case .cell, .figure: break
    case .table(let table) where table.number != nil: break
    default: previous = block
    }
  }

  /// A paragraph that ends in a colon stays with what it announces.
  private static func introduces(_ first: ReportBlock, _ second: ReportBlock) -> Bool {
    guard case .paragraph(let inlines) = first, inlines.plainText.hasSuffix(":") else { return false }
    switch second {
    case .list, .quote, .code: return true
    default: return false
    }
  }

  private mutating func block(_ block: ReportBlock, after previous: ReportBlock?, _ name: String) {
    switch block {
    case .heading(let heading): self.heading(heading, after: previous, name)
    case .paragraph(let text):
      if case .paragraph? = previous {
        space(isInList ? 4 : style.paragraphSpace, stretch: 0.8)
        paragraph(text, name, indent: isInList ? 0 : style.paragraphIndent)
      } else {
        paragraph(text, name, indent: 0)
      }
    case .list(let list): grouped("L") { $0.list(list, name) }
    case .quote(let inner): grouped("BlockQuote") { $0.quote(inner, name) }
    case .equation(let equation): self.equation(equation, name)
    case .code(let listing): code(listing.text, style.code, name)
    case .table(let table): self.table(table, name)
    case .figure(let figure): self.figure(figure, name)
    case .cell: break
    case .notice(let notice):
      space(style.displaySpace + 3, stretch: 3)
      self.notice(notice, name)
      space(style.displaySpace + 3, stretch: 3)
    case .rule: rule(name)
    }
  }

  mutating func paragraph(_ text: [ReportInline], _ name: String, indent: Double) {
    begin(name)
    let lines = setter.lines(
      inlines.rich(text, face), measure: column.width, leading: type.leading, alignment: alignment, indent: indent)
    add(lines)
  }

  mutating func heading(_ heading: ReportHeading, after previous: ReportBlock?, _ name: String) {
    let rank = min(max(heading.level, 1), style.headings.count) - 1
    let size = style.headings[rank]
    let isStacked = if case .heading? = previous { true } else { false }
    let look = style.headingLooks[min(rank, style.headingLooks.count - 1)]
    space(isStacked ? min(5, look.before) : look.before, stretch: isStacked ? 0 : look.before / 3)
    begin(name, [.heading1, .heading2, .heading3][rank])
    let base = style.face(size).with {
      $0.weight = look.weight
      $0.italic = look.italic
    }
    let title = inlines.rich(heading.title, base)
    pendingDestinations.append(heading.anchor)
    bookmark(heading)
    var indent = 0.0
    if let number = heading.number {
      let label = setter.line(RichText(style.dotsNumbers ? number + "." : number, base), size.leading)
      indent = label.width + 0.85 * size.size
      let lines = setter.lines(title, measure: column.width - indent, leading: size.leading, alignment: .left)
      for (index, line) in lines.enumerated() {
        var marks: [LayoutMark] = [.line(line, at: Point(indent, line.ascent))]
        if index == 0 { marks.insert(.line(label, at: Point(0, label.ascent)), at: 0) }
        add(box(height: line.height, marks))
        keep()
      }
    } else {
      for line in setter.lines(title, measure: column.width, leading: size.leading, alignment: .left) {
        add(line)
        keep()
      }
    }
    space(look.after)
    keep()
  }

  private mutating func bookmark(_ heading: ReportHeading) {
    let title = InlineSetting.singleLine(heading.title.plainText)
    bookmarks.append(
      LayoutBookmark(
        level: heading.level, title: heading.number.map { "\($0) \(title)" } ?? title, destination: heading.anchor))
  }

  private mutating func quote(_ inner: [ReportBlock], _ name: String) {
    space(style.displaySpace, stretch: 2)
    let outer = color
    let start = elements.count
    let isClaim = inner.contains { if case .cell = $0 { true } else { false } }
    inset(left: 22, right: 22) { builder in
      // A verdict has intervals and signs that no line may be cut at, which would tear holes into justified lines.
      let outer = builder.isRagged
      builder.isRagged = outer || isClaim
      if !builder.display(inner, name) { builder.blocks(inner, name) }
      builder.isRagged = outer
    }
    color = outer
    keepTogether(from: start)
    space(style.displaySpace, stretch: 2)
  }

  /// A few lines, of which none says much without the others: a claim and its verdict.
  private mutating func keepTogether(from start: Int) {
    let boxes = elements.indices[start...].filter { if case .box = elements[$0] { true } else { false } }
    guard (2...7).contains(boxes.count) else { return }
    for index in boxes.dropLast().reversed() { elements.insert(.keep, at: index + 1) }
  }

  /// A quote of one short line, a formula or a motto, is centered.
  private mutating func display(_ inner: [ReportBlock], _ name: String) -> Bool {
    guard inner.count == 1, case .paragraph(let text)? = inner.first else { return false }
    let lines = setter.lines(
      inlines.rich(text, face), measure: column.width, leading: type.leading + 1, alignment: .center)
    guard lines.count == 1 else { return false }
    begin("\(name).0")
    keep()
    add(lines)
    return true
  }

  private mutating func list(_ list: ReportList, _ name: String) {
    space(list.isTight ? 4 : style.displaySpace, stretch: 1.5)
    let markers = list.items.indices.map { index in
      if !list.checks.isEmpty, let isDone = list.checks[index] { return isDone ? "☑" : "☐" }
      return list.start.map { start in
        let (number, overflow) = start.addingReportingOverflow(index)
        return overflow ? "–" : "\(number)."
      } ?? "•"
    }
    let widest = markers.map { setter.width(RichText($0, face)) }.max() ?? 0
    let hang = max(18, widest + 7)
    for (index, item) in list.items.enumerated() {
      if index > 0 { space(list.isTight ? 2 : 6, stretch: 0.5) }
      let marker = setter.line(RichText(markers[index], face), type.leading)
      let start = elements.count
      let outer = isInList
      isInList = true
      grouped("LI") { builder in
        builder.inset(left: hang) { $0.blocks(item, "\(name).\(index)") }
        builder.isInList = outer
        builder.mark(elementsFrom: start, with: marker, hang: hang, "\(name).\(index).marker")
      }
    }
    space(list.isTight ? 4 : style.displaySpace, stretch: 1.5)
  }

  /// Sets the marker of a list's item beside the item's first line, or on a line of its own where the item has none.
  private mutating func mark(elementsFrom start: Int, with marker: SetLine, hang: Double, _ name: String) {
    let left = -6 - marker.width
    for index in elements.indices.dropFirst(start) {
      guard case .box(var box) = elements[index] else { continue }
      guard case .line(let line, let place)? = box.marks.first, box.panel?.id == panel?.id, line.leading == type.leading
      else { break }
      box.marks.insert(.line(marker, at: Point(place.x + left, place.y)), at: 0)
      elements[index] = .box(box)
      return
    }
    begin(name)
    inset(left: hang) { builder in
      let line = builder.box(height: marker.leading, [.line(marker, at: Point(left, marker.ascent))])
      builder.elements.insert(contentsOf: [.box(line), .keep], at: start)
    }
  }

  private mutating func rule(_ name: String) {
    begin(name)
    space(9, stretch: 2)
    let width = column.width / 4
    let line = Rect(x: (column.width - width) / 2, y: 2.8, width: width, height: 0.4)
    add(box(height: 6, [.fill(line, style.mutedColor)]))
    space(9, stretch: 2)
  }
}
