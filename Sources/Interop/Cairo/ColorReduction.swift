/// A picture in at most 256 colors: its own where it has no more, else those of boxes of colors that lie close together
/// (Heckbert 1982, "Color image quantization for frame buffer display"), halved where the squared errors are largest. A figure
/// has a few inks, what lies between them and the paper, and at most a shade: its picture is half as large and looks the same.
struct ColorReduction {
  /// 0xAARRGGBB.
  let palette: [UInt32]
  /// For each pixel.
  let indices: [UInt8]

  /// Of opaque pixels. Equal pictures, equal colors: nothing hangs on the order of a dictionary.
  init(_ pixels: [UInt32]) {
    var counts: [UInt32: Int] = [:]
    for pixel in pixels { counts[pixel, default: 0] += 1 }
    let entries = counts.map { Entry(color: $0.key, count: $0.value) }.sorted { $0.color < $1.color }
    var boxes = [Box(entries)]
    if entries.count > 256 {
      while boxes.count < 256, let worst = boxes.indices.max(by: { boxes[$0].error < boxes[$1].error }),
        let (low, high) = boxes[worst].halves
      {
        boxes[worst] = low
        boxes.append(high)
      }
    } else {
      boxes = entries.map { Box([$0]) }
    }
    palette = boxes.map(\.color)
    var places: [UInt32: UInt8] = [:]
    for (index, box) in boxes.enumerated() {
      for entry in box.entries { places[entry.color] = UInt8(index) }
    }
    indices = pixels.map { places[$0] ?? 0 }
  }

  private struct Entry {
    let color: UInt32
    let count: Int

    func sample(_ channel: Int) -> Int { Int(color >> (16 - 8 * UInt32(channel)) & 0xff) }
  }

  private struct Box {
    let entries: [Entry]
    private let means: [Double]
    /// The channel of the largest spread, and the sum of its squared errors.
    private let channel: Int
    let error: Double

    init(_ entries: [Entry]) {
      self.entries = entries
      let weight = Double(entries.reduce(0) { $0 + $1.count })
      var means: [Double] = []
      var errors: [Double] = []
      for channel in 0..<3 {
        let sum = entries.reduce(0.0) { $0 + Double($1.sample(channel) * $1.count) }
        let squares = entries.reduce(0.0) { $0 + Double($1.sample(channel) * $1.sample(channel) * $1.count) }
        means.append(sum / weight)
        errors.append(squares - sum * sum / weight)
      }
      self.means = means
      channel = (0..<3).max { errors[$0] < errors[$1] } ?? 0
      error = entries.count > 1 ? errors[channel] : 0
    }

    /// The color of most of its pixels, if one has most, so that paper stays white; else their mean.
    var color: UInt32 {
      let weight = entries.reduce(0) { $0 + $1.count }
      if let first = entries.max(by: { $0.count < $1.count }), first.count * 2 > weight { return first.color }
      return means.reduce(0xff) { $0 << 8 | UInt32(min(max($1.rounded(), 0), 255)) }
    }

    /// Below and above the mean; nil for a box of one color.
    var halves: (Box, Box)? {
      let low = entries.filter { Double($0.sample(channel)) <= means[channel] }
      guard !low.isEmpty, low.count < entries.count else { return nil }
      return (Box(low), Box(entries.filter { Double($0.sample(channel)) > means[channel] }))
    }
  }
}

extension RasterSurface {
  /// The picture as a PNG file of at most 256 colors; as it is where it is not opaque.
  package func indexedPNG() throws(CairoError) -> [UInt8] {
    let whole = pixels
    guard !whole.isEmpty, whole.allSatisfy({ $0 >> 24 == 255 }) else { return try png() }
    try check()
    let reduced = ColorReduction(whole)
    return IndexedPNG.encode(
      palette: reduced.palette, indices: reduced.indices, width: pixelWidth, height: pixelHeight)
  }
}
