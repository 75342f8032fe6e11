/// A formula as one line of text, readable aloud and in a terminal.
enum PlainTextWriter {
  static func text(of node: MathNode) -> String {
    let text = piece(node, inScript: false)
    return text.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
  }

  private static func row(_ nodes: [MathNode], inScript: Bool) -> String {
    let classes = AtomSpacing.classes(of: nodes)
    var text = ""
    for (node, mathClass) in zip(nodes, classes) {
      let word = piece(node, inScript: inScript)
      switch (mathClass, inScript) {
      case (.binary?, false), (.relation?, false): text += " \(word) "
      case (.punctuation?, false): text += "\(word) "
      case (.largeOperator?, _):
        if let last = text.last, last.isLetter || last.isNumber { text += " " }
        text += word
      default:
        // A name and what it is applied to are two words.
        if startsWord(word), endsName(text) { text += " " }
        text += word
      }
    }
    return text
  }

  private static func startsWord(_ word: String) -> Bool {
    word.first.map { $0.isLetter || $0.isNumber || $0 == "√" } ?? false
  }

  /// Whether `text` ends in a name of several letters, or its scripts.
  private static func endsName(_ text: String) -> Bool {
    let tail = text.reversed().prefix { $0.isLetter || $0.isNumber || "_^′∑∏∫".contains($0) }
    return tail.count > 1 || tail.first == "∑" || tail.first == "∏" || tail.first == "∫"
  }

  private static func piece(_ node: MathNode, inScript: Bool) -> String {
    switch node {
    case .row(let nodes): return row(nodes, inScript: inScript)
    case .symbol(let symbol), .bigDelimiter(let symbol, _): return plain(symbol)
    case .number(let digits, _): return digits
    case .function(let name, _): return name.replacing("\u{2009}", with: " ")
    case .text(let words, _): return words
    case .space(let ems): return ems >= 0.2 && !inScript ? " " : ""
    case .scripts(let scripts): return self.scripts(scripts)
    case .fraction(let fraction): return self.fraction(fraction, inScript: inScript)
    case .radical(let radicand, let degree):
      return (degree.map { superscript($0) } ?? "") + "√" + grouped(radicand)
    case .accent(let accent, let base): return marked(base, accent.mark)
    case .line(let side, let base): return marked(base, side == .over ? "\u{304}" : "\u{332}")
    case .brace(_, let base): return piece(base, inScript: inScript)
    case .fenced(let fenced): return self.fenced(fenced, inScript: inScript)
    case .array(let array): return self.array(array)
    case .styled(_, let body), .classed(_, let body): return piece(body, inScript: inScript)
    case .phantom: return ""
    }
  }

  private static func plain(_ symbol: MathSymbol) -> String {
    switch symbol.alphabet {
    // These alphabets carry meaning and are in every font: ℝ, ℒ.
    case .doubleStruck?, .script?: symbol.styledText.utf8.count <= 3 ? symbol.styledText : symbol.text
    default: symbol.text == "⋅" ? "·" : symbol.text
    }
  }

  private static func scripts(_ scripts: MathScripts) -> String {
    var text = piece(scripts.base, inScript: false)
    if scripts.base.isCompound { text = "(\(text))" }
    if case .brace = scripts.base { text = "(\(text))" }
    if let lower = scripts.lower { text += "_" + grouped(lower, inScript: true) }
    if let upper = scripts.upper {
      let raised = piece(upper, inScript: true)
      let isPrime = raised.allSatisfy { "′″‴⁗".contains($0) }
      text += isPrime ? raised : "^" + grouped(upper, inScript: true)
    }
    return text
  }

  private static func superscript(_ node: MathNode) -> String {
    switch piece(node, inScript: true) {
    case "2": "²"
    case "3": "³"
    case "n": "ⁿ"
    case let other: "^\(other) "
    }
  }

  private static func fraction(_ fraction: MathFraction, inScript: Bool) -> String {
    guard fraction.hasRule else {
      return piece(fraction.numerator, inScript: inScript) + " choose "
        + piece(fraction.denominator, inScript: inScript)
    }
    return grouped(fraction.numerator) + "/" + grouped(fraction.denominator)
  }

  /// In parentheses unless it is one thing.
  private static func grouped(_ node: MathNode, inScript: Bool = false) -> String {
    let text = piece(node, inScript: inScript)
    let isOne = !node.isCompound && !text.contains(" ") && !text.contains("/")
    return isOne ? text : "(\(text))"
  }

  private static func marked(_ base: MathNode, _ mark: Character) -> String {
    let text = piece(base, inScript: false)
    return text.count == 1 ? text + String(mark) : "(\(text))" + String(mark)
  }

  private static func fenced(_ fenced: MathFenced, inScript: Bool) -> String {
    var text = fenced.open ?? ""
    for (index, part) in fenced.parts.enumerated() {
      if index > 0 { text += " \(fenced.middles[index - 1]) " }
      text += piece(part, inScript: inScript)
    }
    return text + (fenced.close ?? "")
  }

  private static func array(_ array: MathArray) -> String {
    let separator: String
    switch array.kind {
    case .matrix, .small: separator = ", "
    case .cases, .displayCases: separator = " "
    case .aligned, .gathered: separator = " "
    }
    return array.rows.map { row in row.map { piece($0, inScript: false) }.joined(separator: separator) }
      .joined(separator: "; ")
  }
}

extension MathNode {
  /// Whether the piece is several things next to each other.
  fileprivate var isCompound: Bool {
    switch self {
    case .row(let nodes): nodes.count > 1 || nodes.first?.isCompound == true
    case .styled(_, let body), .classed(_, let body): body.isCompound
    case .fraction, .text: true
    case .array(let array): array.rows.count > 1
    default: false
    }
  }
}
