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

  static func picture(of layer: PointLayer, palette: Palette, resolution: Double) -> LayerPicture? {
    guard let bounds = layer.bounds, resolution > 0 else { return nil }
    var rasterizer = LayerRasterizer(bounds: bounds, scale: resolution / 72)
    for spot in layer.spots { rasterizer.draw(spot, of: layer, palette: palette) }
    // Whole pixels, a little more than the bounds.
    let rect = Rect(
      x: bounds.x, y: bounds.y, width: Double(rasterizer.width) / rasterizer.scale,
      height: Double(rasterizer.height) / rasterizer.scale)
    return LayerPicture(raster: rasterizer.surface(), rect: rect)
  }

  private init(bounds: Rect, scale: Double) {
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
        case .dot: inside = radius - (dx * dx + dy * dy).squareRoot()
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

  private func surface() -> RasterSurface {
    func byte(_ component: Double, _ alpha: UInt32) -> UInt32 {
      UInt32((min(max(component, 0), 1) * Double(alpha)).rounded())
    }
    let pixels = zip(alphas, colorIndices).map { alpha, index -> UInt32 in
      guard alpha > 0 else { return 0 }
      let level = UInt32((alpha * 15).rounded()) * 17
      let color = colors[Int(index)]
      return level << 24 | byte(color.red, level) << 16 | byte(color.green, level) << 8 | byte(color.blue, level)
    }
    return RasterSurface(pixels: pixels, width: width, height: height)
  }
}
