package import Mathematics

/// A formula on lines of its own.
package struct ReportEquation: Hashable, Sendable {
  /// 1 for "Equation 1", printed as (1) beside it; nil for a formula that nothing refers to.
  package var number: Int?
  /// Unique in the document: `eq-margin`; nil where `number` is.
  package var anchor: String?
  /// Of the style `.display`.
  package var formula: Formula

  package init(number: Int?, anchor: String?, formula: Formula) {
    self.number = number
    self.anchor = anchor
    self.formula = formula
  }

  /// What is printed beside it, `(1)`, or the author's `\tag`; nil for one without a number.
  package var label: String? { (formula.tag ?? number.map(String.init)).map { "(\($0))" } }
}
