import Foundation
import Interop
import Plotting

/// Features that look like those of trained networks, from a fixed sequence of numbers.
struct SyntheticData {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64 (Steele et al. 2014), in 0..<1.
  mutating func uniform() -> Double {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return Double((z ^ (z >> 31)) >> 11) / Double(UInt64(1) << 53)
  }

  mutating func normal() -> Double {
    (-2 * log(max(uniform(), 1e-12))).squareRoot() * cos(2 * .pi * uniform())
  }

  /// `count` features around ten random directions, `spread` wide; one in fifty is taken for the next class.
  mutating func panel(
    _ title: String, count: Int, dimension: Int, spread: Double = 0.1, classes: Int = 10
  ) -> EmbeddingPanel {
    let centers = (0..<classes).map { _ in (0..<dimension).map { _ in normal() } }
    let labels = (0..<count).map { $0 % classes }
    var features: [Float] = []
    for label in labels {
      let length = 1 + 9 * uniform()
      features += centers[label].map { Float(($0 + spread * 3 * normal()) * length) }
    }
    let predictions = labels.enumerated().map { $0.offset % 50 == 7 ? ($0.element + 1) % classes : $0.element }
    return EmbeddingPanel(
      title: title, features: features, dimension: dimension, labels: labels, predictions: predictions,
      classWeights: centers.flatMap { $0.map(Float.init) }, classNames: (0..<classes).map(String.init))
  }

  /// `seeds` runs that rise from 0.8 toward `top`.
  mutating func curve(_ name: String, top: Double, epochs: Int, seeds: Int) -> CurveSeries {
    let runs = (0..<seeds).map { _ in
      (1...epochs).map { epoch in top - (top - 0.8) * exp(-Double(epoch - 1) / 2) + 0.001 * (uniform() - 0.5) }
    }
    return CurveSeries(name: name, seeds: runs)
  }
}

/// Figures that several tests look at.
enum Samples {
  static func spheres(points: Int, dimension: Int = 3, panels: Int = 2) throws -> Figure {
    var data = SyntheticData(seed: 3)
    let names = ["softmax", "ArcFace", "CosFace", "SphereFace", "NormFace", "combined", "seventh", "eighth", "ninth"]
    return try EmbeddingSphere.figure(
      names.prefix(panels).map { data.panel($0, count: points, dimension: dimension) }, typesetter: Typesetter())
  }

  static func curves(_ count: Int = 5, options: LearningCurves.Options = LearningCurves.Options()) throws -> Figure {
    var data = SyntheticData(seed: 5)
    let series = (0..<count).map { data.curve("run \($0)", top: 0.99 + 0.0004 * Double($0), epochs: 20, seeds: 3) }
    return try LearningCurves.figure(series, options, typesetter: Typesetter())
  }
}
