package import Interop

/// Sizes that all figures share, in points, for a column of 16 cm.
enum Theme {
  /// 16 cm.
  static let width = 16 / 2.54 * 72
  /// For a telephone held upright, where the column of 16 cm would make the letters too small to read.
  static let narrowWidth = 270.0
  /// The sizes of captions: a drawing of 16 cm is set a little smaller in a report's column, and captions are 9.5 there.
  static let title = TextFace(size: 9.5)
  static let titleStrong = TextFace(size: 9.5, bold: true)
  static let label = TextFace(size: 9)
  static let tick = TextFace(size: 8.5)
  static let hairline = 0.4
  static let thin = 0.6
  static let line = 1.4

  /// Between the baselines of labels one below the other.
  static let labelGap = 11.0
  /// From the middle of a label's line down to its baseline.
  static func drop(_ face: TextFace) -> Double { 0.33 * face.size }
}

/// Widths of labels as they will be drawn.
struct TextMeasure {
  let typesetter: Typesetter

  func width(_ text: String, _ face: TextFace) -> Double { typesetter.width(of: text, face.textStyle) }

  /// The box of a line of text: advance width, from the ascenders to the descenders; of turned text the box around it.
  func box(_ mark: TextMark) -> Rect {
    let level = levelBox(mark)
    guard mark.rotation != 0 else { return level }
    let turn = Transform.rotation(degrees: mark.rotation)
    let corners = [
      (level.minX, level.minY), (level.maxX, level.minY), (level.minX, level.maxY), (level.maxX, level.maxY),
    ]
    .map { x, y in
      let (dx, dy) = (x - mark.position.x, y - mark.position.y)
      return Point(mark.position.x + turn.a * dx + turn.c * dy, mark.position.y + turn.b * dx + turn.d * dy)
    }
    let (left, right) = (corners.map(\.x).min() ?? 0, corners.map(\.x).max() ?? 0)
    let (top, bottom) = (corners.map(\.y).min() ?? 0, corners.map(\.y).max() ?? 0)
    return Rect(x: left, y: top, width: right - left, height: bottom - top)
  }

  private func levelBox(_ mark: TextMark) -> Rect {
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
    // Nobody reads labels of thousands of letters, and measuring them takes long.
    let text = text.count > 400 ? String(text.prefix(400)) : text
    guard width(text, face) > limit else { return text }
    // Long texts are cut to what could ever fit before anything is measured letter by letter.
    let kept = Array(text.prefix(Int(max(1, min(500, limit / face.size * 6)))))
    // Measuring is what takes the time, so the longest beginning that fits is found by halves.
    var (fits, tooLong) = (0, kept.count + 1)
    while tooLong - fits > 1 {
      let middle = (fits + tooLong) / 2
      if width(String(kept[..<middle]) + "…", face) <= limit { fits = middle } else { tooLong = middle }
    }
    return String(kept[..<fits]) + "…"
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
