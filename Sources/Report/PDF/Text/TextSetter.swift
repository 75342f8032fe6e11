package import Interop

/// Sets styled text in lines.
package final class TextSetter {
  package enum Alignment: Hashable, Sendable { case justified, left, center, right, title }

  package let typesetter: Typesetter
  private let hyphenator: Hyphenator?
  /// Whether punctuation at the ends of justified lines hangs out a little.
  private let hangsPunctuation: Bool
  private var hyphenWidths: [TextStyle: Double] = [:]
  /// Texts that were set on one line: a cell of a table is measured whole and by its words before it is set, and its numbers are
  /// those of other cells.
  private var known: [AttributedText: Paragraph] = [:]
  /// Longer texts, in bytes, are set once and not remembered.
  private static let longestKnown = 400
  /// Longer texts are cut at a space near this many bytes, so that lengths stay in what Pango's integers hold.
  private static let longestPiece = 20_000

  package init(typesetter: Typesetter, hyphenator: Hyphenator? = nil, hangsPunctuation: Bool = false) {
    self.typesetter = typesetter
    self.hyphenator = hyphenator
    self.hangsPunctuation = hangsPunctuation
  }

  /// The width of `text` on one line.
  package func width(_ text: RichText) -> Double {
    text.isEmpty ? 0 : paragraph(attributed(text)).width
  }

  /// `text` on one line; the same for the same text.
  func paragraph(_ text: AttributedText) -> Paragraph {
    guard text.string.utf8.count <= Self.longestKnown else { return typesetter.paragraph(text) }
    if let paragraph = known[text] { return paragraph }
    let paragraph = typesetter.paragraph(text)
    known[text] = paragraph
    return paragraph
  }

  /// The width of the widest piece of `text` that no line can end in.
  package func widestWord(_ text: RichText) -> Double { words(text).map(\.width).max() ?? 0 }

  /// The pieces of `text` that no line can end in: their widths, and how far from the start of each the next one starts.
  func words(_ text: RichText) -> [(width: Double, advance: Double)] {
    guard !text.isEmpty else { return [] }
    let breakable = breakable(text, divides: false)
    var words: [(Double, Double)] = []
    var start = 0
    for place in breakable.breaks.map(\.cluster) + [breakable.clusters.count] {
      let end = max(start, breakable.trimmedEnd[place])
      words.append((breakable.width[end] - breakable.width[start], breakable.width[place] - breakable.width[start]))
      start = place
    }
    return words
  }

  /// - Parameters:
  ///   - measure: the width to fill.
  ///   - indent: of the first line.
  package func lines(
    _ text: RichText, measure: Double, leading: Double, alignment: Alignment, indent: Double = 0
  ) -> [SetLine] {
    var result: [SetLine] = []
    for (index, piece) in text.authorsLines.flatMap(Self.limited).enumerated() {
      let first = index == 0 ? indent : 0
      result += lines(ofPiece: piece, measure: max(measure, 1), leading, alignment, indent: first)
    }
    return result
  }

  private func lines(
    ofPiece text: RichText, measure: Double, _ leading: Double, _ alignment: Alignment, indent: Double
  ) -> [SetLine] {
    guard !text.isEmpty else { return [line(RichText(" ", TextStyle()), leading)] }
    let setting: LineBreaker.Setting =
      switch alignment {
      case .justified: .justified
      case .title: .balanced
      case .left, .center, .right: .ragged
      }
    let breakable = breakable(text, divides: setting == .justified)
    var breaker = LineBreaker(firstMeasure: max(measure - indent, 1), measure: measure, setting: setting)
    breaker.leastLastLine = min(2 * (text.spans.first?.style.size ?? 0), measure / 4)
    let lines = breaker.lines(breakable)
    guard !lines.isEmpty else {
      return [line(RichText(" ", text.spans.first?.style ?? TextStyle()), leading)]
    }
    return lines.enumerated().map { number, broken in
      let offset = number == 0 ? indent : 0
      return self.line(broken, of: text, breakable, room: measure - offset, leading, alignment, offset: offset)
    }
  }

  private func line(
    _ broken: LineBreaker.Line, of text: RichText, _ breakable: BreakableText, room: Double, _ leading: Double,
    _ alignment: Alignment, offset: Double
  ) -> SetLine {
    let (clusters, count) = (breakable.clusters, text.byteCount)
    let start = broken.clusters.lowerBound < clusters.count ? clusters[broken.clusters.lowerBound].byte : count
    let end = broken.clusters.upperBound < clusters.count ? clusters[broken.clusters.upperBound].byte : count
    var content = text.slice(start..<max(start, end))
    if broken.isHyphenated, let last = content.spans.last { content.append("-", last.style, link: last.link) }
    let isStretched = alignment == .justified && (!broken.isLast || broken.natural > room)
    let hyphen = broken.isHyphenated ? width(RichText("-", content.spans.last?.style ?? TextStyle())) : 0
    let left = isStretched ? breakable.leftOverhang(broken.clusters) : 0
    let right = isStretched ? breakable.rightOverhang(broken.clusters, hyphen: hyphen) : 0
    var line = isStretched ? justified(content, leading, to: room + left + right) : self.line(content, leading)
    line.isHyphenated = broken.isHyphenated
    line.overhang = max(left, right)
    switch alignment {
    case .justified, .left: line.x = offset - left
    case .center, .title: line.x = offset + (room - line.width) / 2
    case .right: line.x = offset + room - line.width
    }
    return line
  }

  /// `text` on one line with its spaces stretched or shrunk so that it is `width` wide; spaces do not grow without limit.
  private func justified(_ text: RichText, _ leading: Double, to width: Double) -> SetLine {
    let spaces = text.spans.reduce(0) { $0 + $1.text.unicodeScalars.filter(Self.isStretchable).count }
    var natural = line(text, leading)
    guard spaces > 0 else {
      // A line without spaces was chosen because its letters may shrink that much.
      if natural.width > width { natural.expand(by: max(width / natural.width, 1 - LineBreaker.expansion)) }
      return natural
    }
    let size = text.spans.map(\.style.size).max() ?? 10
    let expansion = Self.expansion(of: natural.width, to: width, spaces: Double(spaces) * 0.25 * size)
    let target = width / expansion
    var extra = 0.0
    var result = natural
    // Shaped again with wider spaces a line may lose the kerning at them, so it is corrected once.
    for _ in 0..<2 where (target - result.width).magnitude > 0.02 {
      extra += (target - result.width) / Double(spaces)
      guard extra < 1.6 * size else { return natural }
      // No other line has just these spaces.
      result = line(Self.spaced(text, extra), leading, isRemembered: false)
    }
    result.expand(by: expansion)
    return result
  }

  /// How much wider a line is set, before its spaces take what is left: as much of the change as letters may take, in
  /// proportion to what spaces may.
  private static func expansion(of natural: Double, to width: Double, spaces: Double) -> Double {
    let change = width - natural
    let flexible = change > 0 ? spaces * LineBreaker.stretchability : spaces * LineBreaker.shrinkability
    let letters = natural * LineBreaker.expansion
    let share = change * letters / max(letters + flexible, 0.001)
    return 1 + min(max(share / max(natural, 0.001), -LineBreaker.expansion), LineBreaker.expansion)
  }

  private static func isStretchable(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\u{A0}" }

  /// `extra` added to the width of each space.
  private static func spaced(_ text: RichText, _ extra: Double) -> RichText {
    var result = RichText()
    for span in text.spans {
      let wide = span.style.with { $0.letterSpacing += extra }
      var word = ""
      for scalar in span.text.unicodeScalars {
        if isStretchable(scalar) {
          result.append(span.with(word))
          var space = span.with(String(scalar))
          space.style = wide
          result.append(space)
          word = ""
        } else {
          word.unicodeScalars.append(scalar)
        }
      }
      result.append(span.with(word))
    }
    return result
  }

  private func breakable(_ text: RichText, divides: Bool) -> BreakableText {
    let finder = BreakFinder(
      hyphenator: hyphenator, dividesWords: divides, hangs: divides && hangsPunctuation,
      hyphenWidth: { [unowned self] style in self.hyphenWidth(style) })
    return finder.breakable(text, paragraph(attributed(text)).clusters)
  }

  private func hyphenWidth(_ style: TextStyle) -> Double {
    if let known = hyphenWidths[style] { return known }
    let width = width(RichText("-", style))
    hyphenWidths[style] = width
    return width
  }

  private static func limited(_ text: RichText) -> [RichText] {
    var pieces: [RichText] = []
    var rest = text
    while rest.byteCount > longestPiece {
      let bytes = Array(rest.plainText.utf8.prefix(longestPiece))
      // After the last space, else before the last character that begins inside.
      let space = bytes.lastIndex(of: UInt8(ascii: " ")).map { $0 + 1 }
      let end = space ?? bytes.lastIndex { $0 & 0xC0 != 0x80 } ?? longestPiece
      let (piece, after) = rest.split(atByte: max(end, 1))
      pieces.append(piece)
      rest = after
    }
    return pieces + [rest]
  }
}
