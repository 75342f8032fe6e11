internal import Foundation
internal import Interop

/// How features of any dimension come onto the sphere.
package enum ProjectionMethod: String, Hashable, Sendable, CaseIterable {
  /// As they are in three dimensions or two, else principal.
  case auto
  /// The three axes of largest variance of the unit features.
  case principal
  /// The three axes along which the classes lie farthest apart, measured in spreads within them (Fisher 1936).
  case discriminant
}

/// A panel's features, class centers and class weights as places on the unit sphere.
struct SphereProjection {
  enum Axes: Hashable {
    /// Two dimensions: a circle.
    case plane
    /// Three dimensions, as they are.
    case space
    case principal
    case discriminant

    /// `none` where features are drawn as they are.
    var word: String {
      switch self {
      case .plane, .space: "none"
      case .principal: "principal"
      case .discriminant: "discriminant"
      }
    }

    init(_ word: String, dimension: Int) {
      switch word {
      case "principal": self = .principal
      case "discriminant": self = .discriminant
      default: self = dimension == 2 ? .plane : .space
      }
    }
  }

  var axes: Axes
  /// Of the variance (principal) or of the between-class variance (discriminant), in 0…1; 1 where nothing is left out.
  var share: Double
  /// One for each image; nil where the feature has no direction (zero or not finite).
  var points: [SIMD3<Double>?]
  /// One for each class; empty where there is nothing to show.
  var weights: [SIMD3<Double>?]
  /// From more than three dimensions; nil for three or two.
  private let projector: Projector?

  init(_ panel: EmbeddingPanel, method: ProjectionMethod) throws(PlotError) {
    let classCount = panel.classNames.count
    let units = Self.units(panel.features, dimension: panel.dimension)
    guard units.contains(where: { $0 != nil }) else {
      throw PlotError("no feature of “\(panel.title)” has a direction: all are zero or not finite")
    }
    let weightUnits = panel.classWeights.map { Self.units($0, dimension: panel.dimension) } ?? []
    var projector: Projector?
    if panel.dimension <= 3 {
      axes = panel.dimension == 2 ? .plane : .space
      share = 1
    } else {
      let found = try Self.projector(
        units, labels: panel.labels, classCount: classCount, dimension: panel.dimension,
        discriminant: method == .discriminant, title: panel.title)
      axes = method == .discriminant ? .discriminant : .principal
      share = found.share
      projector = found
    }
    self.projector = projector
    points = units.map { Self.place($0, projector) }
    weights = weightUnits.map { Self.place($0, projector) }
  }

  /// Where other rows of that dimension lie on the same axes.
  func places(_ rows: [Float], dimension: Int) -> [SIMD3<Double>?] {
    Self.units(rows, dimension: dimension).map { Self.place($0, projector) }
  }

  private static func place(_ unit: [Double]?, _ projector: Projector?) -> SIMD3<Double>? {
    guard let unit else { return nil }
    return projector.map { $0.apply(unit) } ?? padded(unit)
  }

  // MARK: Parts

  /// Each row at length 1; nil where it has no direction.
  static func units(_ rows: [Float], dimension: Int) -> [[Double]?] {
    stride(from: 0, to: rows.count, by: dimension).map { start in
      unit(rows[start..<start + dimension].map(Double.init))
    }
  }

  private static func unit(_ row: [Double]) -> [Double]? {
    // Scaled first, so that squares neither overflow nor vanish.
    let largest = row.reduce(0) { max($0, $1.magnitude) }
    guard largest > 0, row.allSatisfy(\.isFinite) else { return nil }
    let scaled = row.map { $0 / largest }
    let length = scaled.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return scaled.map { $0 / length }
  }

  private static func padded(_ row: [Double]) -> SIMD3<Double> {
    SIMD3(row[0], row[1], row.count > 2 ? row[2] : 0)
  }

  /// The direction of the mean of each class's points; nil for a class without points.
  static func centers(_ points: [SIMD3<Double>?], labels: [Int], classCount: Int) -> [SIMD3<Double>?] {
    var sums = [SIMD3<Double>](repeating: .zero, count: classCount)
    for (point, label) in zip(points, labels) {
      if let point { sums[label] += point }
    }
    return sums.map(\.direction)
  }

  /// An affine map into three dimensions, and the share of variance it keeps.
  struct Projector {
    var mean: [Double]
    /// dimension × 3.
    var axes: Matrix
    var share: Double

    func apply(_ row: [Double]) -> SIMD3<Double>? {
      var sum = SIMD3<Double>.zero
      for (index, value) in row.enumerated() {
        sum += (value - mean[index]) * SIMD3(axes[index, 0], axes[index, 1], axes[index, 2])
      }
      return sum.direction
    }
  }

  static func projector(
    _ units: [[Double]?], labels: [Int], classCount: Int, dimension: Int, discriminant: Bool, title: String
  ) throws(PlotError) -> Projector {
    let rows = zip(units, labels).compactMap { unit, label in unit.map { ($0, label) } }
    let mean = Self.mean(rows.map(\.0), dimension: dimension)
    let total = scatter(rows.map { zip($0.0, mean).map { $0 - $1 } }, dimension: dimension)
    do {
      let system: LinearAlgebra.Eigensystem
      if discriminant {
        let means = (0..<classCount).map { index in
          Self.mean(rows.filter { $0.1 == index }.map(\.0), dimension: dimension)
        }
        let within = scatter(rows.map { zip($0.0, means[$0.1]).map { $0 - $1 } }, dimension: dimension)
        var between = total
        for index in between.elements.indices { between.elements[index] -= within.elements[index] }
        var metric = within
        // A ridge, so that directions without any spread within classes stay solvable.
        let ridge = max(total.trace / Double(dimension) * 1e-4, .leastNormalMagnitude)
        for index in 0..<dimension { metric[index, index] += ridge }
        system = try LinearAlgebra.generalizedEigensystem(between, metric)
      } else {
        system = try LinearAlgebra.symmetricEigensystem(total)
      }
      let positive = system.values.map { max(0, $0) }
      let sum = positive.reduce(0, +)
      var axes = Matrix(rows: dimension, columns: 3)
      for row in 0..<dimension { for column in 0..<3 { axes[row, column] = system.vectors[row, column] } }
      return Projector(mean: mean, axes: axes, share: sum > 0 ? positive[..<3].reduce(0, +) / sum : 1)
    } catch {
      throw PlotError("the features of “\(title)” have no principal axes: \(error)")
    }
  }

  private static func mean(_ rows: [[Double]], dimension: Int) -> [Double] {
    var sum = [Double](repeating: 0, count: dimension)
    for row in rows { for index in 0..<dimension { sum[index] += row[index] } }
    return sum.map { $0 / Double(max(1, rows.count)) }
  }

  /// Xᵀ X / n of rows already centered.
  private static func scatter(_ rows: [[Double]], dimension: Int) -> Matrix {
    let matrix = Matrix(rows: rows.count, columns: dimension, elements: rows.flatMap { $0 })
    var product = LinearAlgebra.product(matrix, matrix, transposingLeft: true)
    for index in product.elements.indices { product.elements[index] /= Double(max(1, rows.count)) }
    return product
  }
}

extension SIMD3<Double> {
  func dot(_ other: SIMD3<Double>) -> Double { x * other.x + y * other.y + z * other.z }

  func cross(_ other: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
  }

  var length: Double { dot(self).squareRoot() }

  /// At length 1; nil where there is none or it is not finite.
  var direction: SIMD3<Double>? {
    let length = length
    return length > 1e-12 && length.isFinite ? self / length : nil
  }
}
