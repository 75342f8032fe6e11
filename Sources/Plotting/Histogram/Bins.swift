internal import Foundation

/// Bins between round numbers, the same for all series of a histogram.
package struct Bins: Hashable, Sendable {
  /// Rising; one more than there are bins. A bin holds its lower edge, the last one its upper edge too.
  package let edges: [Double]

  package var count: Int { edges.count - 1 }

  package init(edges: [Double]) {
    precondition(edges.count > 1)
    self.edges = edges
  }

  /// For `series` together: as wide as Freedman and Diaconis (1981) say for the largest series, 2·IQR·n^(−1/3), or about
  /// `wanted` bins where that is given, rounded to 1, 2 or 5 × a power of ten; one bin to two hundred.
  /// - Parameter narrowest: no bin is narrower, for values that were counted before.
  package init(for series: [CountedValues], wanted: Int? = nil, narrowest: Double = 0) {
    guard let low = series.compactMap(\.values.first).min(), let high = series.compactMap(\.values.last).max() else {
      edges = [0, 1]
      return
    }
    let span = high - low
    guard span > max(low.magnitude, high.magnitude) * 1e-9 else {
      let half = max(low.magnitude * 0.005, 0.5e-6)
      edges = [low - half, low + half]
      return
    }
    let width = max(narrowest, wanted.map { span / Double($0) } ?? Self.width(series, span: span))
    var exponent = Int(log10(width).rounded(.down))
    var factor = width / pow(10, Double(exponent))
    factor = factor < 1.5 ? 1 : factor < 3.5 ? 2 : factor < 7.5 ? 5 : 10
    if factor == 10 { (factor, exponent) = (1, exponent + 1) }
    let step = exponent >= 0 ? factor * pow(10, Double(exponent)) : factor / pow(10, Double(-exponent))
    let first = (low / step).rounded(.down)
    var last = (high / step).rounded(.up)
    if last <= first { last = first + 1 }
    edges = stride(from: first, through: last, by: 1).map {
      exponent >= 0 ? $0 * step : $0 * factor / pow(10, Double(-exponent))
    }
  }

  private static func width(_ series: [CountedValues], span: Double) -> Double {
    let largest = series.max { $0.total < $1.total } ?? CountedValues([])
    let spread = largest.quantile(0.75) - largest.quantile(0.25)
    let rule = 2 * spread / cbrt(Double(max(1, largest.total)))
    // Where half the values are equal the rule says nothing: Sturges (1926).
    let width = rule > 0 ? rule : span / (log2(Double(max(1, largest.total))) + 1)
    return min(span, max(span / 200, width))
  }

  /// How many of `values` fall into each bin; those outside all bins are not counted.
  package func counts(_ values: CountedValues) -> [Int] {
    var counts = [Int](repeating: 0, count: self.count)
    for (value, count) in zip(values.values, values.counts) where value >= edges[0] && value <= edges[edges.count - 1] {
      // The last edge that is not above the value.
      var (low, high) = (0, edges.count - 1)
      while high - low > 1 {
        let middle = (low + high) / 2
        if edges[middle] <= value { low = middle } else { high = middle }
      }
      counts[low] += count
    }
    return counts
  }
}
