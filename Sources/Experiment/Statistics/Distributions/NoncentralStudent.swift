internal import OffprintCore

/// Student's t where there is something to find: (Z + δ) / √(χ²_ν / ν), with Z standard normal and δ the noncentrality.
package enum NoncentralStudent {
  /// Steps of the integral over ±8 of the normal distribution; even.
  private static let steps = 400

  /// P(T > `limit`) with `degrees` degrees of freedom, for `limit` > 0: the mean over Z of P(√(χ²_ν / ν) < (Z + δ) / `limit`), by
  /// Simpson's rule; within 10⁻⁵ up to 300 degrees.
  package static func upperTail(_ limit: Double, noncentrality: Double, degrees: Int) -> Double {
    precondition(degrees > 0 && limit > 0)
    let half = Double(degrees) / 2
    let step = 16 / Double(steps)
    var sum = 0.0
    for index in 0...steps {
      let z = -8 + Double(index) * step
      let ratio = (z + noncentrality) / limit
      guard ratio > 0 else { continue }
      let weight = index == 0 || index == steps ? 1.0 : index.isMultiple(of: 2) ? 2 : 4
      let within = 1 - GammaFunction.upperTail(half, half * ratio * ratio)
      sum += weight * within * Elementary.exp(-z * z / 2)
    }
    return min(1, max(0, sum * step / 3 / 2.5066282746310002))
  }

  /// The noncentrality for which `limit` is passed with probability `power`, to a thousandth.
  package static func noncentrality(power: Double, limit: Double, degrees: Int) -> Double {
    precondition(power > 0 && power < 1 && limit > 0)
    var low = 0.0
    var high = max(1, limit)
    while upperTail(limit, noncentrality: high, degrees: degrees) < power, high < 1e9 { high *= 2 }
    while high - low > 1e-3 * max(1, low) {
      let middle = (low + high) / 2
      if upperTail(limit, noncentrality: middle, degrees: degrees) < power { low = middle } else { high = middle }
    }
    return high
  }
}
