internal import Interop

/// One matrix, or several side by side, in a given width.
struct ConfusionDrawing {
  let plot: ConfusionPlot
  let measure: TextMeasure
  let width: Double

  private static let gutter = 14.0

  func displayList() -> DisplayList {
    let grids = plot.matrices.indices.map(plot.grid)
    // Cells of a few points tell nothing: fewer columns then.
    let wanted = min(grids.count, grids.count == 4 ? 2 : 3)
    let columns = (1...wanted).reversed().first { cellWidth(grids, columns: $0) >= 12 } ?? 1
    let side = max(3, cellWidth(grids, columns: columns))
    let cell = Size(side, min(side, 20))
    var marks: [Mark] = []
    var hovers: [HoverPoint] = []
    var top = 0.0
    let pitch = (width + Self.gutter) / Double(columns)
    for start in stride(from: 0, to: grids.count, by: columns) {
      var bottom = top
      for index in start..<min(start + columns, grids.count) {
        let corner = Point(pitch * Double(index - start), top)
        let drawing = GridDrawing(grids[index], measure: measure, corner: corner, cell: cell, widest: 50)
        marks.append(.group(Group(id: "panel-\(index + 1)", role: "panel", drawing.marks())))
        hovers += drawing.hoverPoints().map { hover in
          var hover = hover
          if plot.matrices.count > 1 { hover.text = "\(plot.matrices[index].title), \(hover.text)" }
          return hover
        }
        bottom = max(bottom, drawing.bottom)
      }
      top = bottom + 10
    }
    return DisplayList(
      size: Size(width, max(1, top - 10)), title: plot.title, summary: plot.summary, marks: marks, hoverPoints: hovers)
  }

  private func cellWidth(_ grids: [CellGrid], columns: Int) -> Double {
    let pitch = (width - Self.gutter * Double(columns - 1)) / Double(columns)
    return grids.map { grid in
      let sides = GridDrawing.leftWidth(grid, measure, widest: 50) + GridDrawing.rightWidth(grid, measure)
      return min(36, (pitch - sides) / Double(max(1, grid.columnLabels.count)))
    }.min() ?? 10
  }
}
