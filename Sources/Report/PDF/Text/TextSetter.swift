package import Interop

/// Sets styled text in lines.
package final class TextSetter {
  package enum Alignment: Hashable, Sendable { case justified, left, center, right, title }

  package let typesetter: Typesetter
  /// Longer texts are cut at a space near this many bytes, so that lengths stay in what Pango's integers hold.
  private static let longestPiece = 20_000

  package init(typesetter: Typesetter) {
    self.typesetter = typesetter
  }

  /// The width of `text` on one line.
  package func width(_ text: RichText) -> Double {
    text.isEmpty ? 0 : typesetter.paragraph(attributed(text)).width
  }

  /// The width of the widest piece of `text` that no line can end in.
  package func widestWord(_ text: RichText) -> Double {
    var (widest, current, trailing) = (0.0, 0.0, 0.0)
    for cluster in clusters(text) {
      if cluster.allowsBreakBefore { (current, trailing) = (0, 0) }
      if cluster.isWhiteSpace {
        trailing += cluster.width
      } else {
        current += trailing + cluster.width
        trailing = 0
      }
      widest = max(widest, current)
    }
    return widest
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
    let clusters = clusters(text)
    let setting: LineBreaker.Setting =
      switch alignment {
      case .justified: .justified
      case .title: .balanced
      case .left, .center, .right: .ragged
      }
    let breaker = LineBreaker(firstMeasure: max(measure - indent, 1), measure: measure, setting: setting)
    let lines = breaker.lines(clusters)
    guard !lines.isEmpty else {
      return [line(RichText(" ", text.spans.first?.style ?? TextStyle()), leading)]
    }
    return lines.enumerated().map { number, broken in
      let start = clusters[broken.clusters.lowerBound].byte
      let end = broken.clusters.upperBound < clusters.count ? clusters[broken.clusters.upperBound].byte : Int.max
      let content = text.split(atByte: end).0.split(atByte: start).1
      let room = number == 0 ? measure - indent : measure
      let isStretched = alignment == .justified && (!broken.isLast || broken.natural > room)
      var line = isStretched ? justified(content, leading, to: room) : self.line(content, leading)
      let offset = number == 0 ? indent : 0
      switch alignment {
      case .justified, .left: line.x = offset
      case .center, .title: line.x = offset + (room - line.width) / 2
      case .right: line.x = offset + room - line.width
      }
      return line
    }
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
      result = line(Self.spaced(text, extra), leading)
    }
    result.expand(by: expansion)
    return result
  }

  /// The share of a line's stretching or shrinking that its letters take over from its spaces.
  private static func expansion(of natural: Double, to width: Double, spaces: Double) -> Double {
    let slack = width - natural
    let letters = natural * LineBreaker.expansion
    let rest = spaces * (slack > 0 ? LineBreaker.stretchability : LineBreaker.shrinkability)
    let part = slack * letters / max(letters + rest, 0.001)
    return 1 + min(max(part, -letters), letters) / max(natural, 1)
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
          result.append(word, span.style, link: span.link)
          result.append(String(scalar), wide, link: span.link)
          word = ""
        } else {
          word.unicodeScalars.append(scalar)
        }
      }
      result.append(word, span.style, link: span.link)
    }
    return result
  }

  /// All of `text` on one line.
  package func line(_ text: RichText, _ leading: Double) -> SetLine {
    var attributed = AttributedText()
    var targets: [(bytes: Range<Int>, target: Canvas.LinkTarget)] = []
    for span in text.spans {
      let bytes = attributed.append(span.text, span.style)
      guard let target = span.link else { continue }
      if let last = targets.last, last.target == target, last.bytes.upperBound == bytes.lowerBound {
        targets[targets.count - 1].bytes = last.bytes.lowerBound..<bytes.upperBound
      } else {
        targets.append((bytes, target))
      }
    }
    let paragraph = typesetter.paragraph(attributed, ParagraphStyle(lineHeight: leading))
    let links = targets.compactMap { entry -> SetLine.Link? in
      let rects = paragraph.rectangles(of: entry.bytes).map(\.rect)
      guard let first = rects.first else { return nil }
      let whole = rects.dropFirst().reduce(first) { $0.union($1) }
      return SetLine.Link(x: whole.x, width: whole.width, target: entry.target)
    }
    return SetLine(paragraph: paragraph, x: 0, width: paragraph.width, leading: leading, links: links)
  }

  private func attributed(_ text: RichText) -> AttributedText {
    var attributed = AttributedText()
    for span in text.spans { attributed.append(span.text, span.style) }
    return attributed
  }

  private func clusters(_ text: RichText) -> [TextCluster] {
    guard !text.isEmpty else { return [] }
    var clusters = typesetter.paragraph(attributed(text)).clusters
    let bytes = Array(text.plainText.utf8)
    for index in clusters.indices where clusters[index].allowsBreakBefore {
      let rest = bytes[clusters[index].byte...].prefix(4)
      if Self.belongsToPrevious(String(decoding: rest, as: UTF8.self)) { clusters[index].allowsBreakBefore = false }
    }
    return clusters
  }

  /// Whether a line must not begin with what follows: a percent sign after its number, an operator in a formula.
  private static func belongsToPrevious(_ rest: String) -> Bool {
    let scalars = Array(rest.unicodeScalars.prefix(2))
    guard let first = scalars.first else { return false }
    if first == "%" || first == "°" { return true }
    return "+−±×·=≤≥<>≈≠∈→".unicodeScalars.contains(first) && scalars.count > 1 && scalars[1] == " "
  }

  private static func limited(_ text: RichText) -> [RichText] {
    var pieces: [RichText] = []
    var rest = text
    while rest.plainText.utf8.count > longestPiece {
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
