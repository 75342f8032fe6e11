extension MathMLWriter {
  mutating func array(_ array: MathArray) -> String {
    var writer = self
    writer.isDisplay = [.aligned, .gathered, .displayCases].contains(array.kind)
    let (name, attributes): (String, String) =
      switch array.kind {
      case .matrix: ("math-matrix", "")
      case .small: ("math-small", " scriptlevel=\"\(max(1, level))\"")
      case .cases: ("math-cases", "")
      case .displayCases: ("math-cases", " displaystyle=\"true\"")
      case .aligned: ("math-aligned", " displaystyle=\"true\"")
      case .gathered: ("math-gathered", " displaystyle=\"true\"")
      }
    if array.kind == .small { writer.level = max(1, level) }
    // MathML Core has no columnalign, but Firefox has; the classes of the cells are for the others.
    let columns = (0..<min(array.columnCount, 64)).map { Self.word(array.alignment(ofColumn: $0)) }
    let alignment = columns.allSatisfy { $0 == "center" } ? "" : " columnalign=\"\(columns.joined(separator: " "))\""
    var text = "<mtable class=\"\(name)\"\(attributes)\(alignment)>"
    for (index, row) in array.rows.enumerated() {
      text += "<mtr>"
      for (column, cell) in row.enumerated() {
        let names = Self.classes(of: array, row: index, column: column)
        text += names.isEmpty ? "<mtd>" : "<mtd class=\"\(names.joined(separator: " "))\">"
        text += writer.cell(cell, of: array, column: column) + "</mtd>"
      }
      text += "</mtr>"
      // Not every browser has room between rows by attribute; a row of its own does it anywhere.
      if let gap = array.gaps[index], gap > 0, index + 1 < array.rows.count {
        text += "<mtr><mtd><mspace height=\"\(Self.length(gap))\"/></mtd></mtr>"
      }
    }
    return text + "</mtable>"
  }

  private mutating func cell(_ node: MathNode, of array: MathArray, column: Int) -> String {
    let nodes: [MathNode] = if case .row(let nodes) = node { nodes } else { [node] }
    // The right half of an equation begins with its relation, as if something stood before.
    let isRightHalf = array.kind == .aligned && !column.isMultiple(of: 2)
    return row(nodes, before: isRightHalf ? .ordinary : nil)
  }

  private static func classes(of array: MathArray, row: Int, column: Int) -> [String] {
    var names: [String] = []
    switch array.alignment(ofColumn: column) {
    case .left: names.append("math-left")
    case .right: names.append("math-right")
    case .center: break
    }
    if array.verticalRules.contains(column) && column == 0 { names.append("math-rule-left") }
    if array.verticalRules.contains(column + 1) { names.append("math-rule-right") }
    if array.horizontalRules.contains(row) { names.append("math-rule-top") }
    if array.horizontalRules.contains(row + 1) && row + 1 == array.rows.count { names.append("math-rule-bottom") }
    return names
  }

  private static func word(_ alignment: MathArray.Alignment) -> String {
    switch alignment {
    case .left: "left"
    case .center: "center"
    case .right: "right"
    }
  }
}
