internal import Foundation

/// How numbers become places along an axis.
package enum AxisScale: String, Hashable, Sendable, CaseIterable {
  case linear
  /// By powers of ten.
  case log
  /// By powers of two, for sizes that are doubled.
  case log2

  /// What is drawn in proportion; nil for a value without a place: not finite, too large to print, or none above 0 on a
  /// logarithmic axis.
  func place(_ value: Double) -> Double? {
    guard value.isFinite, value.magnitude <= Self.largest else { return nil }
    switch self {
    case .linear: return value
    case .log: return value >= Self.smallest ? Foundation.log10(value) : nil
    case .log2: return value >= Self.smallest ? Foundation.log2(value) : nil
    }
  }

  func value(at place: Double) -> Double {
    switch self {
    case .linear: place
    case .log: pow(10, place)
    case .log2: pow(2, place)
    }
  }

  /// Past these, differences of values overflow or lose all their digits.
  static let largest = 1e15
  static let smallest = 1e-15
}

/// One axis of a chart, in the units of its data.
struct ChartAxis: Hashable, Sendable {
  var title: String
  var scale: AxisScale = .linear
  /// Positive on a logarithmic axis; never empty.
  var range: ClosedRange<Double>
  /// Whether only whole numbers are ticks.
  var isWhole = false
  /// Whether the lower end of the range is a tick whatever the round numbers are, as the first epoch is.
  var keepsFirst = false
  /// The ticks where they are not for this code to choose: the values that a sweep visited.
  var tickValues: [Double]?

  /// 0 at the lower end, 1 at the upper; nil for a value without a place.
  func fraction(_ value: Double) -> Double? {
    guard let low = scale.place(range.lowerBound), let high = scale.place(range.upperBound),
      let at = scale.place(value)
    else { return nil }
    return high > low ? (at - low) / (high - low) : 0.5
  }

  /// Around all of `values` that have a place, with `padding` of its length at both ends, but not past `limits` where
  /// the values keep to them.
  static func range(
    of values: [Double], scale: AxisScale = .linear, padding: Double = 0.06, limits: ClosedRange<Double>? = nil
  ) -> ClosedRange<Double> {
    let places = values.compactMap(scale.place)
    guard let least = places.min(), let greatest = places.max() else { return scale == .linear ? 0...1 : 1...10 }
    var pad = (greatest - least) * padding
    // Equal but for rounding.
    if greatest - least <= max(greatest.magnitude, least.magnitude) * 1e-9 {
      pad = scale == .linear ? (greatest == 0 ? 1 : greatest.magnitude * 0.05) : 0.3
    }
    var (low, high) = (scale.value(at: least - pad), scale.value(at: greatest + pad))
    if let limits {
      if scale.value(at: least) >= limits.lowerBound - 1e-9 { low = max(low, limits.lowerBound) }
      if scale.value(at: greatest) <= limits.upperBound + 1e-9 { high = min(high, limits.upperBound) }
    }
    // Limits may have met where all values lie on one of them.
    if !(high > low) { (low, high) = (scale.value(at: least - max(pad, 1e-6)), scale.value(at: greatest)) }
    return high > low ? low...high : low...(low + max(1e-6, low.magnitude * 0.05))
  }

  /// The smallest axis that holds both.
  func joined(with other: ChartAxis) -> ChartAxis {
    var axis = self
    axis.range =
      min(range.lowerBound, other.range.lowerBound)...max(range.upperBound, other.range.upperBound)
    if let own = tickValues, let others = other.tickValues { axis.tickValues = Set(own + others).sorted() }
    return axis
  }
}
