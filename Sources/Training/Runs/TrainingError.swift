/// A spec that cannot be trained at all, found before the first step. A notebook's diagnostics should have caught it.
package struct TrainingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A sentence without a final stop.
  package var reason: String

  package init(reason: String) { self.reason = reason }

  package var description: String { reason }
}
