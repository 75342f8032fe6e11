import Interop
import OffprintCore

/// Reads the Markdown in a YAML value, such as a caption. Its places are found in the lines of the file that it stands on.
struct RunningTextReader {
  let source: SourceText
  let range: SourceRange
  let context: InlineContext
  var log = ProblemLog()

  init(source: SourceText, range: SourceRange, context: InlineContext) {
    self.source = source
    self.range = range
    self.context = context
  }

  /// The paragraphs; nil where there is anything else in the text, or it is nested too deep.
  mutating func read(_ text: String) -> [[Inline]]? {
    guard let document = try? MarkdownParser.parse(FormulaScanner.masked(text)) else { return nil }
    var converter = InlineConverter(
      InlineAligner(
        source, first: range.start.line, last: max(range.start.line, range.end.line), column: range.start.column),
      context: context)
    var paragraphs: [[Inline]] = []
    for node in document.children {
      guard node.kind == .paragraph else { return nil }
      converter.aligner.nextParagraph()
      paragraphs.append(converter.convert(node.children))
    }
    log.add(converter.log)
    return paragraphs
  }
}
