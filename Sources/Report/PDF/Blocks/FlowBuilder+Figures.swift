import Interop
import Plotting

/// Figures with their captions, and things that must not be overlooked.
extension FlowBuilder {
  mutating func figure(_ figure: ReportFigure, _ name: String) {
    let (list, spansPage) = drawing(of: figure)
    // A caption longer than a page is text, and stays in the column.
    let isTooLong = spansPage && acrossPage(true) { !$0.fitsPage(figure) }
    acrossPage(spansPage && !isTooLong) { $0.figure(figure, list, spansPage: spansPage && !isTooLong, name) }
  }

  private func fitsPage(_ figure: ReportFigure) -> Bool {
    let lines = captionLines(label: figure.label, figure.caption, note: figure.captionNote)
    return lines.reduce(0) { $0 + $1.height } <= style.textArea.height * 0.5 - 8
  }

  /// Which of its drawings a figure is shown by, and whether that is as wide as the page where the text is in columns: the
  /// narrow one in a column where there is one, since its letters keep their size.
  private func drawing(of figure: ReportFigure) -> (DisplayList, spansPage: Bool) {
    let isNested = column.x > 0 || panel != nil
    guard style.columns > 1, !isNested, figure.drawing.size.width > Self.widestShrunk * column.width else {
      return (figure.drawing, false)
    }
    let isWide = figure.drawing.size.width > style.wideFigures * style.columnWidth
    if let narrow = figure.narrowDrawing, !isWide || style.prefersNarrow {
      if narrow.size.width <= Self.widestShrunk * column.width { return (narrow, false) }
    }
    return (figure.drawing, isWide)
  }

  private static let widestShrunk = 1.15

  private mutating func figure(
    _ figure: ReportFigure, _ list: DisplayList, spansPage: Bool, _ name: String
  ) {
    begin(name, .figure)
    let lines = captionLines(label: figure.label, figure.caption, note: figure.captionNote)
    let drawing = list.size
    let gap = drawing.height > 0 ? 8.0 : 0
    let room = style.textArea.height
    let captionHeight = lines.reduce(0) { $0 + $1.height }
    // As wide as it was drawn, at most the column and what the page leaves beside the caption.
    let tallest = max(room - gap - captionHeight, room * 0.5)
    let scale = min(style.figureScale, column.width / max(drawing.width, 1), tallest / max(drawing.height, 1))
    let size = Size(drawing.width * scale, drawing.height * scale)
    let place = Rect(x: (column.width - size.width) / 2, y: 0, width: size.width, height: size.height)
    pendingDestinations.append(figure.anchor)
    if gap + size.height + captionHeight <= room {
      var marks: [LayoutMark] = [.figure(list, place)]
      appendLines(lines, to: &marks, from: size.height + gap)
      var whole = box(height: size.height + gap + captionHeight, marks)
      whole.alternativeText = figure.alternativeText
      addFloat(whole, .figure, spansPage: spansPage)
    } else {
      // A caption of more than half a page cannot stay whole.
      space(style.floatSpace)
      var picture = box(height: size.height + gap, [.figure(list, place)])
      picture.alternativeText = figure.alternativeText
      add(picture)
      keep()
      add(lines)
      space(style.floatSpace)
    }
  }

  /// `Figure 1.` and what it shows, centered where it is one line.
  func captionLines(label: String?, _ caption: [ReportInline], note: String?) -> [SetLine] {
    let face = style.face(style.caption)
    var text = RichText()
    if let label { text.append(label + ".", face.bold) }
    if !caption.isEmpty {
      if label != nil { text.append("\u{2002}", face) }
      text.append(inlines.rich(caption, face))
    }
    if let note, !note.isEmpty { text.append(inlines.plain((text.isEmpty ? "" : " ") + note, face)) }
    guard !text.isEmpty else { return [] }
    let leading = style.caption.leading
    let one = setter.lines(text, measure: column.width, leading: leading, alignment: .center)
    return one.count == 1
      ? one : setter.lines(text, measure: column.width, leading: leading, alignment: alignment)
  }

  func appendLines(_ lines: [SetLine], to marks: inout [LayoutMark], from top: Double) {
    var y = top
    for line in lines {
      marks.append(.line(line, at: Point(0, y + line.ascent)))
      y += line.height
    }
  }

  mutating func notice(_ notice: ReportNotice, _ name: String) {
    let isWarning = notice.weight == .warning
    let fill = Color(hex: isWarning ? 0xfdf4e3 : 0xf1f4f8)
    let bar = Color(hex: isWarning ? 0xc47f0a : 0x7c93b2)
    set(in: PageStyle.TypeSize(9.8, leading: 12.9)) { builder in
      builder.onPanel(name, fill: fill, bar: bar, padding: 7) { $0.noticeText(notice, name) }
    }
  }

  private mutating func noticeText(_ notice: ReportNotice, _ name: String) {
    begin(name)
    if let anchor = notice.anchor { pendingDestinations.append(anchor) }
    let title = setter.lines(
      inlines.plain(notice.title, face.bold), measure: column.width, leading: type.leading, alignment: .left)
    for line in title {
      add(line)
      if !notice.text.isEmpty || !notice.items.isEmpty { keep() }
    }
    if !notice.text.isEmpty { paragraph(notice.text, name + ".text", indent: 0) }
    guard !notice.items.isEmpty else { return }
    let list = ReportList(start: nil, isTight: true, items: notice.items.map { [.paragraph($0)] })
    blocks([.list(list)], name + ".items")
  }
}
