internal import Interop

/// When vector formats embed point layers as pictures, and how fine.
package struct RasterizationPolicy: Hashable, Sendable {
  /// In a figure with more spots than this, dots are embedded as pictures, and so is any single layer beyond it.
  package var threshold: Int
  /// Pixels per inch; lowered where the pictures of a figure would have more than `pixelBudget` pixels together.
  package var resolution: Double
  package var pixelBudget: Double

  package init(threshold: Int = 2_000, resolution: Double = 220, pixelBudget: Double = 3e6) {
    self.threshold = threshold
    self.resolution = resolution
    self.pixelBudget = pixelBudget
  }
}

/// The pictures of a figure's point layers in drawing order, nil for a layer that stays vector.
struct LayerPictures {
  let pictures: [LayerRasterizer?]

  init(of list: DisplayList, palette: Palette, policy: RasterizationPolicy) {
    let layers = list.marks.flatMap(\.pointLayers)
    let isCrowded = layers.reduce(0) { $0 + $1.spots.count } > policy.threshold
    // A picture of a few spots would be larger than the spots.
    let chosen = layers.map { layer in
      layer.spots.count > policy.threshold || (isCrowded && layer.form == .dot && layer.spots.count > 200)
    }
    let area = zip(layers, chosen).reduce(0.0) { sum, item in
      sum + (item.1 ? item.0.bounds.map { $0.width * $0.height } ?? 0 : 0)
    }
    let affordable = area > 0 ? (policy.pixelBudget / area).squareRoot() * 72 : policy.resolution
    let resolution = min(policy.resolution, affordable)
    pictures = zip(layers, chosen).map { layer, isChosen in
      isChosen ? LayerRasterizer(layer, palette: palette, resolution: resolution) : nil
    }
  }
}

extension Mark {
  /// The point layers in it, in drawing order.
  var pointLayers: [PointLayer] {
    switch self {
    case .group(let group): group.marks.flatMap(\.pointLayers)
    case .points(let layer): [layer]
    case .shape, .text, .image: []
    }
  }
}

extension PointLayer {
  /// Around all spots, half a point of air included; nil for none.
  var bounds: Rect? {
    guard let first = spots.first else { return nil }
    var (left, top) = (first.position.x, first.position.y)
    var (right, bottom) = (left, top)
    for spot in spots {
      (left, right) = (min(left, spot.position.x), max(right, spot.position.x))
      (top, bottom) = (min(top, spot.position.y), max(bottom, spot.position.y))
    }
    return Rect(x: left, y: top, width: right - left, height: bottom - top).insetBy(-size / 2 - 0.5)
  }

  /// The strokes of one spot: a point of no length with round ends is a dot.
  func path(_ spot: Spot) -> Path {
    let (x, y) = (spot.position.x, spot.position.y)
    switch form {
    case .dot: return .segment(spot.position, spot.position)
    case .cross:
      let arm = size / 2
      return Path([
        .move(Point(x - arm, y - arm)), .line(Point(x + arm, y + arm)), .move(Point(x - arm, y + arm)),
        .line(Point(x + arm, y - arm)),
      ])
    }
  }

  var strokeStyle: StrokeStyle {
    switch form {
    case .dot: StrokeStyle(width: size, cap: .round)
    case .cross: StrokeStyle(width: size * 0.24, cap: .butt)
    }
  }

  func draw(_ spot: Spot, on canvas: Canvas, palette: Palette) {
    let paint = Paint.color(palette[spot.ink])
    switch form {
    case .dot: canvas.fill(.circle(center: spot.position, radius: size / 2), paint)
    case .cross: canvas.stroke(path(spot), paint, strokeStyle)
    }
  }
}
