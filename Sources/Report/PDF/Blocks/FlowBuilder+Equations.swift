import Interop
import Mathematics

/// Formulas on lines of their own.
extension FlowBuilder {
  /// Centered, with the number at the right edge; where both do not fit on a line, the number stands on the next.
  mutating func equation(_ equation: ReportEquation, _ name: String) {
    space(style.equationSpace, stretch: 3)
    begin(name, .formula)
    if let anchor = equation.anchor { pendingDestinations.append(anchor) }
    let label = equation.label.map { setter.line(RichText($0, face), type.leading) }
    let text = inlines.plain(equation.formula.plainText, face.toggledItalic)
    let room = column.width - (label.map { 2 * ($0.width + 10) } ?? 0)
    let isBeside = setter.width(text) <= room
    let lines = setter.lines(
      text, measure: isBeside ? room : column.width, leading: type.leading + 1, alignment: .center)
    for (index, line) in lines.enumerated() {
      let left = isBeside ? (column.width - room) / 2 : 0
      var marks: [LayoutMark] = [.line(line, at: Point(left, line.ascent))]
      if index == lines.count - 1, isBeside, let label {
        marks.append(.line(label, at: Point(column.width - label.width, line.ascent)))
      }
      keep()
      add(box(height: line.height, marks))
    }
    if !isBeside, let label {
      keep()
      add(box(height: label.height, [.line(label, at: Point(column.width - label.width, label.ascent))]))
    }
    space(style.equationSpace, stretch: 3)
  }
}
