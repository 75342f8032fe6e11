internal import Foundation

/// Round numbers along an axis.
package struct Ticks: Hashable, Sendable {
  /// Rising.
  package var values: [Double]
  package var labels: [String]

  /// Multiples of 1, 2 or 5 × a power of ten that lie in `range`, about `count` of them; of whole numbers only if asked.
  package init(in range: ClosedRange<Double>, count: Int, whole: Bool = false) {
    let span = range.upperBound - range.lowerBound
    guard span.isFinite, span > 0, count > 0, span > max(range.upperBound.magnitude, range.lowerBound.magnitude) * 1e-12
    else {
      values = range.lowerBound.isFinite ? [range.lowerBound] : []
      labels = values.map { NumberText.fixed($0, decimals: 2) }
      return
    }
    let rough = span / Double(count)
    var exponent = Int(log10(rough).rounded(.down))
    var factor = rough / Self.power(exponent)
    factor = factor < 1.5 ? 1 : factor < 3.5 ? 2 : factor < 7.5 ? 5 : 10
    if factor == 10 { (factor, exponent) = (1, exponent + 1) }
    if whole, exponent < 0 { (factor, exponent) = (1, 0) }
    let step = factor * Self.power(exponent)
    // A hair of slack keeps ends that are ticks but for rounding.
    let first = (range.lowerBound / step - 1e-9).rounded(.up)
    let last = (range.upperBound / step + 1e-9).rounded(.down)
    values = last >= first && last - first < 1000 ? stride(from: first, through: last, by: 1).map { $0 * step } : []
    let decimals = max(0, -exponent)
    labels = values.map { NumberText.fixed($0, decimals: decimals) }
  }

  /// For a logarithmic axis: 1, 2 and 5 × powers of ten in a positive `range`, or powers of ten alone from three decades.
  package init(logarithmicIn range: ClosedRange<Double>) {
    precondition(range.lowerBound > 0, "logarithms of positive numbers")
    let first = Int(log10(range.lowerBound).rounded(.down))
    let last = Int(log10(range.upperBound).rounded(.up))
    let factors: [Double] = last - first > 3 ? [1] : [1, 2, 5]
    values = []
    labels = []
    for exponent in first...max(first, last) {
      for factor in factors {
        let value = factor * Self.power(exponent)
        guard value >= range.lowerBound * (1 - 1e-9), value <= range.upperBound * (1 + 1e-9) else { continue }
        values.append(value)
        labels.append(NumberText.fixed(value, decimals: max(0, -exponent)))
      }
    }
  }

  /// 10ⁿ, exact where a double can be.
  private static func power(_ exponent: Int) -> Double {
    exponent >= 0 ? pow(10, Double(exponent)) : 1 / pow(10, Double(-exponent))
  }
}
