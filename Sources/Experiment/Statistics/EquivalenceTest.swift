/// Is a mean inside a range? Two one-sided tests (Schuirmann 1987): both of its ends must be ruled out.
package struct EquivalenceTest: Hashable, Sendable {
  /// The larger of the two one-sided p-values: small where the sample speaks for a mean inside the range.
  package let probabilityOutside: Double
  /// The smaller one-sided p-value against being inside: small where the sample speaks for a mean outside the range.
  package let probabilityInside: Double

  /// Nil below two values: one value says nothing of its spread.
  package init?(_ values: [Double], within range: ClosedRange<Double>) {
    guard let notAbove = StudentTest.notAbove(range.lowerBound, values),
      let notBelow = StudentTest.notBelow(range.upperBound, values)
    else { return nil }
    probabilityOutside = max(notAbove, notBelow)
    // Outside is below the lower end or above the upper one: two looks, so twice the smaller one (Bonferroni).
    probabilityInside = min(1, 2 * min(1 - notAbove, 1 - notBelow))
  }
}
