package import Mathematics
package import OffprintCore

/// A piece of running text.
package struct Inline: Hashable, Sendable {
  package var content: InlineContent
  package var range: SourceRange

  package init(_ content: InlineContent, at range: SourceRange) {
    self.content = content
    self.range = range
  }
}

/// What a piece of running text is.
package indirect enum InlineContent: Hashable, Sendable {
  case text(String)
  case code(String)
  case emphasis([Inline])
  case strong([Inline])
  case strikethrough([Inline])
  /// `title` is empty where the author gave none.
  case link(destination: String, title: String, [Inline])
  /// A line end in the source, shown as a space.
  case softBreak
  /// A line end that is to be seen.
  case hardBreak
  /// A number that the experiment produced, written as a code span `{arcface.accuracy}`: the text between the braces, which
  /// is the key of `CheckedNotebook.results`.
  case result(String)
  /// `@fig-…`, `@tbl-…`, `@sec-…` or `@eq-…`: the label, without the `@`.
  case crossReference(String)
  /// `$…$`, a formula in the line.
  case math(Formula)
  case citation(Citation)
  /// `[^name]`: the name of a footnote, as its definition has it.
  case footnote(String)
}

extension [Inline] {
  /// The text alone, for bookmarks and attributes; a result reference shows as its path in braces, a cross-reference as typed.
  package var plainText: String {
    map { inline in
      switch inline.content {
      case .text(let text), .code(let text): text
      case .emphasis(let content), .strong(let content), .strikethrough(let content), .link(_, _, let content):
        content.plainText
      case .softBreak, .hardBreak: " "
      case .result(let path): "{\(path)}"
      case .crossReference(let label): "@\(label)"
      case .math(let formula): formula.plainText
      case .citation(let citation): citation.source
      case .footnote: ""
      }
    }.joined()
  }
}
