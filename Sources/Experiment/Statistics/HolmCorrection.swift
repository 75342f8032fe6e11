/// Holm's step-down correction of a family of p-values (Holm 1979): the chance of one false finding in the family stays at the
/// level, whatever hangs together with whatever.
package enum HolmCorrection {
  /// The adjusted p-values in the order of the given ones, each at least as large and at most 1.
  package static func adjusted(_ probabilities: [Double]) -> [Double] {
    var adjusted = probabilities
    var largest = 0.0
    let order = probabilities.indices.sorted { (probabilities[$0], $0) < (probabilities[$1], $1) }
    for (rank, index) in order.enumerated() {
      largest = max(largest, min(1, probabilities[index] * Double(probabilities.count - rank)))
      adjusted[index] = largest
    }
    return adjusted
  }
}
