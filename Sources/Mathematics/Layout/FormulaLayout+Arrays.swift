internal import Interop

/// Distances of an array, in ems of text. From LaTeX's \arraycolsep, \arraystretch and \jot at ten points.
private struct ArrayMetrics {
  /// Least height and depth of a row.
  var ascent = 0.84
  var descent = 0.36
  /// Clear between the highest and the deepest things of neighbouring rows.
  var clearance = 0.1
  /// Further space between rows.
  var leading = 0.0
  /// Between columns, by the number of columns before.
  var gap: @Sendable (Int) -> Double = { _ in 1 }
  var style: MathStyle = .text

  init(_ kind: MathArray.Kind) {
    switch kind {
    case .matrix: break
    case .small:
      (ascent, descent, clearance) = (0.5, 0.22, 0.08)
      gap = { _ in 0.45 }
      style = .script
    case .cases, .displayCases:
      // \arraystretch 1.2
      (ascent, descent, clearance) = (1.008, 0.432, 0.3)
      style = kind == .cases ? .text : .display
    case .aligned:
      leading = 0.3
      gap = { $0.isMultiple(of: 2) ? 2 : 0 }
      style = .display
    case .gathered:
      leading = 0.3
      style = .display
    }
  }
}

extension FormulaLayout {
  /// Rows and columns about the axis.
  func array(_ array: MathArray, _ outer: LayoutStyle) -> MathBox {
    let metrics = ArrayMetrics(array.kind)
    // Within scripts everything is as small as they are.
    let style = LayoutStyle(style: max(metrics.style, outer.isScript ? outer.style : .display))
    let unit = outer.isScript ? em(outer) : size
    let cells = array.rows.map { row in
      row.enumerated().map { cell($0.element, of: array, column: $0.offset, style) }
    }
    var widths = [Double](repeating: 0, count: array.columnCount)
    for row in cells { for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.width) } }
    let columns = columnStarts(widths, array, metrics, unit)
    let rows = baselines(cells, array, metrics, unit)
    var result = MathBox(width: columns.width, ascent: 0, descent: rows.height)
    for (row, baseline) in zip(cells, rows.baselines) {
      for (column, cell) in row.enumerated() {
        let free = widths[column] - cell.width
        let x =
          switch array.alignment(ofColumn: column) {
          case .left: 0.0
          case .center: free / 2
          case .right: free
          }
        result.marks += cell.marks.map { $0.moved(columns.starts[column] + x, baseline) }
      }
    }
    addRules(to: &result, array, columns, rows, metrics, unit)
    return result.lowered(by: -rows.height / 2 - axis(outer))
  }

  private func cell(_ node: MathNode, of array: MathArray, column: Int, _ style: LayoutStyle) -> MathBox {
    let nodes: [MathNode] = if case .row(let nodes) = node { nodes } else { [node] }
    let isRightHalf = array.kind == .aligned && !column.isMultiple(of: 2)
    return row(nodes, style, before: isRightHalf ? .ordinary : nil)
  }

  private func columnStarts(
    _ widths: [Double], _ array: MathArray, _ metrics: ArrayMetrics, _ unit: Double
  ) -> (starts: [Double], width: Double) {
    // Arrays with rules have half a gap at their sides too.
    let margin = array.verticalRules.isEmpty ? 0 : 0.5 * unit
    var starts: [Double] = []
    var x = margin
    for (column, width) in widths.enumerated() {
      if column > 0 { x += metrics.gap(column) * unit }
      starts.append(x)
      x += width
    }
    return (starts, x + margin)
  }

  /// Baselines and bounds of the rows, from the top of the array downward.
  private func baselines(
    _ cells: [[MathBox]], _ array: MathArray, _ metrics: ArrayMetrics, _ unit: Double
  ) -> (baselines: [Double], tops: [Double], height: Double) {
    var baselines: [Double] = []
    var tops: [Double] = []
    var y = 0.0
    for (index, row) in cells.enumerated() {
      let isFirst = index == 0
      let isLast = index == cells.count - 1
      let clear = metrics.clearance * unit / 2
      let inkAscent = row.map(\.ascent).max() ?? 0
      let inkDescent = row.map(\.descent).max() ?? 0
      let ascent = max(metrics.ascent * unit, inkAscent + (isFirst ? 0 : clear))
      let descent = max(metrics.descent * unit, inkDescent + (isLast ? 0 : clear))
      tops.append(y)
      baselines.append(y + ascent)
      y += ascent + descent
      if !isLast { y += (metrics.leading + (array.gaps[index] ?? 0)) * unit }
    }
    return (baselines, tops, y)
  }

  private func addRules(
    to box: inout MathBox, _ array: MathArray, _ columns: (starts: [Double], width: Double),
    _ rows: (baselines: [Double], tops: [Double], height: Double), _ metrics: ArrayMetrics, _ unit: Double
  ) {
    let thickness = 0.04 * unit
    for column in array.verticalRules {
      let x =
        column == 0
        ? 0
        : column < columns.starts.count ? columns.starts[column] - metrics.gap(column) * unit / 2 : columns.width
      box.marks.append(.rule(Rect(x: x - thickness / 2, y: 0, width: thickness, height: rows.height)))
    }
    for row in array.horizontalRules {
      let y = row < rows.tops.count ? rows.tops[row] : rows.height
      box.marks.append(.rule(Rect(x: 0, y: y - thickness / 2, width: columns.width, height: thickness)))
    }
  }
}
