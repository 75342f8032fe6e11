internal import OffprintCore

/// What a random part of a finite whole says of the rest: the hypergeometric distribution, drawn without replacement.
///
/// Of N things D are marked; among n that are drawn, X are. P(X = x) = C(D, x) C(N − D, n − x) / C(N, n).
package enum FinitePopulation {
  /// The largest D that the drawing leaves possible: with D + 1 marked things or more, no more than `found` of `drawn` would
  /// have been marked with a probability of at most 1 − `confidence`. The exact one-sided bound (Clopper and Pearson's for the
  /// hypergeometric distribution), so it holds in at least `confidence` of all drawings, whatever D is.
  ///
  /// Precondition: 0 ≤ found ≤ drawn ≤ population, 0 < confidence < 1.
  package static func mostMarked(population: Int, drawn: Int, found: Int, confidence: Double) -> Int {
    precondition(0 <= found && found <= drawn && drawn <= population && 0 < confidence && confidence < 1)
    // P(X ≤ found) falls with D, so the last D that is above the level is found by halving.
    var (possible, excluded) = (found, population - (drawn - found) + 1)
    while excluded - possible > 1 {
      let middle = (possible + excluded) / 2
      let chance = cumulative(found, population: population, marked: middle, drawn: drawn)
      if chance > 1 - confidence { possible = middle } else { excluded = middle }
    }
    return possible
  }

  /// P(X ≤ `count`).
  package static func cumulative(_ count: Int, population: Int, marked: Int, drawn: Int) -> Double {
    let lowest = max(0, drawn - (population - marked))
    let highest = min(drawn, marked)
    guard count >= lowest else { return 0 }
    guard count < highest else { return 1 }
    // Terms as multiples of the last one, by the ratio of neighbours, so that none of those that count can underflow.
    var sum = 1.0
    var term = 1.0
    for x in stride(from: count, to: lowest, by: -1) {
      let ratio =
        Double(x) * Double(population - marked - drawn + x) / (Double(marked - x + 1) * Double(drawn - x + 1))
      term *= ratio
      sum += term
      if term < sum * 0x1p-60 && ratio < 1 { break }
    }
    return min(1, sum * Elementary.exp(logarithm(count, population: population, marked: marked, drawn: drawn)))
  }

  /// ln P(X = x).
  private static func logarithm(_ x: Int, population: Int, marked: Int, drawn: Int) -> Double {
    choices(marked, x) + choices(population - marked, drawn - x) - choices(population, drawn)
  }

  /// ln C(n, k), as a sum over the smaller side: exact to some units of the last place of the largest term.
  private static func choices(_ n: Int, _ k: Int) -> Double {
    let side = min(k, n - k)
    guard side > 0 else { return 0 }
    return (1...side).reduce(0) { $0 + Elementary.log(Double(n - side + $1) / Double($1)) }
  }
}
