package import Interop

/// Sizes that all figures share, in points, for a column of 16 cm.
enum Theme {
  /// 16 cm.
  static let width = 16 / 2.54 * 72
  /// For a telephone held upright, where the column of 16 cm would make the letters too small to read.
  static let narrowWidth = 270.0
  static let title = TextFace(size: 9)
  static let titleStrong = TextFace(size: 9, bold: true)
  static let label = TextFace(size: 8)
  static let tick = TextFace(size: 7.5)
  static let hairline = 0.4
  static let thin = 0.6
  static let line = 1.4
}

/// Widths of labels as they will be drawn.
struct TextMeasure {
  let typesetter: Typesetter

  func width(_ text: String, _ face: TextFace) -> Double { typesetter.width(of: text, face.textStyle) }

  /// The box of a line of text: advance width, from the ascenders to the descenders. Rotation is not followed.
  func box(_ mark: TextMark) -> Rect {
    let width = width(mark.text, mark.face)
    let left =
      switch mark.anchor {
      case .start: mark.position.x
      case .middle: mark.position.x - width / 2
      case .end: mark.position.x - width
      }
    let size = mark.face.size
    return Rect(x: left, y: mark.position.y - 0.74 * size, width: width, height: 0.95 * size)
  }

  /// `text`, shortened with an ellipsis until it is at most `limit` wide.
  func fitted(_ text: String, _ face: TextFace, limit: Double) -> String {
    guard width(text, face) > limit else { return text }
    var kept = Array(text)
    // Long texts are cut to what could ever fit before anything is measured letter by letter.
    kept = Array(kept.prefix(Int(max(1, min(500, limit / face.size * 6)))))
    while !kept.isEmpty, width(String(kept) + "…", face) > limit { kept.removeLast() }
    return String(kept) + "…"
  }
}

extension DisplayList {
  /// The text marks with their boxes, for checks that nothing overlaps or sticks out.
  package func textBoxes(_ typesetter: Typesetter) -> [(text: String, box: Rect)] {
    let measure = TextMeasure(typesetter: typesetter)
    return marks.flatMap(\.textMarks).map { ($0.text, measure.box($0)) }
  }
}

extension Mark {
  fileprivate var textMarks: [TextMark] {
    switch self {
    case .group(let group): group.marks.flatMap(\.textMarks)
    case .text(let mark): [mark]
    case .shape, .points, .image: []
    }
  }
}
