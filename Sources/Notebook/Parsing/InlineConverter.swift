import Interop
import OffprintCore

/// The inlines of one block: cmark's nodes to ours, with formulas, citations, result references and cross-references made out.
struct InlineConverter {
  var aligner: InlineAligner
  /// What was found on the way: images and HTML, formulas that cannot be read.
  var log = ProblemLog()
  let context: InlineContext
  /// The formula that the text is inside of.
  var formula: OpenFormula?

  init(_ aligner: InlineAligner, context: InlineContext) {
    self.aligner = aligner
    self.context = context
  }

  mutating func convert(_ nodes: [MarkdownNode]) -> [Inline] {
    var tokens = tokens(nodes)
    if let formula { tokens += abandoned(formula) }
    formula = nil
    return grouped(tokens)
  }

  private mutating func tokens(_ nodes: [MarkdownNode]) -> [InlineToken] {
    nodes.flatMap { tokens($0) }
  }

  private mutating func tokens(_ node: MarkdownNode) -> [InlineToken] {
    switch node.kind {
    case .text(let literal): return text(literal)
    case .code(let literal): return [.inline(code(MathMask.unmasked(literal)))]
    case .softBreak, .hardBreak:
      let position = aligner.position
      aligner.nextLine()
      if formula != nil {
        formula?.append("\n", at: position)
        return []
      }
      return [.inline(Inline(node.kind == .softBreak ? .softBreak : .hardBreak, at: SourceRange(at: position)))]
    case .emphasis: return [.inline(span(node, markLength: 1) { .emphasis($0) })]
    case .strong: return [.inline(span(node, markLength: 2) { .strong($0) })]
    case .strikethrough: return [.inline(span(node, markLength: 2) { .strikethrough($0) })]
    case .link(let destination, let title):
      return [.inline(link(node, destination: MathMask.unmasked(destination), title: MathMask.unmasked(title)))]
    case .image: return image(node).map { .inline($0) }
    case .htmlInline(let literal): return html(literal).map { .inline($0) }
    case .footnoteReference(let number): return footnote(number).map { [.inline($0)] } ?? []
    default: return tokens(node.children)
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

  /// An image among words becomes its description: a picture of its own is a paragraph of its own.
  private mutating func image(_ node: MarkdownNode) -> [Inline] {
    let content = convert(node.children)
    aligner.leaveLink()
    log.add(
      .image, at: range(of: content), "an image in the text is shown as its description only",
      help: "make it a paragraph of its own: ![Caption](file.png), or draw a figure from runs with a ```{figure} cell")
    return content
  }

  private mutating func html(_ literal: String) -> [Inline] {
    let placement = aligner.text(literal)
    let literal = MathMask.unmasked(literal)
    if literal.hasPrefix("<!--") { return [] }
    let range = SourceRange(placement.start, placement.end)
    log.add(
      .rawHTML, at: range, "the HTML \(Wording.quoted(literal)) is shown as text",
      explanation: "A report is written as PDF too, where HTML means nothing.",
      help: "write Markdown, or put it between backticks if it is meant to be seen")
    return [Inline(.text(literal), at: range)]
  }

  private mutating func footnote(_ number: Int) -> Inline? {
    let range = aligner.footnote()
    guard context.footnoteNames.indices.contains(number - 1) else { return nil }
    if let place = context.withoutFootnotes {
      log.add(
        .misplacedFootnote, at: range, "a footnote cannot stand in \(place)",
        help: "put the mark behind a word of the text")
    }
    return Inline(.footnote(context.footnoteNames[number - 1]), at: range)
  }

  // MARK: - Code and results

  private mutating func code(_ literal: String) -> Inline {
    let range = aligner.code(literal)
    guard let path = ResultPath.path(in: literal) else { return Inline(.code(literal), at: range) }
    return Inline(.result(path), at: range)
  }

  // MARK: - Ranges

  func range(of content: [Inline]) -> SourceRange {
    guard let first = content.first, let last = content.last else { return SourceRange(at: aligner.position) }
    return SourceRange(first.range.start, max(first.range.start, last.range.end))
  }

  /// With the marks on both sides.
  private func widened(_ range: SourceRange, by length: Int) -> SourceRange {
    var range = range
    range.start.column = max(1, range.start.column - length)
    range.end.column += length
    return range
  }
}

/// What the inlines of a block need to know of the notebook around them.
struct InlineContext {
  /// Of the definitions, in cmark's order.
  var footnoteNames: [String] = []
  /// Whether there are works to cite, so that `@word` in the text is a citation.
  var hasBibliography = false
  /// Where the text stands, if no footnote can be there: "a heading".
  var withoutFootnotes: String?
}

/// A piece of text, before citations are put together.
enum InlineToken {
  case inline(Inline)
  /// `[`, `]` or `@key`, none of them behind a backslash.
  case open(SourceRange)
  case close(SourceRange)
  case key(String, SourceRange)
}
