import Foundation
import Interop
import OffprintCore
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

extension Samples {
  static let accuracy = Quantity(
    name: "accuracy", title: "Test accuracy (%)", phrase: "test accuracy", unit: "\u{A0}%", limits: 0...100, decimals: 2
  )

  /// A figure of each kind of chart, from a fixed sequence of numbers.
  static func charts() throws -> [(name: String, figure: Figure)] {
    var data = SyntheticData(seed: 21)
    let typesetter = Typesetter()
    let names = ["Softmax", "NormFace", "ArcFace"]
    let estimates = names.map { name in
      let values = (1...4).map { (seed: Int) -> Estimate.SeedValue in
        Estimate.SeedValue(seed: seed, value: 98.9 + 0.05 * data.normal())
      }
      let mean = values.reduce(0) { $0 + $1.value } / 4
      return Estimate(label: name, values: values, mean: mean, interval: mean - 0.07...mean + 0.07, reference: 98.9)
    }
    let points = names.map { name in
      ScatterSeries(
        name: name,
        points: [2.0, 8, 64].map { (x: Double) -> ScatterPoint in
          let y: Double = 98 + 0.01 * x
          return ScatterPoint(label: name, x: x, y: y + 0.1 * data.normal())
        })
    }
    let samples = names.map { name in
      Histogram.Series(name: name, values: CountedValues((0..<400).map { _ in 40 + 8 * data.normal() }))
    }
    let cells = (0..<12).map { index -> HeatMap.Entry in
      let value: Double? = index == 5 ? nil : 98 + data.uniform()
      return HeatMap.Entry(x: .number(Double(index % 4)), y: .number(Double(index / 4)), value: value, seeds: 3)
    }
    let size = Quantity(name: "embedding-size", title: "Embedding size", phrase: "embedding size", isWhole: true)
    let counts = (0..<4).map { row in (0..<4).map { $0 == row ? 95 : (row + $0) % 3 } }
    let lines = names.enumerated().map { index, name -> FunctionCurves.Series in
      let points = (0...36).map { step -> FunctionCurves.Sample in
        let angle = Double(step) * .pi / 36
        return FunctionCurves.Sample(x: Double(5 * step), y: cos(angle + 0.2 * Double(index)))
      }
      return FunctionCurves.Series(name: name, points: points)
    }
    let curves = names.map { data.curve($0, top: 0.99, epochs: 9, seeds: 3) }
    return [
      ("intervals", try Intervals.figure(estimates, .init(metric: accuracy), typesetter: typesetter)),
      ("bars", try Bars.figure(estimates, .init(metric: accuracy, showsSeeds: true), typesetter: typesetter)),
      (
        "scatter",
        try Scatter.figure(
          points, .init(x: size, y: accuracy, xScale: .log2, connects: true), typesetter: typesetter)
      ),
      (
        "histogram",
        try Histogram.figure(samples, .init(quantity: accuracy, noun: "image"), typesetter: typesetter)
      ),
      (
        "heat-map",
        try HeatMap.figure(
          cells, .init(metric: accuracy, xName: "a", yName: "b", xTitle: "m₃", yTitle: "m₂"), typesetter: typesetter)
      ),
      (
        "confusion",
        try ConfusionMatrix.figure(
          [.init(title: "ArcFace", classNames: ["0", "1", "2", "3"], counts: [counts])], typesetter: typesetter)
      ),
      ("functions", try FunctionCurves.figure(lines, x: size, y: accuracy, typesetter: typesetter)),
      (
        "multiples",
        try SmallMultiples.figure(
          titles: ["a", "b"], .curves([curves, Array(curves.prefix(2))], LearningCurves.Options()),
          typesetter: typesetter)
      ),
    ]
  }
}
