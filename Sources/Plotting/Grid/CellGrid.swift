internal import Interop

/// Cells in rows and columns with labels at two sides.
struct CellGrid {
  struct Cell {
    enum Ground: Hashable {
      /// A step of the ramp.
      case ramp(Int)
      /// Drawn back, so that others show.
      case muted
      case blank
      /// Hatched: there is no value.
      case missing
    }

    var ground: Ground
    /// Empty for none; left out where it has no room.
    var text: String
    var hover: String
  }

  var rowLabels: [String]
  var columnLabels: [String]
  var rowTitle: String
  var columnTitle: String
  /// `[row][column]`.
  var cells: [[Cell]]
  /// Right of the rows, under a title; empty for none.
  var margin: [String] = []
  var marginTitle = ""
  /// Over the grid; nil for none.
  var heading: String?
}

/// A grid whose cells have a given size, from a given corner.
struct GridDrawing {
  let grid: CellGrid
  let measure: TextMeasure
  let corner: Point
  let cell: Size
  private let rowLabelWidth: Double
  private let columnLabelHeight: Double
  private let turnsColumnLabels: Bool

  static let titleHeight = 17.0
  private static let gap = 5.0

  /// - Parameter widest: of row labels.
  init(_ grid: CellGrid, measure: TextMeasure, corner: Point, cell: Size, widest: Double = 110) {
    self.grid = grid
    self.measure = measure
    self.corner = corner
    self.cell = cell
    rowLabelWidth = Self.labelWidth(grid.rowLabels, measure, widest)
    let columns = grid.columnLabels.map { measure.width(measure.fitted($0, Theme.tick, limit: 80), Theme.tick) }
    turnsColumnLabels = (columns.max() ?? 0) > cell.width - 3
    columnLabelHeight = turnsColumnLabels ? (columns.max() ?? 0) + 6 : 14
  }

  private static func labelWidth(_ labels: [String], _ measure: TextMeasure, _ widest: Double) -> Double {
    min(widest, labels.map { measure.width(measure.fitted($0, Theme.tick, limit: widest), Theme.tick) }.max() ?? 0)
  }

  /// What the labels take from the width.
  static func leftWidth(_ grid: CellGrid, _ measure: TextMeasure, widest: Double = 110) -> Double {
    labelWidth(grid.rowLabels, measure, widest) + gap + titleHeight
  }

  static func rightWidth(_ grid: CellGrid, _ measure: TextMeasure) -> Double {
    grid.margin.isEmpty
      ? 0
      : max(
        grid.margin.map { measure.width($0, Theme.tick) }.max() ?? 0, measure.width(grid.marginTitle, Theme.tick)) + 8
  }

  private var headingHeight: Double { grid.heading == nil ? 0 : 16 }
  private var marginTitleHeight: Double { grid.marginTitle.isEmpty ? 0 : 12 }

  var cellsRect: Rect {
    Rect(
      x: corner.x + rowLabelWidth + Self.gap + Self.titleHeight, y: corner.y + headingHeight + marginTitleHeight + 2,
      width: cell.width * Double(grid.columnLabels.count), height: cell.height * Double(grid.rowLabels.count))
  }

  var bottom: Double { cellsRect.maxY + columnLabelHeight + Self.titleHeight + 3 }

  func marks() -> [Mark] {
    let rect = cellsRect
    var marks: [Mark] = []
    if let heading = grid.heading {
      let text = measure.fitted(heading, Theme.titleStrong, limit: rect.maxX - corner.x)
      let half = measure.width(text, Theme.titleStrong) / 2
      let x = min(max(rect.center.x, corner.x + half), max(rect.center.x, rect.maxX - half))
      marks.append(
        .text(TextMark(text, at: Point(x, corner.y + 11), anchor: .middle, face: Theme.titleStrong)))
    }
    for (row, cells) in grid.cells.enumerated() {
      for (column, item) in cells.enumerated() { marks += self.cell(item, box(row, column)) }
    }
    marks.append(.shape(Shape(.rectangle(rect), stroke: Stroke(.muted, width: Theme.hairline))))
    marks.append(.group(Group(role: "axis", labels(rect))))
    return marks
  }

  func hoverPoints() -> [HoverPoint] {
    grid.cells.enumerated().flatMap { row, cells in
      cells.enumerated().map { column, item in
        let box = box(row, column)
        return HoverPoint(at: box.center, area: box, text: item.hover)
      }
    }
  }

  private func box(_ row: Int, _ column: Int) -> Rect {
    Rect(
      x: cellsRect.minX + cell.width * Double(column), y: cellsRect.minY + cell.height * Double(row),
      width: cell.width, height: cell.height)
  }

  // MARK: Cells

  private func cell(_ item: CellGrid.Cell, _ box: Rect) -> [Mark] {
    var marks: [Mark] = []
    var ink = Ink.foreground
    let edge = Stroke(.background, width: 0.8)
    switch item.ground {
    case .ramp(let step):
      marks.append(.shape(Shape(.rectangle(box), fill: .ink(Ink(.ramp(step))), stroke: edge)))
      ink = Ink(.onRamp(step))
    case .muted:
      marks.append(.shape(Shape(.rectangle(box), fill: .ink(Ink(.grid, opacity: 0.45)), stroke: edge)))
      ink = .muted
    case .blank: ink = .muted
    case .missing:
      marks.append(.shape(Shape(hatching(box), stroke: Stroke(.muted, width: Theme.hairline))))
    }
    if !item.text.isEmpty, fits(item.text) {
      let baseline = box.center + Point(0, Theme.drop(face))
      let halo = item.ground == .missing ? 1.5 : 0
      marks.append(.text(TextMark(item.text, at: baseline, anchor: .middle, face: face, ink: ink, halo: halo)))
    }
    return marks
  }

  /// Small cells have small figures.
  private var face: TextFace { TextFace(size: cell.width < 24 || cell.height < 13 ? 7 : 8) }

  func fits(_ text: String) -> Bool {
    measure.width(text, face) <= cell.width - 4 && face.size + 1.5 <= cell.height
  }

  /// Lines from the lower left to the upper right, 4 points apart, inside the box.
  private func hatching(_ box: Rect) -> Path {
    var path = Path()
    for step in stride(from: 4.0, to: box.width + box.height, by: 4) {
      let start = Point(box.minX + min(step, box.width), box.minY + max(0, step - box.width))
      let end = Point(box.minX + max(0, step - box.height), box.minY + min(step, box.height))
      path.append(.segment(start, end))
    }
    return path
  }

  // MARK: Labels

  private func labels(_ rect: Rect) -> [Mark] {
    var marks: [Mark] = []
    // Rows too low for a label each have every second, third, … one.
    let step = max(1, Int(((Theme.tick.size + 1) / cell.height).rounded(.up)))
    for (row, label) in grid.rowLabels.enumerated() {
      let y = box(row, 0).center.y + Theme.drop(Theme.tick)
      if row.isMultiple(of: step) {
        let text = measure.fitted(label, Theme.tick, limit: rowLabelWidth + 0.5)
        marks.append(
          .text(TextMark(text, at: Point(rect.minX - Self.gap, y), anchor: .end, face: Theme.tick, ink: .muted)))
      }
      if row < grid.margin.count, row.isMultiple(of: step) {
        let x = rect.maxX + GridDrawing.rightWidth(grid, measure)
        marks.append(.text(TextMark(grid.margin[row], at: Point(x, y), anchor: .end, face: Theme.tick)))
      }
    }
    if !grid.marginTitle.isEmpty {
      let x = rect.maxX + GridDrawing.rightWidth(grid, measure)
      marks.append(
        .text(
          TextMark(grid.marginTitle, at: Point(x, rect.minY - 5), anchor: .end, face: Theme.tick, ink: .muted)))
    }
    marks += columnLabels(rect)
    let bottomTitle = measure.fitted(grid.columnTitle, Theme.label, limit: rect.maxX - corner.x)
    let half = measure.width(bottomTitle, Theme.label) / 2
    let x = max(rect.center.x, corner.x + half)
    marks.append(
      .text(
        TextMark(
          bottomTitle, at: Point(x, rect.maxY + columnLabelHeight + 11), anchor: .middle, face: Theme.label)))
    let sideTitle = measure.fitted(grid.rowTitle, Theme.label, limit: rect.height + columnLabelHeight)
    let sideHalf = measure.width(sideTitle, Theme.label) / 2
    let y = max(rect.center.y, rect.minY + sideHalf)
    marks.append(
      .text(
        TextMark(
          sideTitle, at: Point(corner.x + 9, y), anchor: .middle, face: Theme.label, rotation: -90)))
    return marks
  }

  private func columnLabels(_ rect: Rect) -> [Mark] {
    let across = turnsColumnLabels ? Theme.tick.size + 1 : 0
    let step = max(1, Int((across / cell.width).rounded(.up)))
    return grid.columnLabels.enumerated().compactMap { column, label in
      guard column.isMultiple(of: step) else { return nil }
      let center = box(0, column).center.x
      if turnsColumnLabels {
        let text = measure.fitted(label, Theme.tick, limit: 80)
        let at = Point(center + Theme.drop(Theme.tick), rect.maxY + 4)
        return .text(TextMark(text, at: at, anchor: .end, face: Theme.tick, ink: .muted, rotation: -90))
      }
      return .text(
        TextMark(label, at: Point(center, rect.maxY + 11), anchor: .middle, face: Theme.tick, ink: .muted))
    }
  }
}
