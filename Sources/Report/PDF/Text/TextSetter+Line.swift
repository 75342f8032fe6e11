import Interop

/// One line.
extension TextSetter {
  /// All of `text` on one line. `isRemembered` is whether the same text may well come again.
  package func line(_ text: RichText, _ leading: Double, isRemembered: Bool = true) -> SetLine {
    var attributed = AttributedText()
    var targets: [(bytes: Range<Int>, target: Canvas.LinkTarget)] = []
    var objects: [(bytes: Range<Int>, object: InlineObject)] = []
    for span in text.spans {
      let bytes = Self.append(span, to: &attributed)
      if let object = span.object { objects.append((bytes, object)) }
      guard let target = span.link else { continue }
      if let last = targets.last, last.target == target, last.bytes.upperBound == bytes.lowerBound {
        targets[targets.count - 1].bytes = last.bytes.lowerBound..<bytes.upperBound
      } else {
        targets.append((bytes, target))
      }
    }
    let paragraph = isRemembered ? paragraph(attributed) : typesetter.paragraph(attributed)
    func place(_ bytes: Range<Int>) -> (x: Double, width: Double)? {
      let rects = paragraph.rectangles(of: bytes).map(\.rect)
      guard let first = rects.first else { return nil }
      let whole = rects.dropFirst().reduce(first) { $0.union($1) }
      return (whole.x, whole.width)
    }
    let links = targets.compactMap { entry in
      place(entry.bytes).map { SetLine.Link(x: $0.x, width: $0.width, target: entry.target) }
    }
    var line = SetLine(paragraph: paragraph, x: 0, width: paragraph.width, leading: leading, links: links)
    line.objects = objects.compactMap { entry in place(entry.bytes).map { ($0.x, entry.object) } }
    line.footnotes = text.footnotes
    // A formula may reach a little into the room between the lines before it parts them.
    line.extraAscent = max(0, (objects.map(\.object.ascent).max() ?? 0) - 0.78 * leading)
    line.extraDescent = max(0, (objects.map(\.object.descent).max() ?? 0) - 0.3 * leading)
    return line
  }

  func attributed(_ text: RichText) -> AttributedText {
    var attributed = AttributedText()
    for span in text.spans { Self.append(span, to: &attributed) }
    return attributed
  }

  @discardableResult
  private static func append(_ span: RichText.Span, to text: inout AttributedText) -> Range<Int> {
    guard let object = span.object else { return text.append(span.text, span.style) }
    return text.appendBox(width: object.width, ascent: object.ascent, descent: object.descent, span.style)
  }
}
