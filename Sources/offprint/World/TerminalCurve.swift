import OffprintCore

/// A curve drawn with characters: eight points of braille to a character where the terminal has them, else a star.
struct TerminalCurve {
  /// Finite numbers, from left to right at equal distances.
  let values: [Double]
  /// What is written at the ends of the axes.
  let label: (Double) -> String
  let isUnicode: Bool

  /// Lines of at most `width` columns; none for fewer than two values or where there is no room.
  func lines(title: String, width: Int, height: Int = 8) -> [String] {
    guard values.count >= 2, let low = values.min(), let high = values.max() else { return [] }
    let (top, bottom) = (label(high), low == high ? "" : label(low))
    let margin = max(TerminalText.columns(of: top), TerminalText.columns(of: bottom))
    let columns = min(width - margin - 2, 72)
    guard columns >= 10 else { return [] }
    let rows = drawing(columns, height, low, high)
    var lines = [title]
    for (index, row) in rows.enumerated() {
      let text = index == 0 ? top : index == height - 1 ? bottom : ""
      let axis = isUnicode ? (index == 0 || index == height - 1 && low != high ? "┤" : "│") : "|"
      lines.append("\(Quantities.padded(text, columns: margin)) \(axis)\(row)")
    }
    let last = "epoch \(values.count)"
    let gap = String(repeating: " ", count: max(1, columns - 1 - last.count))
    return lines + [String(repeating: " ", count: margin + 2) + "1" + gap + last]
  }

  /// The dots of one character: 2 × 4 with braille, else 1 × 1.
  private var cell: (columns: Int, rows: Int) { isUnicode ? (2, 4) : (1, 1) }

  private func drawing(_ columns: Int, _ height: Int, _ low: Double, _ high: Double) -> [String] {
    let size = (x: columns * cell.columns, y: height * cell.rows)
    var dots = Array(repeating: Array(repeating: false, count: size.x), count: size.y)
    // Halved before they are subtracted, so that no two finite numbers overflow.
    let range = max(high / 2 - low / 2, .leastNormalMagnitude)
    let points = values.enumerated().map { index, value in
      (
        x: Int((Double(index) / Double(values.count - 1) * Double(size.x - 1)).rounded()),
        y: low == high ? size.y / 2 : Int(((high / 2 - value / 2) / range * Double(size.y - 1)).rounded())
      )
    }
    for (start, end) in zip(points, points.dropFirst()) {
      let steps = max(abs(end.x - start.x), abs(end.y - start.y), 1)
      for step in 0...steps {
        let part = Double(step) / Double(steps)
        let x = start.x + Int((Double(end.x - start.x) * part).rounded())
        let y = start.y + Int((Double(end.y - start.y) * part).rounded())
        dots[y][x] = true
      }
    }
    return (0..<height).map { row in text(of: dots, row: row, columns) }
  }

  /// Braille's dots are numbered down the left column, then the right; the lowest two came later.
  private static let bits = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

  private func text(of dots: [[Bool]], row: Int, _ columns: Int) -> String {
    var text = ""
    for column in 0..<columns {
      guard isUnicode else {
        text += dots[row][column] ? "*" : " "
        continue
      }
      var code = 0
      for (y, bits) in TerminalCurve.bits.enumerated() {
        for (x, bit) in bits.enumerated() where dots[row * 4 + y][column * 2 + x] { code |= bit }
      }
      text.unicodeScalars.append(code == 0 ? " " : Unicode.Scalar(UInt32(0x2800 + code)) ?? " ")
    }
    return String(text.reversed().drop { $0 == " " }.reversed())
  }
}
