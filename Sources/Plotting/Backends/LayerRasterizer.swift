internal import Interop

/// Draws many spots into a picture of few colors: each pixel has the color of one spot and one of 16 alphas, which
/// compresses several times better than blended edges and looks the same at print resolution.
struct LayerRasterizer {
  private let width: Int
  private let height: Int
  private let origin: Point
  /// Pixels per point.
  private let scale: Double
  /// The index of each pixel's color, and its alpha in 0…1.
  private var colorIndices: [UInt16]
  private var alphas: [Float]
  private var colors: [Color] = []
  private var indexOfRole: [Ink.Role: UInt16] = [:]
  /// The role of all spots where it is one whose color depends on whether the page is light or dark.
  let maskedRole: Ink.Role?

  /// - Parameter resolution: in pixels per inch.
  init?(_ layer: PointLayer, palette: Palette, resolution: Double) {
    guard let bounds = layer.bounds, resolution > 0 else { return nil }
    let roles = Set(layer.spots.map(\.ink.role))
    self.init(
      bounds: bounds, scale: resolution / 72,
      maskedRole: roles.count == 1 ? roles.first.flatMap { Palette.light[$0] == Palette.dark[$0] ? nil : $0 } : nil)
    for spot in layer.spots { draw(spot, of: layer, palette: palette) }
  }

  /// What the picture fills: whole pixels, a little more than the bounds of the layer.
  var rect: Rect {
    Rect(x: origin.x, y: origin.y, width: Double(width) / scale, height: Double(height) / scale)
  }

  private init(bounds: Rect, scale: Double, maskedRole: Ink.Role?) {
    self.maskedRole = maskedRole
    self.scale = scale
    origin = Point(bounds.x, bounds.y)
    width = min(8_000, max(1, Int((bounds.width * scale).rounded(.up))))
    height = min(8_000, max(1, Int((bounds.height * scale).rounded(.up))))
    colorIndices = [UInt16](repeating: 0, count: width * height)
    alphas = [Float](repeating: 0, count: width * height)
  }

  private mutating func index(of ink: Ink, palette: Palette) -> UInt16 {
    if let index = indexOfRole[ink.role] { return index }
    let index = UInt16(colors.count)
    colors.append(palette[ink.role])
    indexOfRole[ink.role] = index
    return index
  }

  /// Covers each pixel by how far it lies inside the spot's edge.
  private mutating func draw(_ spot: PointLayer.Spot, of layer: PointLayer, palette: Palette) {
    let color = index(of: spot.ink, palette: palette)
    let center = (spot.position - origin) * scale
    let radius = layer.size / 2 * scale
    let armWidth = layer.strokeStyle.width / 2 * scale
    let columns = Int((center.x - radius - 1).rounded(.down))...Int((center.x + radius + 1).rounded(.up))
    let rows = Int((center.y - radius - 1).rounded(.down))...Int((center.y + radius + 1).rounded(.up))
    for row in rows.clamped(to: 0...height - 1) {
      for column in columns.clamped(to: 0...width - 1) {
        let (dx, dy) = (Double(column) + 0.5 - center.x, Double(row) + 0.5 - center.y)
        let inside: Double
        switch layer.form {
        case .dot:
          let square = dx * dx + dy * dy
          if square >= (radius + 0.5) * (radius + 0.5) { continue }
          inside = radius - square.squareRoot()
        case .cross:
          let fromArm = min((dx - dy).magnitude, (dx + dy).magnitude) * 0.5.squareRoot()
          inside = min(armWidth - fromArm, radius - max(dx.magnitude, dy.magnitude))
        }
        let coverage = min(max(inside + 0.5, 0), 1)
        if coverage > 0 { cover(row * width + column, coverage: coverage, opacity: spot.ink.opacity, color: color) }
      }
    }
  }

  private mutating func cover(_ pixel: Int, coverage: Double, opacity: Double, color: UInt16) {
    let below = alphas[pixel]
    let added = Float(coverage * opacity)
    if coverage >= 0.5 || below == 0 { colorIndices[pixel] = color }
    alphas[pixel] = added + below * (1 - added)
  }

  // MARK: Results

  /// Alphas are multiples of 1/15.
  private static let levels = 15

  /// To the nearest; alphas are not negative.
  private func level(_ pixel: Int) -> Int { Int(alphas[pixel] * Float(Self.levels) + 0.5) }

  /// For Cairo.
  func surface() -> RasterSurface {
    // Premultiplied, for each color and level.
    let table = colors.flatMap { color in
      (0...Self.levels).map { level -> UInt32 in
        let alpha = UInt32(level * 255 / Self.levels)
        func byte(_ component: Double) -> UInt32 { UInt32((min(max(component, 0), 1) * Double(alpha)).rounded()) }
        return alpha << 24 | byte(color.red) << 16 | byte(color.green) << 8 | byte(color.blue)
      }
    }
    let pixels = alphas.indices.map { pixel in
      alphas[pixel] > 0 ? table[Int(colorIndices[pixel]) * (Self.levels + 1) + level(pixel)] : 0
    }
    return RasterSurface(pixels: pixels, width: width, height: height)
  }

  /// For SVG; all white where the picture is to be the mask of a color that is not known yet.
  func png() -> [UInt8] {
    var palette: [UInt32] = [0]
    for color in maskedRole == nil ? colors : [.white] {
      let hex = UInt32(color.hexText.dropFirst(), radix: 16) ?? 0
      palette += (1...Self.levels).map { UInt32($0 * 255 / Self.levels) << 24 | hex }
    }
    let indices = alphas.indices.map { pixel -> UInt8 in
      let level = level(pixel)
      return level == 0 ? 0 : UInt8(Int(colorIndices[pixel]) * Self.levels + level)
    }
    return IndexedPNG.encode(palette: palette, indices: indices, width: width, height: height)
  }
}
