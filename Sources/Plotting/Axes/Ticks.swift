internal import Foundation

/// Round numbers along an axis.
package struct Ticks: Hashable, Sendable {
  /// Rising.
  package var values: [Double]
  /// Of the values divided by 10^`exponent`.
  package var labels: [String]
  /// 0 unless the numbers would be too long; then the axis' title says `×10⁶`.
  package var exponent = 0

  /// Multiples of 1, 2 or 5 × a power of ten that lie in `range`, about `count` of them; of whole numbers only if asked.
  package init(in range: ClosedRange<Double>, count: Int, whole: Bool = false) {
    let span = range.upperBound - range.lowerBound
    let largest = max(range.upperBound.magnitude, range.lowerBound.magnitude)
    guard span.isFinite, span > 0, count > 0, span > largest * 1e-12 else {
      values = range.lowerBound.isFinite ? [range.lowerBound] : []
      labels = values.map { NumberText.fixed($0, decimals: 2) }
      return
    }
    let rough = span / Double(count)
    var power = Int(log10(rough).rounded(.down))
    var factor = rough / Self.power(power)
    factor = factor < 1.5 ? 1 : factor < 3.5 ? 2 : factor < 7.5 ? 5 : 10
    if factor == 10 { (factor, power) = (1, power + 1) }
    if whole, power < 0 { (factor, power) = (1, 0) }
    let step = factor * Self.power(power)
    // A hair of slack keeps ends that are ticks but for rounding.
    let first = (range.lowerBound / step - 1e-9).rounded(.up)
    let last = (range.upperBound / step + 1e-9).rounded(.down)
    values = last >= first && last - first < 1000 ? stride(from: first, through: last, by: 1).map { $0 * step } : []
    if largest >= 1e6 || power < -5 { exponent = Int(log10(largest).rounded(.down)) }
    let scale = exponent == 0 ? 1 : Self.power(exponent)
    let decimals = max(0, exponent - power)
    labels = values.map { NumberText.fixed($0 / scale, decimals: decimals) }
  }

  /// For a logarithmic axis: 1, 2 and 5 × powers of ten in a positive `range`, or powers of ten alone from three decades,
  /// thinned to at most `limit`.
  package init(logarithmicIn range: ClosedRange<Double>, limit: Int = 9) {
    precondition(range.lowerBound > 0, "logarithms of positive numbers")
    let first = Int(log10(range.lowerBound).rounded(.down))
    let last = Int(log10(range.upperBound).rounded(.up))
    let factors: [Double] = last - first > 3 ? [1] : [1, 2, 5]
    let step = max(1, (last - first) / max(1, limit) + ((last - first) % max(1, limit) > 0 ? 1 : 0))
    var found: [(value: Double, exponent: Int)] = []
    for power in first...max(first, last) where factors.count > 1 || power.isMultiple(of: step) {
      for factor in factors {
        let value = factor * Self.power(power)
        guard value >= range.lowerBound * (1 - 1e-9), value <= range.upperBound * (1 + 1e-9) else { continue }
        found.append((value, power))
      }
    }
    values = found.map(\.value)
    let arePlain = found.allSatisfy { (-4...5).contains($0.exponent) }
    labels = found.map { value, power in
      if arePlain { return NumberText.fixed(value, decimals: max(0, -power)) }
      let factor = Int((value / Self.power(power)).rounded())
      return (factor == 1 ? "" : "\(factor)×") + "10" + NumberText.superscript(power)
    }
  }

  /// For an axis of doublings: powers of two in a positive `range`, at most `limit`.
  package init(binaryIn range: ClosedRange<Double>, limit: Int = 9) {
    precondition(range.lowerBound > 0, "logarithms of positive numbers")
    let first = Int((log2(range.lowerBound) - 1e-9).rounded(.up))
    let last = Int((log2(range.upperBound) + 1e-9).rounded(.down))
    let powers = last >= first ? Array(first...last) : []
    let step = max(1, (powers.count + limit - 1) / max(1, limit))
    let kept = powers.filter { ($0 - first).isMultiple(of: step) }
    values = kept.map { pow(2, Double($0)) }
    labels = zip(values, kept).map { value, power in
      (-4...16).contains(power) ? NumberText.shortest(value) : "2" + NumberText.superscript(power)
    }
  }

  /// The given numbers, each as short as it can be written.
  package init(at values: [Double]) {
    self.values = values.sorted()
    labels = self.values.map(NumberText.shortest)
  }

  init(values: [Double], labels: [String], exponent: Int) {
    self.values = values
    self.labels = labels
    self.exponent = exponent
  }

  func keeping(_ isKept: (Int) -> Bool) -> Ticks {
    let kept = values.indices.filter(isKept)
    return Ticks(values: kept.map { values[$0] }, labels: kept.map { labels[$0] }, exponent: exponent)
  }

  /// 10ⁿ, exact where a double can be.
  private static func power(_ exponent: Int) -> Double {
    exponent >= 0 ? pow(10, Double(exponent)) : 1 / pow(10, Double(-exponent))
  }
}
