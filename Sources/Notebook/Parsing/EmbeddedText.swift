import Interop
import OffprintCore

/// A text that stands in the notebook on whole lines (the YAML of a cell, the front matter), with the way back to its places
/// in the file: a fence may be indented, and then its lines are too.
struct EmbeddedText {
  let text: String
  private let firstLine: Int
  /// Columns of the file before each line of the text.
  private let indents: [Int]
  private let lineCount: Int

  /// `firstLine` is the file's line, from 1, of the text's first.
  init(_ text: String, in source: SourceText, firstLine: Int) {
    self.text = text
    self.firstLine = firstLine
    lineCount = source.lines.count
    let lines = SourceText(name: "", text: text).lines
    indents = lines.enumerated().map { index, line in
      guard let whole = source.line(firstLine + index), whole.utf8.count > line.utf8.count else { return 0 }
      // Indentation is of ASCII blanks, one scalar a byte.
      return whole.utf8.count - line.utf8.count
    }
  }

  func position(_ mark: YAMLNode.Mark) -> SourcePosition {
    let indent = indents.indices.contains(mark.line) ? indents[mark.line] : 0
    return SourcePosition(line: min(firstLine + mark.line, max(lineCount, 1)), column: mark.column + indent + 1)
  }

  func range(_ start: YAMLNode.Mark, _ end: YAMLNode.Mark) -> SourceRange {
    let start = position(start)
    return SourceRange(start, max(position(end), start))
  }
}
