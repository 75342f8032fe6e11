/// What a browser does with an operator that says nothing of its spaces (MathML Core, appendix B: Operator Dictionary).
enum OperatorDictionary {
  /// Spaces in ems before and after; nil where they depend on the place in the row, or are not sure to be known.
  static func spaces(of sign: String, as mathClass: MathClass, atEdge: Bool) -> (left: Double, right: Double)? {
    switch mathClass {
    case .relation: return unsure.contains(sign) ? nil : (5 / 18, 5 / 18)
    case .binary: return !atEdge && medium.contains(sign) ? (4 / 18, 4 / 18) : nil
    case .punctuation: return sign == "," || sign == ";" ? (0, 3 / 18) : nil
    case .opening: return brackets.contains(sign) ? (0, 0) : nil
    case .closing: return brackets.contains(sign) ? (0, 0) : nil
    case .largeOperator: return (3 / 18, 3 / 18)
    case .ordinary: return primes.contains(sign) ? (0, 0) : nil
    case .inner: return nil
    }
  }

  /// Relations that the dictionary has among the fences or the binary signs.
  private static let unsure: Set<String> = [":", "∣", "|", "∥", "∦", "∤", "⌢", "⌣", "↑", "↓", "↕", "⇑", "⇓", "⇕"]
  private static let medium: Set<String> = ["+", "−", "±", "∓", "∪", "∩", "∧", "∨", "⊕", "⊖", "⊓", "⊔"]
  private static let brackets: Set<String> = ["(", ")", "[", "]", "{", "}", "⟨", "⟩", "⌊", "⌋", "⌈", "⌉"]
  private static let primes: Set<String> = ["′", "″", "‴", "⁗"]
}
