import Experiment
import Interop
import OffprintCore

/// What it takes to make the report again: the box, and every cell that decides a run.
extension FlowBuilder {
  mutating func endMatter() {
    elements.append(.barrier)
    if style.parts.reproducibility { reproducibility() }
    if style.parts.runs { runs() }
    if style.parts.cells { cells() }
  }

  mutating func title(_ text: String, anchor: String) {
    heading(
      ReportHeading(level: 1, number: nil, title: [.text(text)], anchor: anchor), after: nil, anchor + ".heading")
  }

  // MARK: Box

  private mutating func reproducibility() {
    title("Reproducibility", anchor: "reproducibility")
    set(in: style.small) { builder in
      builder.onPanel("reproducibility", frame: Color(hex: 0x8a8f98), padding: 7) { builder in
        for (index, entry) in builder.document.reproducibility.entries.enumerated() {
          if index > 0 { builder.space(4) }
          builder.entry(entry, "reproducibility.\(index)")
        }
      }
    }
  }

  /// A term and its value in two columns; a digest, in full since paper has no place to look it up, is the next row of both.
  private mutating func entry(_ entry: ReproducibilityBox.Entry, _ name: String) {
    begin(name)
    let code = style.codeFace(type.size * 0.86)
    row(
      RichText(entry.term, face.bold),
      entry.isCode ? RichText(InlineSetting.singleLine(entry.value), code) : inlines.plain(entry.value, face))
    guard let digest = entry.digest else { return }
    let muted = face.colored(style.mutedColor)
    row(RichText("SHA-256", muted), RichText(digest.hexadecimal, style.codeFace(type.size * 0.86)))
  }

  /// Two cells side by side, the left of one line.
  private mutating func row(_ left: RichText, _ right: RichText) {
    let indent = max(62.0, setter.width(RichText("Engine version", face.bold)) * 0.9)
    let label = setter.line(left, type.leading)
    let lines = setter.lines(right, measure: column.width - indent, leading: type.leading, alignment: .left)
    for (index, line) in lines.enumerated() {
      var marks: [LayoutMark] = [.line(line, at: Point(indent, line.ascent))]
      if index == 0 { marks.insert(.line(label, at: Point(0, label.ascent)), at: 0) }
      add(box(height: type.leading, marks))
      keep()
    }
  }

  // MARK: Cells

  private mutating func cells() {
    let cells = Self.cells(in: document.body)
    guard !cells.isEmpty else { return }
    title("Cells", anchor: "pdf-cells")
    set(in: style.small) { builder in
      builder.paragraph([.text("What decides the runs, as the notebook has it.")], "cells", indent: 0)
      for (index, cell) in cells.enumerated() { builder.cell(cell, "cells.\(index)") }
    }
  }

  /// Beside its name, under a hairline, and on one page unless it is long.
  private mutating func cell(_ cell: CellListing, _ name: String) {
    space(5, stretch: 1)
    begin(name, .code)
    pendingDestinations.append(cell.anchor)
    add(box(height: 4, [.fill(Rect(x: 0, y: 0, width: column.width, height: 0.3), Self.hairline)]))
    keep()
    var title = RichText(InlineSetting.singleLine(cell.kind) + " ", face.toggledItalic)
    title.append(InlineSetting.singleLine(cell.name), face.bold)
    let indent = 104.0
    let leading = style.listing.leading
    // Beside the name where the column is wide, under it where it is not.
    let isNarrow = column.width > 400 && setter.width(title) <= indent - 8
    if !isNarrow {
      for line in setter.lines(title, measure: column.width, leading: type.leading, alignment: .left) {
        add(line)
        keep()
      }
    }
    var lines: [SetLine] = []
    inset(left: column.width > 400 ? indent : 8) { lines = $0.listing(cell.source, $0.style.listing, isOne: true) }
    let left = column.width > 400 ? indent : 8
    for (index, line) in lines.enumerated() {
      var marks: [LayoutMark] = [.line(line, at: Point(left, line.ascent))]
      // On the baseline of the first line of code, whatever the two sizes.
      if index == 0, isNarrow { marks.insert(.line(setter.line(title, leading), at: Point(0, line.ascent)), at: 0) }
      add(box(height: line.leading, marks))
      let isEdge = index == 0 || index == lines.count - 2
      if index < lines.count - 1, isEdge || lines.count <= Self.longestWholeCell { keep() }
    }
  }

  private static let hairline = Color(hex: 0xc9ccd1)
  private static let longestWholeCell = 40

  /// Models, training and sweeps; what figures and tables show is in their captions.
  private static func cells(in blocks: [ReportBlock]) -> [CellListing] {
    blocks.flatMap { block -> [CellListing] in
      switch block {
      case .cell(let cell): [cell]
      case .list(let list): list.items.flatMap(cells)
      case .quote(let inner): cells(in: inner)
      default: []
      }
    }
  }
}
