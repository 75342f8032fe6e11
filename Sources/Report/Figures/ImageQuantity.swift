import Experiment
import Foundation
import Plotting

/// What is measured of each test image from its feature and the class weights.
package enum ImageQuantity: String, Hashable, Sendable, CaseIterable {
  /// θ_y, between the feature and the weight of the true class, in degrees.
  case angle
  /// How much larger the smallest angle to another class is, in degrees; below 0 for an image that goes wrong.
  case gap
  /// The Euclidean length of the feature.
  case length

  var quantity: Quantity {
    switch self {
    case .angle:
      Quantity(
        name: rawValue, title: "Angle to the weight of the true class, θ (°)",
        phrase: "the angle to the weight of the true class", unit: "°", limits: 0...180, decimals: 1)
    case .gap:
      Quantity(
        name: rawValue, title: "Nearest other class − true class (°)",
        phrase: "the angle to the nearest other class less that to the true class", unit: "°", limits: -180...180,
        decimals: 1)
    case .length:
      Quantity(name: rawValue, title: "Length of the feature", phrase: "the length of the feature", decimals: 2)
    }
  }

  /// For each image, rising, as fine as a figure can show: angles to a hundredth of a degree, lengths to four digits. Nothing
  /// for an image whose feature has no direction.
  func values(of set: EmbeddingSet) -> [Double] {
    exactValues(of: set).filter(\.isFinite).map(rounded).sorted()
  }

  private func rounded(_ value: Double) -> Double {
    guard self == .length else { return (value * 100).rounded() / 100 }
    guard value > 0 else { return 0 }
    // Twelve binary digits after the first are a little more than four decimal ones, and free of powers of ten.
    let unit = Double(sign: .plus, exponent: value.exponent - 12, significand: 1)
    return unit > 0 ? (value / unit).rounded() * unit : value
  }

  private func exactValues(of set: EmbeddingSet) -> [Double] {
    let size = set.dimension
    let weights = (0..<set.classCount).map { Self.unit(set.classWeights[$0 * size..<($0 + 1) * size]) }
    return set.labels.indices.compactMap { image -> Double? in
      let row = set.features[image * size..<(image + 1) * size]
      if self == .length { return Self.length(row) }
      guard let unit = Self.unit(row) else { return nil }
      let label = Int(set.labels[image])
      guard weights.indices.contains(label), let own = weights[label] else { return nil }
      let angle = Self.angle(unit, own)
      guard self == .gap else { return angle }
      let others = weights.indices.filter { $0 != label }.compactMap { weights[$0] }.map { Self.angle(unit, $0) }
      return others.min().map { $0 - angle }
    }
  }

  private static func length(_ row: ArraySlice<Float>) -> Double {
    row.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
  }

  private static func unit(_ row: ArraySlice<Float>) -> [Double]? {
    let length = length(row)
    return length > 0 && length.isFinite ? row.map { Double($0) / length } : nil
  }

  private static func angle(_ first: [Double], _ second: [Double]) -> Double {
    var product = 0.0
    for index in first.indices { product += first[index] * second[index] }
    return acos(min(max(product, -1), 1)) * 180 / .pi
  }
}
