import Mathematics

/// A title: one line of plain text for windows and outlines too, so its formulas become the nearest plain text.
enum PlainTitle {
  static func text(_ title: String) -> String {
    var result = ""
    var formula: String?
    for scalar in FormulaScanner.masked(title).unicodeScalars {
      switch scalar {
      case MathMask.opening: formula = ""
      case MathMask.closing:
        let source = formula ?? ""
        result += (try? Formula(parsing: source, style: .inline))?.plainText ?? "$\(source)$"
        formula = nil
      default:
        let original = MathMask.original(scalar) ?? scalar
        if formula == nil { result.unicodeScalars.append(original) } else { formula?.unicodeScalars.append(original) }
      }
    }
    return result
  }
}
