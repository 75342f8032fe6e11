import Interop
import OffprintCore

/// The inlines of one block: cmark's nodes to ours, with result references and cross-references made out.
struct InlineConverter {
  var aligner: InlineAligner
  /// What was found on the way: images and HTML.
  var log = ProblemLog()

  init(_ aligner: InlineAligner) {
    self.aligner = aligner
  }

  mutating func convert(_ nodes: [MarkdownNode]) -> [Inline] {
    nodes.flatMap { convert($0) }
  }

  private mutating func convert(_ node: MarkdownNode) -> [Inline] {
    switch node.kind {
    case .text(let literal): return text(literal)
    case .code(let literal): return [code(literal)]
    case .softBreak, .hardBreak:
      let range = SourceRange(at: aligner.position)
      aligner.nextLine()
      return [Inline(node.kind == .softBreak ? .softBreak : .hardBreak, at: range)]
    case .emphasis: return [span(node, markLength: 1) { .emphasis($0) }]
    case .strong: return [span(node, markLength: 2) { .strong($0) }]
    case .strikethrough: return [span(node, markLength: 2) { .strikethrough($0) }]
    case .link(let destination, let title): return [link(node, destination: destination, title: title)]
    case .image: return image(node)
    case .htmlInline(let literal): return html(literal)
    default: return convert(node.children)
    }
  }

  private mutating func span(
    _ node: MarkdownNode, markLength: Int, _ make: ([Inline]) -> InlineContent
  ) -> Inline {
    let content = convert(node.children)
    return Inline(make(content), at: widened(range(of: content), by: markLength))
  }

  private mutating func link(_ node: MarkdownNode, destination: String, title: String) -> Inline {
    let content = convert(node.children)
    let inner = range(of: content)
    aligner.leaveLink()
    let isBare = aligner.position == inner.end
    let start = isBare ? inner.start : widened(inner, by: 1).start
    return Inline(
      .link(destination: destination, title: title, content), at: SourceRange(start, aligner.position))
  }

  /// An image becomes its description: a report's pictures are drawn from its runs.
  private mutating func image(_ node: MarkdownNode) -> [Inline] {
    let content = convert(node.children)
    aligner.leaveLink()
    log.add(
      .image, at: range(of: content), "an image in the text is shown as its description only",
      help: "draw figures from runs with a ```{figure} fig-… cell")
    return content
  }

  private mutating func html(_ literal: String) -> [Inline] {
    let placement = aligner.text(literal)
    if literal.hasPrefix("<!--") { return [] }
    let range = SourceRange(placement.start, placement.end)
    log.add(
      .rawHTML, at: range, "the HTML \(Wording.quoted(literal)) is shown as text",
      explanation: "A report is written as PDF too, where HTML means nothing.",
      help: "write Markdown, or put it between backticks if it is meant to be seen")
    return [Inline(.text(literal), at: range)]
  }

  // MARK: - Code and results

  private mutating func code(_ literal: String) -> Inline {
    let range = aligner.code(literal)
    guard let path = InlineConverter.resultPath(in: literal) else { return Inline(.code(literal), at: range) }
    return Inline(.result(path), at: range)
  }

  /// The text between the braces of `{arcface.accuracy}`; nil for code that does not look like one: it needs a dot.
  static func resultPath(in literal: String) -> String? {
    guard literal.hasPrefix("{"), literal.hasSuffix("}"), literal.utf8.count >= 3 else { return nil }
    let path = literal.dropFirst().dropLast()
    let isPath = path.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
        true
      default: false
      }
    }
    return isPath && path.contains(".") && path.first?.isLetter == true ? String(path) : nil
  }

  // MARK: - Text and cross-references

  private mutating func text(_ literal: String) -> [Inline] {
    let placement = aligner.text(literal)
    let scalars = Array(literal.unicodeScalars)
    var inlines: [Inline] = []
    var start = 0
    func position(_ index: Int) -> SourcePosition {
      index < placement.positions.count ? placement.positions[index] : placement.end
    }
    func addText(to end: Int) {
      guard start < end else { return }
      var text = ""
      text.unicodeScalars.append(contentsOf: scalars[start..<end])
      inlines.append(Inline(.text(text), at: SourceRange(position(start), position(end))))
    }
    var index = 0
    while index < scalars.count {
      guard scalars[index] == "@", !placement.isEscaped[index],
        let end = CrossReferenceScanner.end(of: scalars, at: index)
      else {
        index += 1
        continue
      }
      addText(to: index)
      var label = ""
      label.unicodeScalars.append(contentsOf: scalars[index + 1..<end])
      inlines.append(Inline(.crossReference(label), at: SourceRange(position(index), position(end))))
      (start, index) = (end, end)
    }
    addText(to: scalars.count)
    return inlines
  }

  // MARK: - Ranges

  private func range(of content: [Inline]) -> SourceRange {
    guard let first = content.first, let last = content.last else { return SourceRange(at: aligner.position) }
    return SourceRange(first.range.start, last.range.end)
  }

  /// With the marks on both sides.
  private func widened(_ range: SourceRange, by length: Int) -> SourceRange {
    var range = range
    range.start.column = max(1, range.start.column - length)
    range.end.column += length
    return range
  }
}

/// Finds `@fig-…`, `@tbl-…` and `@sec-…` in text.
enum CrossReferenceScanner {
  private static let prefixes = ["fig-", "tbl-", "sec-"].map { Array($0.unicodeScalars) }

  /// The index past the label of a cross-reference whose `@` is at `index`; nil where there is none, as in an e-mail address.
  static func end(of scalars: [Unicode.Scalar], at index: Int) -> Int? {
    if index > 0, isWord(scalars[index - 1]) || ".+/@".unicodeScalars.contains(scalars[index - 1]) { return nil }
    let rest = scalars[(index + 1)...]
    guard let prefix = prefixes.first(where: { rest.starts(with: $0) }) else { return nil }
    var end = index + 1 + prefix.count
    while end < scalars.count, isWord(scalars[end]) { end += 1 }
    while scalars[end - 1] == "-" || scalars[end - 1] == "_" { end -= 1 }
    return end > index + prefix.count ? end : nil
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
    default: scalar.value > 0x7F && scalar.properties.isAlphabetic
    }
  }
}
