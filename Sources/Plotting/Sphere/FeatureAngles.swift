internal import Foundation

extension FeatureAngles {
  /// Of each feature to the class weights, before any projection; nil where there are no weights.
  init?(features: [Float], labels: [Int], weights: [Float]?, dimension: Int) {
    guard let weights else { return nil }
    let directions = SphereProjection.units(weights, dimension: dimension)
    let units = SphereProjection.units(features, dimension: dimension)
    var own = [Double](repeating: .nan, count: labels.count)
    var next = own
    var nextClass = labels
    for (index, label) in labels.enumerated() {
      guard let unit = units[index] else { continue }
      var nearest = -Double.infinity
      for (category, direction) in directions.enumerated() {
        guard let direction else { continue }
        var cosine = 0.0
        for axis in 0..<dimension { cosine += unit[axis] * direction[axis] }
        if category == label {
          own[index] = Self.degrees(cosine)
        } else if cosine > nearest {
          nearest = cosine
          nextClass[index] = category
        }
      }
      if nearest.isFinite { next[index] = Self.degrees(nearest) }
    }
    self.init(own: own, nextClass: nextClass, next: next)
  }

  private static func degrees(_ cosine: Double) -> Double {
    (acos(min(max(cosine, -1), 1)) * 18_000 / .pi).rounded() / 100
  }
}
