import Interop

/// Footnotes and the list of references, after the text.
extension FlowBuilder {
  mutating func notes() {
    guard !document.footnotes.isEmpty else { return }
    elements.append(.barrier)
    heading(
      ReportHeading(level: 1, number: nil, title: [.text("Notes")], anchor: "footnotes"), after: nil, "notes.heading")
    set(in: style.small) { builder in
      for note in builder.document.footnotes {
        builder.hanging(
          RichText("\(note.number)", builder.face), anchor: note.anchor, hang: 16, "notes.\(note.number)"
        ) { $0.blocks(note.blocks, "notes.\(note.number)") }
      }
    }
  }

  mutating func references() {
    guard !document.references.isEmpty else { return }
    elements.append(.barrier)
    heading(
      ReportHeading(level: 1, number: nil, title: [.text("References")], anchor: "references"), after: nil,
      "references.heading")
    set(in: style.small) { builder in
      let markers = builder.document.references.compactMap(\.marker)
      let widest = markers.map { builder.setter.width(RichText($0, builder.face)) }.max() ?? 0
      for (index, reference) in builder.document.references.enumerated() {
        if index > 0 { builder.space(3, stretch: 1) }
        let marker = RichText(reference.marker ?? "", builder.face)
        let name = "references.\(index)"
        builder.hanging(marker, anchor: reference.anchor, hang: markers.isEmpty ? 0 : widest + 6, name) {
          $0.paragraph(reference.text, name, indent: 0)
        }
      }
    }
  }

  /// Runs `body` in a column inset by `hang`, with `marker` at the left of its first line.
  private mutating func hanging(
    _ marker: RichText, anchor: String, hang: Double, _ name: String, _ body: (inout FlowBuilder) -> Void
  ) {
    pendingDestinations.append(anchor)
    let start = elements.count
    inset(left: hang, body)
    guard !marker.isEmpty else { return }
    let line = setter.line(marker, type.leading)
    for index in elements.indices.dropFirst(start) {
      guard case .box(var box) = elements[index] else { continue }
      box.marks.insert(.line(line, at: Point(-hang, line.ascent)), at: 0)
      elements[index] = .box(box)
      return
    }
  }
}
