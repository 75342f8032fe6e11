/// The spaces between atoms (Knuth, The TeXbook, chapter 18 and appendix G, rules 5, 6 and 20).
enum AtomSpacing {
  /// In ems, between atoms of classes `left` and `right`.
  static func space(_ left: MathClass, _ right: MathClass, inScript: Bool) -> Double {
    let digit = table[left.rawValue][right.rawValue]
    // The wide spaces, and those that the table marks as negative, are not for scripts.
    if digit < 0 { return inScript ? 0 : Double(-digit + 2) / 18 }
    return digit == 1 ? 3 / 18 : 0
  }

  /// 0: none; 1: thin; -1, -2, -3: thin, medium, thick, and none in scripts. Rows and columns in the order of `MathClass`.
  private static let table: [[Int]] = [
    [0, 1, -2, -3, 0, 0, 0, -1],
    [1, 1, 0, -3, 0, 0, 0, -1],
    [-2, -2, 0, 0, -2, 0, 0, -2],
    [-3, -3, 0, 0, -3, 0, 0, -3],
    [0, 0, 0, 0, 0, 0, 0, 0],
    [0, 1, -2, -3, 0, 0, 0, -1],
    [-1, -1, 0, -1, -1, -1, -1, -1],
    [-1, 1, -2, -3, -1, 0, -1, -1],
  ]

  /// The classes of the nodes of a row, nil for spaces: a binary sign with nothing to join is an ordinary one.
  ///
  /// - Parameter before: the class of what stands before the row, as an empty atom does before the right half of an
  ///   aligned equation.
  static func classes(of nodes: [MathNode], before: MathClass? = nil) -> [MathClass?] {
    var classes = nodes.map(\.mathClass)
    var last: Int?
    var previous = before
    for index in classes.indices {
      guard let current = classes[index] else { continue }
      if current == .binary, !(previous.map(canStandBeforeBinary) ?? false) {
        classes[index] = .ordinary
      } else if let last, classes[last] == .binary, [.relation, .closing, .punctuation].contains(current) {
        classes[last] = .ordinary
      }
      previous = classes[index]
      last = index
    }
    if let last, classes[last] == .binary { classes[last] = .ordinary }
    return classes
  }

  private static func canStandBeforeBinary(_ previous: MathClass) -> Bool {
    switch previous {
    case .ordinary, .closing, .inner: true
    case .largeOperator, .binary, .relation, .opening, .punctuation: false
    }
  }
}
