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
  package init(for series: [[Double]], wanted: Int? = nil, narrowest: Double = 0) {
    let all = series.flatMap { $0 }
    guard let low = all.min(), let high = all.max() else {
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

  private static func width(_ series: [[Double]], span: Double) -> Double {
    let largest = series.max { $0.count < $1.count } ?? []
    let sorted = largest.sorted()
    let spread = quantile(sorted, 0.75) - quantile(sorted, 0.25)
    let rule = 2 * spread / cbrt(Double(max(1, sorted.count)))
    // Where half the values are equal the rule says nothing: Sturges (1926).
    let width = rule > 0 ? rule : span / (log2(Double(max(1, sorted.count))) + 1)
    return min(span, max(span / 200, width))
  }

  /// Between order statistics, as numpy's default.
  static func quantile(_ sorted: [Double], _ part: Double) -> Double {
    guard let last = sorted.last else { return 0 }
    let at = part * Double(sorted.count - 1)
    let index = Int(at)
    guard index + 1 < sorted.count else { return last }
    return sorted[index] + (sorted[index + 1] - sorted[index]) * (at - Double(index))
  }

  /// How many of `values` fall into each bin; those outside all bins are not counted.
  package func counts(_ values: [Double]) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    for value in values where value >= edges[0] && value <= edges[edges.count - 1] {
      // The last edge that is not above the value.
      var (low, high) = (0, edges.count - 1)
      while high - low > 1 {
        let middle = (low + high) / 2
        if edges[middle] <= value { low = middle } else { high = middle }
      }
      counts[low] += 1
    }
    return counts
  }
}
