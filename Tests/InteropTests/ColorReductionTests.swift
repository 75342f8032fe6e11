import Interop
import Testing

@Suite("PNG files of few colors")
struct ColorReductionTests {
  /// A shaded disc, dots of ten inks and a line on white paper: what figures are made of.
  private func picture(_ size: Int) -> RasterSurface {
    let surface = RasterSurface(size: Size(Double(size), Double(size)), scale: 1)
    surface.canvas.fill(
      .rectangle(Rect(x: 0, y: 0, width: Double(size), height: Double(size))), .color(Color(red: 1, green: 1, blue: 1)))
    for step in 0..<120 {
      let shade = 0.95 - Double(step) / 400
      surface.canvas.fill(
        .circle(
          center: Point(Double(size) / 2, Double(size) / 2), radius: Double(size) * (0.45 - Double(step) * 0.003)),
        .color(Color(red: shade, green: shade, blue: shade)))
    }
    for dot in 0..<400 {
      let ink = Color(red: Double(dot % 10) / 9, green: Double(dot % 7) / 6, blue: Double(dot % 4) / 3)
      let place = Point(Double(dot * 37 % size) + 0.3, Double(dot * 53 % size) + 0.7)
      surface.canvas.fill(.circle(center: place, radius: 1.7), .color(ink))
    }
    return surface
  }

  @Test("a picture of at most 256 colors is kept to the pixel")
  func exact() throws {
    let surface = RasterSurface(size: Size(16, 16), scale: 1)
    for index in 0..<256 {
      let color = Color(red: Double(index) / 255, green: Double(255 - index) / 255, blue: Double(index * 7 % 256) / 255)
      surface.canvas.fill(
        .rectangle(Rect(x: Double(index % 16), y: Double(index / 16), width: 1, height: 1)), .color(color))
    }
    #expect(Set(surface.pixels).count == 256)
    #expect(RasterSurface(png: try surface.indexedPNG()).pixels == surface.pixels)
  }

  @Test("one of more looks the same: paper stays white, and colors are off by a few of 255")
  func close() throws {
    let surface = picture(300)
    let pixels = surface.pixels
    #expect(Set(pixels).count > 1000)
    let bytes = try surface.indexedPNG()
    #expect(try bytes == picture(300).indexedPNG(), "the same each time")
    #expect(bytes.count * 2 < (try surface.png()).count)
    let reduced = RasterSurface(png: bytes).pixels
    #expect(Set(reduced).count <= 256)
    var squares = 0
    for (before, after) in zip(pixels, reduced) {
      if before == 0xffff_ffff { #expect(after == before) }
      for shift in [0, 8, 16] as [UInt32] {
        let difference = Int(before >> shift & 0xff) - Int(after >> shift & 0xff)
        squares += difference * difference
      }
    }
    let error = (Double(squares) / Double(pixels.count * 3)).squareRoot()
    #expect(error < 4, "root mean square of \(error)")
  }
}
