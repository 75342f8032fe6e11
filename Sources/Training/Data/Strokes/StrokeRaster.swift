import OffprintCore

/// Ink from pen lines: anti-aliased, sized into 20 × 20 and centred by mass in 28 × 28, as MNIST's makers did.
struct StrokeRaster {
  private static let side = DataSet.side
  /// The box that a digit with its pen's width is fitted into.
  private static let box = 20.0

  /// `[row][column]` of coverage, 0 to 1.
  private var ink = [Double](repeating: 0, count: DataSet.pixelCount)

  /// The 28 × 28 bytes of one image. `radius` is the pen's, in pixels; `softness` the width of its edge.
  static func image(of pen: StrokePen, radius: Double, softness: Double) -> [UInt8] {
    var raster = StrokeRaster()
    for line in fitted(pen.lines, radius: radius) { raster.draw(line, radius: radius, softness: softness) }
    return raster.centered()
  }

  /// The lines scaled so that the wider of width and height, pen included, is the box, in the middle of the image.
  private static func fitted(_ lines: [[StrokePen.Place]], radius: Double) -> [[StrokePen.Place]] {
    let places = lines.joined()
    let left = places.reduce(Double.infinity) { min($0, $1.x) }
    let right = places.reduce(-Double.infinity) { max($0, $1.x) }
    let top = places.reduce(Double.infinity) { min($0, $1.y) }
    let bottom = places.reduce(-Double.infinity) { max($0, $1.y) }
    let scale = (box - 2 * radius) / max(right - left, bottom - top, 1)
    let (middleX, middleY) = (0.5 * (left + right), 0.5 * (top + bottom))
    return lines.map { line in
      line.map { place in
        StrokePen.Place(
          x: (place.x - middleX) * scale + Double(side) / 2, y: (place.y - middleY) * scale + Double(side) / 2,
          pressure: place.pressure)
      }
    }
  }

  private mutating func draw(_ line: [StrokePen.Place], radius: Double, softness: Double) {
    for index in 1..<max(1, line.count) {
      draw(from: line[index - 1], to: line[index], radius: radius, softness: softness)
    }
  }

  /// One straight piece with round ends: coverage falls from 1 to 0 over `softness` pixels across the edge; where
  /// pieces overlap the darker one counts.
  private mutating func draw(
    from a: StrokePen.Place, to b: StrokePen.Place, radius: Double, softness: Double
  ) {
    let reach = radius * max(a.pressure, b.pressure) + softness
    let columns = StrokeRaster.pixels(min(a.x, b.x) - reach, max(a.x, b.x) + reach)
    let rows = StrokeRaster.pixels(min(a.y, b.y) - reach, max(a.y, b.y) + reach)
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let square = dx * dx + dy * dy
    for row in rows {
      for column in columns {
        let (px, py) = (Double(column) + 0.5 - a.x, Double(row) + 0.5 - a.y)
        let t = square > 0 ? min(1, max(0, (px * dx + py * dy) / square)) : 0
        let (ex, ey) = (px - t * dx, py - t * dy)
        let distance = (ex * ex + ey * ey).squareRoot()
        let edge = radius * (a.pressure + t * (b.pressure - a.pressure))
        let coverage = min(1, max(0, (edge - distance) / softness + 0.5))
        let pixel = row * StrokeRaster.side + column
        if coverage > ink[pixel] { ink[pixel] = coverage }
      }
    }
  }

  private static func pixels(_ from: Double, _ to: Double) -> Range<Int> {
    let first = Int(max(0, from.rounded(.down)))
    return first..<max(first, Int(min(Double(side), to.rounded(.up))))
  }

  /// Shifted by whole pixels so that the centre of mass comes nearest to the image's, and no ink leaves it.
  private func centered() -> [UInt8] {
    var mass = 0.0
    var (sumX, sumY) = (0.0, 0.0)
    for row in 0..<StrokeRaster.side {
      for column in 0..<StrokeRaster.side {
        let value = ink[row * StrokeRaster.side + column]
        mass += value
        sumX += value * (Double(column) + 0.5)
        sumY += value * (Double(row) + 0.5)
      }
    }
    let right = StrokeRaster.shift(mass > 0 ? sumX / mass : Double(StrokeRaster.side) / 2)
    let down = StrokeRaster.shift(mass > 0 ? sumY / mass : Double(StrokeRaster.side) / 2)
    var bytes = [UInt8](repeating: 0, count: DataSet.pixelCount)
    for row in max(0, down)..<min(StrokeRaster.side, StrokeRaster.side + down) {
      for column in max(0, right)..<min(StrokeRaster.side, StrokeRaster.side + right) {
        let value = ink[(row - down) * StrokeRaster.side + column - right]
        bytes[row * StrokeRaster.side + column] = UInt8((255 * value).rounded())
      }
    }
    return bytes
  }

  /// The box leaves four pixels on each side.
  private static func shift(_ center: Double) -> Int {
    Int(min(4, max(-4, (Double(side) / 2 - center).rounded())))
  }
}
