import OffprintCore

extension Formula {
  /// The formula as MathML Core, a `math` element with its source as an annotation. The spaces between signs are TeX's, said
  /// wherever a browser would choose others.
  ///
  /// Cells carry the classes `math-left` and `math-right` for `text-align`, tables `math-aligned`, `math-cases`,
  /// `math-matrix`, `math-small` and `math-gathered`, cells with rules beside them `math-rule-left`, `math-rule-right`,
  /// `math-rule-top` and `math-rule-bottom`, and words `math-bold`, `math-italic`, `math-sans` and `math-mono`:
  /// `templates/shared/math.css` has rules for
  /// all of them.
  package var mathML: String {
    let isDisplay = style == .display
    var writer = MathMLWriter(isDisplay: isDisplay)
    let body = writer.group(self.body)
    let annotation = MathMLWriter.escaped(source)
    return """
      <math\(isDisplay ? " display=\"block\"" : "")><semantics>\(body)\
      <annotation encoding="application/x-tex">\(annotation)</annotation></semantics></math>
      """
  }
}

/// Writes the elements of a formula.
struct MathMLWriter {
  /// Whether sums are large and have their limits above and below.
  var isDisplay: Bool
  /// 0 in text, 1 in scripts, 2 in scripts of scripts.
  var level = 0

  init(isDisplay: Bool) {
    self.isDisplay = isDisplay
  }

  /// The element for `node`, or one `mrow` of those that it needs.
  mutating func group(_ node: MathNode, before: MathClass? = nil) -> String {
    guard case .row(let nodes) = node else { return element(node) }
    if nodes.count == 1, before == nil { return group(nodes[0]) }
    return "<mrow>\(row(nodes, before: before))</mrow>"
  }

  /// What stands in a row, with the spaces between.
  mutating func row(_ nodes: [MathNode], before: MathClass? = nil) -> String {
    let classes = AtomSpacing.classes(of: nodes, before: before)
    let atoms = nodes.indices.filter { classes[$0] != nil }
    var left = [Double](repeating: 0, count: nodes.count)
    var right = left
    var loose = left
    if let before, let first = atoms.first, let next = classes[first] {
      left[first] = AtomSpacing.space(before, next, inScript: level > 0)
    }
    for (one, two) in zip(atoms, atoms.dropFirst()) {
      guard let first = classes[one], let second = classes[two] else { continue }
      let space = AtomSpacing.space(first, second, inScript: level > 0)
      let canTake = (nodes[one].coreOperator != nil, nodes[two].coreOperator != nil)
      if canTake.0, !canTake.1 || Self.hasSpaces(first) || !Self.hasSpaces(second) {
        right[one] = space
      } else if canTake.1 {
        left[two] = space
      } else {
        loose[two] = space
      }
    }
    var text = ""
    for (index, node) in nodes.enumerated() {
      if loose[index] > 0 { text += Self.space(loose[index]) }
      let isEdge = index == 0 || index == nodes.count - 1
      let place = OperatorPlace(
        mathClass: classes[index] ?? .ordinary, left: left[index], right: right[index], atEdge: isEdge)
      text += element(node, place)
    }
    return text
  }

  /// Whether signs of this class have spaces of their own in a browser, so that those about them are best given to them.
  private static func hasSpaces(_ mathClass: MathClass) -> Bool {
    mathClass == .binary || mathClass == .relation || mathClass == .punctuation
  }

  /// Runs `body` in the style of scripts.
  mutating func inScript<Result>(_ body: (inout MathMLWriter) -> Result) -> Result {
    var writer = self
    writer.isDisplay = false
    writer.level += 1
    return body(&writer)
  }

  mutating func script(_ node: MathNode) -> String { inScript { $0.group(node) } }

  // MARK: Text

  static func space(_ ems: Double) -> String { "<mspace width=\"\(length(ems))\"/>" }

  /// A length in ems to four places, the last zeros left out.
  static func length(_ ems: Double) -> String {
    let units = Int((min(max(ems, -1000), 1000) * 10000).rounded())
    guard units != 0 else { return "0" }
    var digits = String(units.magnitude % 10000)
    digits = String(repeating: "0", count: 4 - digits.count) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    let sign = units < 0 ? "-" : ""
    return "\(sign)\(units.magnitude / 10000)\(digits.isEmpty ? "" : ".\(digits)")em"
  }

  static func escaped(_ text: String) -> String { MarkupText.escaped(text) }
}

/// An operator in its row: the class that it has there and the spaces that it is to have, in ems.
struct OperatorPlace {
  var mathClass: MathClass
  var left = 0.0
  var right = 0.0
  /// First or last in its row, where signs are taken as prefix or postfix ones.
  var atEdge = true
}

extension MathNode {
  /// The sign that an element is about, where MathML has it as an operator: its spaces are around the whole element.
  var coreOperator: String? {
    switch self {
    case .symbol(let symbol): MathMLWriter.isOperator(symbol) ? symbol.text : nil
    case .bigDelimiter(let symbol, _): symbol.text
    case .scripts(let scripts): scripts.base.coreOperator
    case .classed(_, let body): body.coreOperator
    default: nil
    }
  }
}
