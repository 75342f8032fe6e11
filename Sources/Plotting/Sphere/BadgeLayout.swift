internal import Foundation
internal import Interop

/// Finds room for badges: each at its class center if it can, else beside it with a leader line.
enum BadgeLayout {
  /// The badges from the nearest to the farthest, no two overlapping while there is room inside `bounds`.
  static func place(
    _ badges: [ClassBadge], avoiding diamonds: [ClassDiamond], in bounds: Rect, sphereCenter: Point
  ) -> [ClassBadge] {
    let order = badges.indices.sorted { (badges[$1].depth, $0) < (badges[$0].depth, $1) }
    var placed: [ClassBadge] = []
    for index in order {
      var badge = badges[index]
      let others = diamonds.filter { $0.category != badge.category && $0.isFront }.map(\.box)
      var best = (cost: Double.infinity, center: badge.anchor)
      for candidate in candidates(badge, sphereCenter: sphereCenter) {
        let box = badge.box(at: candidate)
        guard bounds.contains(box) else { continue }
        let hits = placed.reduce(0.0) { $0 + overlap($1.box.insetBy(-0.8), box) * 100 }
        let soft = others.reduce(0.0) { $0 + overlap($1.insetBy(1.5), box) * 1.5 }
        // A leader should not run across another badge's center.
        let crossed = placed.reduce(0.0) {
          $0 + (distance($1.center, from: badge.anchor, to: candidate) < ClassBadge.radius ? 40 : 0)
        }
        let cost = hits + soft + crossed + (candidate - badge.anchor).length * 0.6
        if cost < best.cost { best = (cost, candidate) }
      }
      badge.center = best.center
      placed.append(badge)
    }
    return placed
  }

  /// The anchor, then rings around it, first away from the sphere's center.
  private static func candidates(_ badge: ClassBadge, sphereCenter: Point) -> [Point] {
    let outward = badge.anchor - sphereCenter
    let start = outward.length > 1e-6 ? atan2(outward.y, outward.x) : -Double.pi / 2
    var points = [badge.anchor]
    for ring in 1...8 {
      let distance = Double(ring) * 6 + 4
      for step in 0..<24 {
        // 0, +1, −1, +2, … steps of 15° from outward.
        let turn = Double((step + 1) / 2) * (step.isMultiple(of: 2) ? -1 : 1) * .pi / 12
        points.append(
          badge.anchor
            + Point(cos(start + turn) * (distance + badge.halfWidth - ClassBadge.radius), sin(start + turn) * distance))
      }
    }
    return points
  }

  private static func overlap(_ first: Rect, _ second: Rect) -> Double {
    let width = min(first.maxX, second.maxX) - max(first.minX, second.minX)
    let height = min(first.maxY, second.maxY) - max(first.minY, second.minY)
    return width > 0 && height > 0 ? width * height : 0
  }

  /// From a point to the segment between two others; infinite for a segment of no length.
  private static func distance(_ point: Point, from start: Point, to end: Point) -> Double {
    let along = end - start
    let squared = along.x * along.x + along.y * along.y
    guard squared > 0 else { return .infinity }
    let offset = point - start
    let fraction = min(max((offset.x * along.x + offset.y * along.y) / squared, 0), 1)
    return (offset - along * fraction).length
  }
}
