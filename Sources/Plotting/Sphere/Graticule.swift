internal import Foundation
internal import Interop

/// Meridians and parallels every 30°.
enum Graticule {
  private static let step = 4.0

  /// Each a line of points on the unit sphere.
  static let lines: [[SIMD3<Double>]] = meridians + parallels

  private static let meridians = stride(from: 0.0, to: 360, by: 30).map { azimuth in
    stride(from: -90.0, through: 90, by: step * 1.25).map { point(azimuth, $0) }
  }

  private static let parallels = stride(from: -60.0, through: 60, by: 30).map { elevation in
    stride(from: 0.0, through: 360, by: step).map { point($0, elevation) }
  }

  private static func point(_ azimuth: Double, _ elevation: Double) -> SIMD3<Double> {
    let (a, e) = (azimuth * .pi / 180, elevation * .pi / 180)
    return SIMD3(cos(e) * cos(a), cos(e) * sin(a), sin(e))
  }

  /// The parts of a line on the near (z ≥ 0) or the far side, cut where it passes the rim.
  static func visible(_ line: [SIMD3<Double>], front: Bool) -> [PathStep] {
    var steps: [PathStep] = []
    var isDrawing = false
    for (index, point) in line.enumerated() {
      let isVisible = (point.z >= 0) == front
      if index > 0 {
        let previous = line[index - 1]
        if ((previous.z >= 0) == front) != isVisible {
          let fraction = previous.z / (previous.z - point.z)
          let cut = previous + (point - previous) * fraction
          // On the rim, not on the chord that cuts its corner.
          let rim = SIMD3(cut.x, cut.y, 0).direction ?? cut
          steps.append(isVisible ? .move(rim) : .line(rim))
          isDrawing = isVisible
        }
      }
      if isVisible {
        steps.append(isDrawing ? .line(point) : .move(point))
        isDrawing = true
      }
    }
    return steps
  }

  enum PathStep {
    case move(SIMD3<Double>)
    case line(SIMD3<Double>)

    func map(_ place: (SIMD3<Double>) -> Point) -> Path.Element {
      switch self {
      case .move(let point): .move(place(point))
      case .line(let point): .line(place(point))
      }
    }
  }
}
