/// What makes two engines interchangeable.
package enum EngineVersion {
  /// The order of sums that `Documentation/NumericOrder.md` describes, and the arithmetic around it. It is part of every
  /// run's identity; whatever changes a bit of a trained weight raises it.
  package static let numeric = 1
}
