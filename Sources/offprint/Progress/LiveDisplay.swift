import Interop

/// Lines at the bottom of a terminal that are redrawn in place; other lines may be printed above them.
struct LiveDisplay: Sendable {
  private var drawnLines: [String] = []
  private var lastDrawn = -1.0
  private let interval = 0.1

  /// Whether enough time has passed since the last drawing.
  func isDue(at seconds: Double) -> Bool { lastDrawn < 0 || seconds - lastDrawn >= interval }

  /// What to write so that `lines` stand where the last ones stood, with `above` left standing before them.
  mutating func redraw(_ lines: [String], above: [String] = [], at seconds: Double, width: Int) -> String {
    lastDrawn = seconds
    let text = erasure(width: width) + (above + lines).map { $0 + "\n" }.joined()
    drawnLines = lines
    return text
  }

  /// What to write so that nothing of the display is left.
  mutating func clear(width: Int) -> String {
    let text = erasure(width: width)
    drawnLines = []
    return text
  }

  /// Up to the first drawn line and clear from there down. After the window became narrower the terminal has wrapped what was
  /// drawn, so lines count as often as they now need rows.
  private func erasure(width: Int) -> String {
    guard !drawnLines.isEmpty else { return "" }
    let rows = drawnLines.reduce(0) { $0 + max(1, ($1.count + width - 1) / width) }
    return "\u{1B}[\(rows)A\r\u{1B}[J"
  }
}
