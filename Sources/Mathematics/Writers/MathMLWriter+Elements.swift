extension MathMLWriter {
  mutating func element(_ node: MathNode, _ place: OperatorPlace? = nil) -> String {
    switch node {
    case .row: return group(node)
    case .symbol(let symbol): return self.symbol(symbol, place)
    case .number(let digits, let alphabet): return "<mn>\(alphabet.applied(to: digits))</mn>"
    case .function(let name, _): return Self.identifier(name)
    case .text(let words, let face): return text(words, face)
    case .space(let ems): return Self.space(ems)
    case .scripts(let scripts): return self.scripts(scripts, place)
    case .fraction(let fraction): return self.fraction(fraction)
    case .radical(let radicand, let degree):
      guard let degree else { return "<msqrt>\(inner(radicand))</msqrt>" }
      var writer = self
      writer.isDisplay = false
      writer.level = max(2, level)
      return "<mroot>\(group(radicand))\(writer.group(degree))</mroot>"
    case .accent(let accent, let base): return self.accent(accent, base)
    case .line(let side, let base): return line(side, base)
    case .brace(let side, let base):
      return side == .over
        ? "<mover>\(group(base))<mo stretchy=\"true\">⏞</mo></mover>"
        : "<munder>\(group(base))<mo stretchy=\"true\">⏟</mo></munder>"
    case .fenced(let fenced): return self.fenced(fenced)
    case .bigDelimiter(let symbol, let size): return bigDelimiter(symbol, size, place)
    case .array(let array): return self.array(array)
    case .styled(let style, let body): return styled(style) { $0.group(body) }
    case .phantom(let body, let kind): return phantom(body, kind)
    case .classed(_, let body): return element(body, place)
    }
  }

  /// The children of an element that takes any number of them.
  private mutating func inner(_ node: MathNode) -> String {
    if case .row(let nodes) = node { return row(nodes) }
    return element(node)
  }

  static func identifier(_ name: String) -> String {
    // A browser slants a letter that stands alone.
    let upright = name.unicodeScalars.count == 1 ? " mathvariant=\"normal\"" : ""
    return "<mi\(upright)>\(escaped(name))</mi>"
  }

  private func text(_ words: String, _ face: MathAlphabet) -> String {
    var words = words
    // White space at the ends of an element counts for nothing.
    if words.hasPrefix(" ") { words = "\u{A0}" + words.dropFirst() }
    if words.hasSuffix(" ") { words = words.dropLast() + "\u{A0}" }
    let name: String? =
      switch face {
      case .bold, .boldItalic: "math-bold"
      case .italic: "math-italic"
      case .sansSerif: "math-sans"
      case .monospace: "math-mono"
      case .upright, .doubleStruck, .script, .fraktur: nil
      }
    return "<mtext\(name.map { " class=\"\($0)\"" } ?? "")>\(Self.escaped(words))</mtext>"
  }

  private mutating func scripts(_ scripts: MathScripts, _ place: OperatorPlace?) -> String {
    let areLimits = scripts.placement == .limits || (scripts.placement == .automatic && isDisplay)
    let base: String
    if areLimits, case .symbol(let symbol) = scripts.base, Self.isOperator(symbol), !isDisplay {
      base = self.symbol(symbol, place, extra: " movablelimits=\"false\"")
    } else if case .row(let nodes) = scripts.base {
      base = nodes.isEmpty ? "<mrow></mrow>" : group(scripts.base)
    } else {
      base = element(scripts.base, place)
    }
    let lower = scripts.lower.map { script($0) }
    let upper = scripts.upper.map { script($0) }
    switch (lower, upper) {
    case (let lower?, let upper?):
      let name = areLimits ? "munderover" : "msubsup"
      return "<\(name)>\(base)\(lower)\(upper)</\(name)>"
    case (let lower?, nil):
      let name = areLimits ? "munder" : "msub"
      return "<\(name)>\(base)\(lower)</\(name)>"
    case (nil, let upper?):
      let name = areLimits ? "mover" : "msup"
      return "<\(name)>\(base)\(upper)</\(name)>"
    case (nil, nil): return base
    }
  }

  private mutating func fraction(_ fraction: MathFraction) -> String {
    func content(_ writer: inout MathMLWriter) -> String {
      var parts = writer
      if !writer.isDisplay { parts.level += 1 }
      parts.isDisplay = false
      let numerator = parts.group(fraction.numerator)
      let denominator = parts.group(fraction.denominator)
      return "<mfrac\(fraction.hasRule ? "" : " linethickness=\"0\"")>\(numerator)\(denominator)</mfrac>"
    }
    guard let style = fraction.style, style != current else { return content(&self) }
    return styled(style, content)
  }

  private var current: MathStyle { isDisplay ? .display : level == 0 ? .text : level == 1 ? .script : .scriptScript }

  private mutating func styled(_ style: MathStyle, _ body: (inout MathMLWriter) -> String) -> String {
    var writer = self
    writer.isDisplay = style == .display
    writer.level = max(0, style.rawValue - 1)
    let level = writer.level == self.level ? "" : " scriptlevel=\"\(writer.level)\""
    return "<mstyle displaystyle=\"\(writer.isDisplay)\"\(level)>\(body(&writer))</mstyle>"
  }

  /// A rule over or under a piece. Browsers draw a rule over one letter as an accent; over more, fonts have none that grows
  /// in all of them, and the style sheet draws it.
  private mutating func line(_ side: MathSide, _ base: MathNode) -> String {
    let isOver = side == .over
    if case .symbol(let symbol) = base, symbol.text.unicodeScalars.count == 1 {
      let name = isOver ? "mover accent=\"true\"" : "munder accentunder=\"true\""
      let sign = isOver ? "¯" : "_"
      return "<\(name)>\(group(base))<mo stretchy=\"false\">\(sign)</mo></\(isOver ? "mover" : "munder")>"
    }
    return "<mrow class=\"\(isOver ? "math-overline" : "math-underline")\">\(inner(base))</mrow>"
  }

  private mutating func accent(_ accent: MathAccent, _ base: MathNode) -> String {
    // Of the wide accents only the combining hat grows in browsers.
    let isWideHat = accent.stretches && accent.mark == "\u{302}"
    let sign = isWideHat ? accent.mark : Self.accentSigns[accent.mark] ?? accent.mark
    let stretchy = accent.stretches ? "true" : "false"
    var base = base
    // i and j lose their dots below a mark.
    if case .symbol(var symbol) = base, symbol.alphabet == .italic, symbol.text == "i" || symbol.text == "j" {
      symbol.text = symbol.text == "i" ? "ı" : "ȷ"
      base = .symbol(symbol)
    }
    return "<mover accent=\"true\">\(group(base))<mo stretchy=\"\(stretchy)\">\(sign)</mo></mover>"
  }

  /// The signs that stand for combining ones, as MathML has them.
  private static let accentSigns: [Character: Character] = [
    "\u{300}": "`", "\u{301}": "´", "\u{302}": "ˆ", "\u{303}": "˜", "\u{304}": "¯", "\u{306}": "˘", "\u{307}": "˙",
    "\u{308}": "¨", "\u{30A}": "˚", "\u{30C}": "ˇ", "\u{20D7}": "→", "\u{20D6}": "←",
  ]

  private mutating func phantom(_ body: MathNode, _ kind: MathPhantom) -> String {
    let content = "<mphantom>\(inner(body))</mphantom>"
    switch kind {
    case .both: return content
    case .width: return "<mpadded height=\"0\" depth=\"0\">\(content)</mpadded>"
    case .height: return "<mpadded width=\"0\">\(content)</mpadded>"
    }
  }
}
