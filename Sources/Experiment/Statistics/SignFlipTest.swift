package import OffprintCore

/// The paired permutation test: under the null hypothesis each difference could as well have had the other sign
/// (Fisher 1935, §21).
package enum SignFlipTest {
  package enum Alternative: Hashable, Sendable {
    /// The mean difference is not zero.
    case twoSided
    /// It is above zero.
    case greater
  }

  /// Up to this many pairs all 2ⁿ sign patterns are counted.
  package static let exactLimit = 16
  /// Random patterns beyond that.
  package static let patterns = 99_999

  /// The p-value; nil without differences. Beyond `exactLimit` pairs from `patterns` random ones and the observed one
  /// (Phipson and Smyth 2010, "Permutation p-values should never be zero"), drawn from the beginning of `stream`.
  package static func probability(
    _ differences: [Double], _ alternative: Alternative = .twoSided, stream: RandomStream
  ) -> Double? {
    guard !differences.isEmpty else { return nil }
    let observed = statistic(differences.reduce(0, +), alternative)
    // Sums of the same terms in another pattern may differ in their last bits without being another sum.
    let scale = differences.reduce(0) { $0 + $1.magnitude }
    let threshold = observed - scale * 1e-12
    return differences.count <= exactLimit
      ? exact(differences, alternative, threshold) : sampled(differences, alternative, threshold, stream)
  }

  private static func statistic(_ sum: Double, _ alternative: Alternative) -> Double {
    alternative == .twoSided ? sum.magnitude : sum
  }

  private static func exact(_ differences: [Double], _ alternative: Alternative, _ threshold: Double) -> Double {
    let total = 1 << differences.count
    var extreme = 0
    for pattern in 0..<total {
      var sum = 0.0
      for (place, difference) in differences.enumerated() {
        sum += pattern >> place & 1 == 0 ? difference : -difference
      }
      if statistic(sum, alternative) >= threshold { extreme += 1 }
    }
    return Double(extreme) / Double(total)
  }

  private static func sampled(
    _ differences: [Double], _ alternative: Alternative, _ threshold: Double, _ stream: RandomStream
  ) -> Double {
    let bytes = (differences.count + 7) / 8
    let table = sums(differences)
    var words = SIMD4<UInt32>()
    var (next, extreme) = (0, 1)
    for _ in 0..<patterns {
      var sum = 0.0
      for byte in 0..<bytes {
        if byte % 4 == 0 {
          if next % 4 == 0 { words = stream.block(at: UInt64(next / 4)) }
          next += 1
        }
        let signs = words[(next - 1) % 4] >> (8 * UInt32(byte % 4)) & 0xFF
        sum += table[byte << 8 | Int(signs)]
      }
      if statistic(sum, alternative) >= threshold { extreme += 1 }
    }
    return Double(extreme) / Double(patterns + 1)
  }

  /// For each eight differences what they add up to under each of their 256 sign patterns.
  private static func sums(_ differences: [Double]) -> [Double] {
    stride(from: 0, to: differences.count, by: 8).flatMap { start in
      let group = differences[start..<min(start + 8, differences.count)]
      return (0..<256).map { pattern in
        group.enumerated().reduce(0) { $0 + (pattern >> $1.offset & 1 == 0 ? $1.element : -$1.element) }
      }
    }
  }
}
