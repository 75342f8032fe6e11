import Experiment
import Interop
import OffprintCore

/// What it takes to make the report again: the box, every run, every cell.
extension FlowBuilder {
  mutating func endMatter() {
    elements.append(.barrier)
    reproducibility()
    runs()
    cells()
  }

  private mutating func title(_ text: String, anchor: String) {
    heading(
      ReportHeading(level: 1, number: nil, title: [.text(text)], anchor: anchor), after: nil, anchor + ".heading")
  }

  // MARK: Box

  private mutating func reproducibility() {
    title("Reproducibility", anchor: "reproducibility")
    set(in: PageStyle.TypeSize(9.4, leading: 12.6)) { builder in
      builder.onPanel("reproducibility", frame: Color(hex: 0x8a8f98), padding: 7) { builder in
        for (index, entry) in builder.entries.enumerated() {
          if index > 0 { builder.space(1.5) }
          builder.entry(entry.term, entry.value, "reproducibility.\(index)")
        }
      }
    }
  }

  /// The box's entries, with whole digests, since paper has no place to look them up.
  private var entries: [(term: String, value: RichText)] {
    let box = document.reproducibility
    let code = style.codeFace(type.size * 0.9)
    let digest = style.codeFace(type.size * 0.8)
    return box.entries.map { entry in
      guard !entry.isCode else { return (entry.term, RichText(InlineSetting.singleLine(entry.value), code)) }
      var value = entry.longValue
      let digests = [box.notebookDigest.hexadecimal, box.data?.digest.hexadecimal].compactMap { $0 }
      let hash = digests.first { value.hasSuffix(" " + $0) }
      if let hash { value.removeLast(hash.count + 1) }
      var text = inlines.plain(value, face)
      if let hash {
        text.append("\n", face)
        text.append(hash, digest)
      }
      return (entry.term, text)
    }
  }

  private mutating func entry(_ term: String, _ value: RichText, _ name: String) {
    begin(name)
    let label = setter.line(RichText(term, face.bold), type.leading)
    let indent = 76.0
    let lines = setter.lines(value, measure: column.width - indent, leading: type.leading, alignment: .left)
    for (index, line) in lines.enumerated() {
      var marks: [LayoutMark] = [.line(line, at: Point(indent, line.ascent))]
      if index == 0 { marks.insert(.line(label, at: Point(0, label.ascent)), at: 0) }
      add(box(height: type.leading, marks))
      keep()
    }
  }

  // MARK: Runs

  private mutating func runs() {
    guard !document.runs.isEmpty else { return }
    title("Runs", anchor: "pdf-runs")
    let all = document.runs
    let hasTrouble = all.contains { $0.status != "finished" }
    var columns: [ReportTable.Column] = [
      .init(title: [.text("Run")], alignment: .leading), .init(title: [.text("Seed")], alignment: .trailing),
      .init(title: [.text("Accuracy (%)")], alignment: .decimal),
    ]
    if hasTrouble { columns.append(.init(title: [.text("Outcome")], alignment: .leading)) }
    columns.append(.init(title: [.text("Weights, SHA-256")], alignment: .leading))
    let rows = all.map { run in
      var row: [ReportTable.Cell] = [
        .init([.text(run.label)]), .init([.text(String(run.spec.seed))]), .init([.text(Self.accuracy(run))]),
      ]
      if hasTrouble { row.append(.init([.text(Self.outcome(run))])) }
      row.append(.init(run.record?.weightsDigest.map { [.code(String($0.hexadecimal.prefix(16)))] } ?? [.text("–")]))
      return row
    }
    table(
      ReportTable(number: nil, anchor: nil, caption: [], columns: columns, rows: rows), "runs")
  }

  /// In percent with two decimals.
  private static func accuracy(_ run: ReportedRun) -> String {
    guard let accuracy = run.record?.accuracy, accuracy.isFinite, accuracy.magnitude < 1e6 else { return "–" }
    let hundredths = Int((accuracy * 10_000).rounded())
    let decimals = String(hundredths.magnitude % 100)
    return "\(hundredths / 100).\(decimals.count < 2 ? "0" : "")\(decimals)"
  }

  private static func outcome(_ run: ReportedRun) -> String {
    guard let record = run.record else { return "not stored yet" }
    switch record.status {
    case .finished: return "finished"
    case .failed(let failure):
      return "stopped in epoch \(failure.epoch), step \(failure.step): \(failure.reason)"
    }
  }

  // MARK: Cells

  private mutating func cells() {
    let cells = Self.cells(in: document.body)
    guard !cells.isEmpty else { return }
    title("Cells", anchor: "pdf-cells")
    set(in: style.small) { builder in
      for (index, cell) in cells.enumerated() {
        builder.begin("cells.\(index).heading")
        builder.space(7, stretch: 2)
        builder.pendingDestinations.append(cell.anchor)
        var text = RichText(InlineSetting.singleLine(cell.kind) + " ", builder.face.toggledItalic)
        text.append(InlineSetting.singleLine(cell.name), builder.face.bold)
        for line in builder.setter.lines(
          text, measure: builder.column.width, leading: builder.type.leading, alignment: .left)
        {
          builder.add(line)
          builder.keep()
        }
        builder.space(2)
        builder.code(cell.source, builder.style.listing, "cells.\(index)")
      }
    }
  }

  private static func cells(in blocks: [ReportBlock]) -> [CellListing] {
    blocks.flatMap { block -> [CellListing] in
      switch block {
      case .cell(let cell): [cell]
      case .figure(let figure): figure.source.map { [$0] } ?? []
      case .table(let table): table.source.map { [$0] } ?? []
      case .list(let list): list.items.flatMap(cells)
      case .quote(let inner): cells(in: inner)
      default: []
      }
    }
  }
}
