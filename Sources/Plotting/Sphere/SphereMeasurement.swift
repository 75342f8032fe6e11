internal import Foundation

/// What a sphere shows of a network's test features, and all that is kept of them for drawing it again: places, not features.
/// A place is kept in 24 bits, within 0.04° of the feature's own, whether it comes from the features or from where it was kept, so
/// that both draw the same.
package struct SphereMeasurement: Hashable, Sendable {
  /// Of the features.
  package var dimension: Int
  /// How features came into three dimensions: `none`, `principal` or `discriminant`.
  package var projection: String
  /// Of the variance (principal) or of the between-class variance (discriminant), in 0…1; 1 where nothing is left out.
  package var share: Double
  /// The true class of each image, from 0.
  package var labels: [Int]
  package var hasWeights: Bool
  /// By epoch, the drawn one last. Never empty.
  package var moments: [SphereMoment]

  package init(
    dimension: Int, projection: String, share: Double, labels: [Int], hasWeights: Bool, moments: [SphereMoment]
  ) {
    precondition(!moments.isEmpty, "a sphere has the epoch that is drawn")
    self.dimension = dimension
    self.projection = projection
    self.share = share
    self.labels = labels
    self.hasWeights = hasWeights
    self.moments = moments
  }

  /// Throws where the parts of the panel do not fit together, or nothing of it has a direction.
  package init(_ panel: EmbeddingPanel, method: ProjectionMethod) throws(PlotError) {
    try panel.validate()
    let projection = try SphereProjection(panel, method: method)
    let classCount = panel.classNames.count
    let points = projection.points.map { $0.map(UnitVectorCode.rounded) }
    var last = SphereMoment(
      epoch: panel.epoch, points: points, predictions: panel.predictions,
      centers: SphereProjection.centers(points, labels: panel.labels, classCount: classCount),
      weights: projection.weights)
    if panel.dimension > 3 {
      last.angles = FeatureAngles(
        features: panel.features, labels: panel.labels, weights: panel.classWeights, dimension: panel.dimension)
    }
    let earlier = panel.earlier.map { moment in
      SphereMoment(
        moment, labels: panel.labels, classCount: classCount, dimension: panel.dimension, on: projection)
    }
    self.init(
      dimension: panel.dimension, projection: projection.axes.word, share: projection.share, labels: panel.labels,
      hasWeights: panel.classWeights != nil, moments: earlier + [last])
  }
}

/// A direction in 24 bits: a point of an octahedron unfolded onto a square (Cigolle et al. 2014, "A Survey of Efficient
/// Representations for Independent Unit Vectors"), each coordinate in 0…4094, so that 0 is one of them:
/// within 0.04°, a third of a pixel on a sphere of 1,000 pixels.
package struct UnitVectorCode: Hashable, Sendable {
  package var x: UInt16
  package var y: UInt16

  package init(x: UInt16, y: UInt16) {
    self.x = x
    self.y = y
  }

  /// `point` is not zero.
  package init(_ point: SIMD3<Double>) {
    let sum = abs(point.x) + abs(point.y) + abs(point.z)
    var (x, y) = (point.x / sum, point.y / sum)
    if point.z < 0 {
      (x, y) = ((1 - abs(y)) * (x < 0 ? -1 : 1), (1 - abs(x)) * (y < 0 ? -1 : 1))
    }
    self.init(x: UInt16(((x + 1) * 2047).rounded()), y: UInt16(((y + 1) * 2047).rounded()))
  }

  /// Three bytes each: all low bytes of x, all of y, then x's four high bits below y's.
  package static func columns(_ codes: [UnitVectorCode]) -> [UInt8] {
    codes.map { UInt8(truncatingIfNeeded: $0.x) } + codes.map { UInt8(truncatingIfNeeded: $0.y) }
      + codes.map { UInt8(truncatingIfNeeded: $0.x >> 8 | ($0.y >> 8) << 4) }
  }

  /// What `columns` wrote; nil where there are not three bytes each.
  package static func codes(_ columns: [UInt8]) -> [UnitVectorCode]? {
    guard columns.count.isMultiple(of: 3) else { return nil }
    let count = columns.count / 3
    return (0..<count).map { index in
      let high = UInt16(columns[2 * count + index])
      return UnitVectorCode(
        x: UInt16(columns[index]) | (high & 15) << 8, y: UInt16(columns[count + index]) | (high >> 4) << 8)
    }
  }

  /// What stands for a feature without a direction.
  package static let none = UnitVectorCode(x: 4095, y: 4095)

  /// Of length 1.
  package var direction: SIMD3<Double> {
    var (x, y) = (Double(x) / 2047 - 1, Double(y) / 2047 - 1)
    let z = 1 - abs(x) - abs(y)
    if z < 0 { (x, y) = ((1 - abs(y)) * (x < 0 ? -1 : 1), (1 - abs(x)) * (y < 0 ? -1 : 1)) }
    let place = SIMD3(x, y, z)
    return place / place.length
  }

  static func rounded(_ point: SIMD3<Double>) -> SIMD3<Double> { UnitVectorCode(point).direction }
}
