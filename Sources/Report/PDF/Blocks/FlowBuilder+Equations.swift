import Interop
import Mathematics

/// Formulas on lines of their own.
extension FlowBuilder {
  /// Centered, with the number at the right edge; where both do not fit on a line, the number stands below.
  mutating func equation(_ equation: ReportEquation, _ name: String) {
    space(style.equationSpace, stretch: 3)
    begin(name, .formula)
    if let anchor = equation.anchor { pendingDestinations.append(anchor) }
    let label = equation.label.map { setter.line(RichText($0, face), type.leading) }
    let beside = column.width - (label.map { 2 * ($0.width + 8) } ?? 0)
    let leftOfLabel = column.width - (label.map { $0.width + 12 } ?? 0)
    keep()
    if let whole = formulas.display(equation.formula, face, within: beside) {
      display(whole, x: (column.width - whole.width) / 2, label, equation)
    } else if label != nil, let whole = formulas.display(equation.formula, face, within: leftOfLabel) {
      // Off the middle rather than smaller or broken.
      display(whole, x: max(0, (leftOfLabel - whole.width) / 2), label, equation)
    } else {
      broken(equation, label)
    }
    space(style.equationSpace, stretch: 3)
  }

  private mutating func display(_ formula: InlineObject, x: Double, _ label: SetLine?, _ equation: ReportEquation) {
    var text = RichText()
    text.append(formula, face)
    let line = setter.line(text, type.leading)
    var marks: [LayoutMark] = [.line(line, at: Point(x, line.ascent))]
    if let label { marks.append(.line(label, at: Point(column.width - label.width, line.ascent))) }
    var box = box(height: line.height, marks)
    box.alternativeText = equation.formula.plainText
    add(box)
  }

  /// Over several lines, cut after relations and signs, the number on the last.
  private mutating func broken(_ equation: ReportEquation, _ label: SetLine?) {
    var text = RichText()
    inlines.append(equation.formula, face, nil, to: &text)
    let hang = min(2 * type.size, column.width / 6)
    let lines = setter.lines(
      text, measure: column.width - hang, leading: type.leading + 2, alignment: .left, indent: -hang)
    let fits = lines.last.map { hang + $0.x + $0.width + (label?.width ?? 0) + 12 <= column.width } ?? true
    for (index, line) in lines.enumerated() {
      var marks: [LayoutMark] = [.line(line, at: Point(hang, line.ascent))]
      if index == lines.count - 1, fits, let label {
        marks.append(.line(label, at: Point(column.width - label.width, line.ascent)))
      }
      var box = box(height: line.height, marks)
      box.alternativeText = index == 0 ? equation.formula.plainText : nil
      if index > 0 { keep() }
      add(box)
    }
    if !fits, let label {
      keep()
      add(box(height: label.height, [.line(label, at: Point(column.width - label.width, label.ascent))]))
    }
  }
}
