/// A spec that cannot be trained at all, found before the first step. A notebook's diagnostics should have caught it.
package struct TrainingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A sentence without a final stop.
  package var reason: String
  /// The key of the spec that it is about: `loss`, `optimizer`, `model`, …
  package var key: String?

  package init(reason: String, key: String? = nil) {
    self.reason = reason
    self.key = key
  }

  package var description: String { reason }
}
