internal import Interop

/// What SVG needs to know of text that only a typesetter can say.
struct SVGLettering {
  let typesetter: Typesetter
  let letters: SVGOptions.Letters

  /// The advance width; nil for texts too short to be stretched.
  func width(_ mark: TextMark) -> Double? {
    mark.text.count > 1 ? typesetter.width(of: mark.text, mark.face.textStyle) : nil
  }

  /// The letters where they stand.
  func outlines(_ mark: TextMark) -> Path {
    let paragraph = typesetter.paragraph(mark.text, mark.face.textStyle)
    guard let line = paragraph.lines.first else { return Path() }
    let shift =
      switch mark.anchor {
      case .start: 0.0
      case .middle: -line.width / 2
      case .end: -line.width
      }
    let turn = Transform.rotation(degrees: mark.rotation)
    func place(_ point: Point) -> Point {
      Point(
        mark.position.x + turn.a * point.x + turn.c * point.y, mark.position.y + turn.b * point.x + turn.d * point.y)
    }
    return Path(
      paragraph.outlines(at: Point(shift, -line.baseline)).elements.map { element in
        switch element {
        case .move(let point): .move(place(point))
        case .line(let point): .line(place(point))
        case .curve(let first, let second, let end): .curve(place(first), place(second), place(end))
        case .close: .close
        }
      })
  }
}
