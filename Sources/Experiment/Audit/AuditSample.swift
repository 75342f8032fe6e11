internal import OffprintCore

/// Which runs of a report are trained again where not all are, and what those say of the others.
package struct AuditSample: Hashable, Sendable {
  /// Runs that could have been drawn.
  package var population: Int
  /// How many were, at random.
  package var drawn: Int
  /// Those among them that are neither BITWISE nor EQUIVALENT.
  package var unsound: Int

  package static let confidence = 0.95

  package init(population: Int, drawn: Int, unsound: Int) {
    self.population = population
    self.drawn = drawn
    self.unsound = unsound
  }

  /// The places 0 ..< `population` in a random order that `draw` decides. Each beginning of it is a random part, all parts of
  /// its size equally likely, so an audit that has to stop early has still looked at a random part.
  package static func order(population: Int, draw: UInt64) -> [Int] {
    var stream = RandomStream(seed: draw, purpose: .audit)
    return stream.nextPermutation(count: population)
  }

  /// The most of those that were not drawn that may be unsound, with 95 % confidence: the exact bound of the hypergeometric
  /// distribution, which holds whatever was changed and by whom, as long as nobody knew the draw beforehand.
  package var mostOthersUnsound: Int {
    FinitePopulation.mostMarked(
      population: population, drawn: drawn, found: unsound, confidence: AuditSample.confidence) - unsound
  }
}
