internal import Interop

/// What the marks of a row chart mean.
extension RowDrawing {
  /// What the marks mean, where there are several kinds.
  var key: [(symbol: Int, text: String)] {
    var entries: [(Int, String)] = []
    let rows = chart.lines.compactMap { if case .row(let row) = $0 { row } else { nil } }
    let hasSeeds = chart.showsSeeds && rows.contains { $0.estimate.values.count > 1 }
    guard hasSeeds || chart.referenceName != nil else { return [] }
    entries.append((0, hasSeeds ? "mean" : "value"))
    if hasSeeds { entries.append((1, "one seed")) }
    if let name = chart.referenceName { entries.append((2, name)) }
    return entries
  }

  func keyMarks() -> [Mark] {
    var marks: [Mark] = []
    var x = frame.rect.minX
    let limit = (width - 60) / 3
    let texts = key.map { measure.fitted($0.text, Theme.tick, limit: limit) }
    let total = texts.reduce(0) { $0 + measure.width($1, Theme.tick) + 24 } - 12
    x = max(0, min(x, width - total))
    let y = size.height - 7
    for ((symbol, _), text) in zip(key, texts) {
      let at = Point(x + 4, y)
      switch symbol {
      case 1: marks.append(.shape(Shape(.circle(center: at, radius: 1.15), fill: .ink(.series(4)))))
      case 2:
        let diamond = Marker.diamond.path(at: at, size: 5)
        marks.append(
          .shape(Shape(diamond, fill: .ink(.background), stroke: Stroke(Self.referenceInk, width: 1.1))))
      default:
        let dot = Path.circle(center: at, radius: 2.3)
        let bar = Path.rectangle(Rect(center: at, width: 7, height: 6))
        let isBar = chart.form != .interval
        marks.append(.shape(Shape(isBar ? bar : dot, fill: .ink(.series(0, opacity: isBar ? 0.32 : 1)))))
      }
      marks.append(
        .text(TextMark(text, at: Point(x + 11, y + Theme.drop(Theme.tick)), face: Theme.tick, ink: .muted)))
      x += measure.width(text, Theme.tick) + 24
    }
    return marks
  }
}
