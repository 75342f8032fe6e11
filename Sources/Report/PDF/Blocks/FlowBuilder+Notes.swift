import Interop

/// Footnotes and the list of references.
extension FlowBuilder {
  /// A note with its raised number, to be set at the foot of a page.
  mutating func footnote(_ note: ReportFootnote) {
    let number = RichText(
      String(note.number),
      face.with { ($0.size, $0.rise) = (face.size * 0.72, face.size * 0.33) })
    let hang = setter.width(RichText("00", face.with { $0.size *= 0.72 })) + 3
    hanging(number, anchor: note.anchor, hang: hang) { builder in
      builder.isInList = true
      builder.blocks(note.blocks, "notes.\(note.number)")
      builder.isInList = false
    }
    for index in elements.indices {
      guard case .box(var box) = elements[index] else { continue }
      box.role = .note
      elements[index] = .box(box)
    }
  }

  mutating func references() {
    guard style.parts.text, !document.references.isEmpty else { return }
    heading(
      ReportHeading(level: 1, number: nil, title: [.text("References")], anchor: "references"), after: nil,
      "references.heading")
    set(in: style.references) { builder in
      let markers = builder.document.references.compactMap(\.marker)
      let widest = markers.map { builder.setter.width(RichText($0, builder.face)) }.max() ?? 0
      for (index, reference) in builder.document.references.enumerated() {
        if index > 0 { builder.space(2.5, stretch: 1) }
        builder.reference(reference, "references.\(index)", hang: markers.isEmpty ? 12 : widest + 5)
      }
    }
  }

  /// Behind its number, or, where works are cited by author and year, with its first line at the column's edge.
  private mutating func reference(_ reference: ReportReference, _ name: String, hang: Double) {
    guard let marker = reference.marker else {
      pendingDestinations.append(reference.anchor)
      inset(left: hang) { $0.referenceText(reference, name, indent: -hang) }
      return
    }
    hanging(RichText(marker, face), anchor: reference.anchor, hang: hang) {
      $0.referenceText(reference, name, indent: 0)
    }
  }

  private mutating func referenceText(_ reference: ReportReference, _ name: String, indent: Double) {
    begin(name, .reference)
    add(
      setter.lines(
        inlines.rich(reference.text, face), measure: column.width, leading: type.leading, alignment: alignment,
        indent: indent))
  }

  /// Runs `body` in a column inset by `hang`, with `marker` at the left of its first line, markers flush right.
  private mutating func hanging(
    _ marker: RichText, anchor: String, hang: Double, _ body: (inout FlowBuilder) -> Void
  ) {
    let gap = 4.0
    pendingDestinations.append(anchor)
    let start = elements.count
    inset(left: hang, body)
    guard !marker.isEmpty else { return }
    let line = setter.line(marker, type.leading)
    for index in elements.indices.dropFirst(start) {
      guard case .box(var box) = elements[index] else { continue }
      let baseline: Double = if case .line(_, let place)? = box.marks.first { place.y } else { line.ascent }
      box.marks.insert(.line(line, at: Point(max(-hang, -gap - line.width), baseline)), at: 0)
      elements[index] = .box(box)
      return
    }
  }
}
