internal import Foundation

/// An orthographic view of the unit sphere from far away, z upward.
package struct Camera: Hashable, Sendable {
  /// Degrees from the x axis toward y.
  package var azimuth: Double
  /// Degrees from the equator toward z.
  package var elevation: Double

  package init(azimuth: Double, elevation: Double) {
    self.azimuth = azimuth
    self.elevation = elevation
  }

  /// Onto circles in the x–y plane, x to the right.
  static let above = Camera(azimuth: -90, elevation: 90)

  /// To the right on the page, upward on the page, toward the viewer.
  var basis: (right: SIMD3<Double>, up: SIMD3<Double>, toward: SIMD3<Double>) {
    let (a, e) = (azimuth * .pi / 180, elevation * .pi / 180)
    let toward = SIMD3(cos(e) * cos(a), cos(e) * sin(a), sin(e))
    let right = SIMD3(-sin(a), cos(a), 0)
    return (right, toward.cross(right), toward)
  }

  /// x to the right, y upward, z toward the viewer.
  func view(_ point: SIMD3<Double>) -> SIMD3<Double> {
    let basis = basis
    return SIMD3(point.dot(basis.right), point.dot(basis.up), point.dot(basis.toward))
  }

  /// The view that shows most of the classes of all panels from the front and apart from each other; the same for the
  /// same centers.
  /// - Parameter panels: the class centers of each panel.
  static func automatic(_ panels: [[SIMD3<Double>]]) -> Camera {
    var best = Camera(azimuth: 30, elevation: 20)
    var bestScore = -Double.infinity
    for elevation in stride(from: -40.0, through: 40, by: 8) {
      for azimuth in stride(from: 0.0, to: 360, by: 6) {
        let camera = Camera(azimuth: azimuth, elevation: elevation)
        let score = panels.reduce(0) { $0 + camera.score($1) } - 0.002 * (elevation - 20).magnitude
        if score > bestScore + 1e-9 { (best, bestScore) = (camera, score) }
      }
    }
    return best
  }

  /// One for each center well on the near side, less for those near the rim, minus crowding on the page.
  private func score(_ centers: [SIMD3<Double>]) -> Double {
    let basis = basis
    let views = centers.map { SIMD3($0.dot(basis.right), $0.dot(basis.up), $0.dot(basis.toward)) }
    let visible = views.filter { $0.z > 0 }
    var score = views.reduce(0) { $0 + min(max(($1.z + 0.05) / 0.45, 0), 1) }
    for (index, first) in visible.enumerated() {
      for second in visible[(index + 1)...] {
        let (dx, dy) = (first.x - second.x, first.y - second.y)
        score -= max(0, 0.35 - (dx * dx + dy * dy).squareRoot())
      }
    }
    return score
  }
}
