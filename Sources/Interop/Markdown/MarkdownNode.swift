/// A node of a Markdown document as cmark-gfm parses it, with nothing of C in it.
package struct MarkdownNode: Sendable {
  package enum Kind: Hashable, Sendable {
    case document
    case quote
    /// `start` is nil for bullets.
    case list(start: Int?, isTight: Bool)
    case item
    /// `- [x] done`
    case taskItem(isDone: Bool)
    /// `fence` is nil for an indented code block.
    case codeBlock(info: String, literal: String, fence: Fence?)
    case htmlBlock(String)
    case paragraph
    case heading(level: Int)
    case thematicBreak
    /// At the end of the document, in the order of their numbers.
    case footnoteDefinition
    case table([Alignment])
    case tableRow(isHeader: Bool)
    case tableCell
    case text(String)
    case softBreak
    case hardBreak
    case code(String)
    case htmlInline(String)
    case emphasis
    case strong
    case strikethrough
    case link(destination: String, title: String)
    case image(destination: String, title: String)
    /// The number, from 1, of the definition that it refers to.
    case footnoteReference(Int)
  }

  /// The marks that open a fenced code block.
  package struct Fence: Hashable, Sendable {
    package var character: UInt8
    package var length: Int

    package init(character: UInt8, length: Int) {
      self.character = character
      self.length = length
    }
  }

  package enum Alignment: Hashable, Sendable {
    case none
    case left
    case center
    case right
  }

  /// As cmark reports it: `line` from 1, `column` from 1 in bytes; 0 where cmark knows none. Reliable for blocks, and for
  /// inlines only by line.
  package struct Position: Hashable, Sendable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  package var kind: Kind
  package var start: Position
  /// Of the last byte.
  package var end: Position
  package var children: [MarkdownNode]
}

/// Why Markdown was refused. (Markdown itself has no syntax errors.)
package struct MarkdownError: Error, Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    /// More nodes inside one another than `MarkdownParser.maximumDepth`.
    case tooDeep
  }

  package var reason: Reason
  /// From 1.
  package var line: Int

  package init(reason: Reason, line: Int) {
    self.reason = reason
    self.line = line
  }
}
