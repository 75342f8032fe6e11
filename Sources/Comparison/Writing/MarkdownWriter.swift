/// A statement as GitHub's Markdown, for a comment on a pull request.
package enum MarkdownWriter {
  package static func text(_ statement: Statement) -> String {
    let mark =
      switch statement.headline.tone {
      case .bad: "❌"
      case .warning: "⚠️"
      default: "✅"
      }
    var text = "## \(escaped(statement.title))\n\n"
    text += "\(mark) **\(escaped(statement.headline.text))** "
    text += "\(escaped(statement.before)) → \(escaped(statement.after))\n"
    for section in statement.sections {
      text += "\n### \(section.title)\n\n"
      var wasTable = false
      for item in section.items {
        if case .table = item {
          wasTable = true
        } else if wasTable {
          text += "\n"
          wasTable = false
        }
        text += self.text(item)
      }
    }
    while text.hasSuffix("\n\n") { text.removeLast() }
    return text.replacing("\n\n\n", with: "\n\n")
  }

  private static func text(_ item: Statement.Item) -> String {
    switch item {
    case .line(let spans): "\n" + inline(spans) + "\n\n"
    case .bullet(let spans): "- " + inline(spans) + "\n"
    case .detail(let spans): "  - " + inline(spans) + "\n"
    case .table(let columns, let rows):
      row(columns.map { escaped($0.title) }) + row(columns.map { $0.isNumber ? "--:" : "---" })
        + rows.map { cells in row(cells.map { inline([$0]) }) }.joined()
    case .figure: ""
    }
  }

  private static func row(_ cells: [String]) -> String {
    "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
  }

  private static func inline(_ spans: [Statement.Span]) -> String {
    spans.map { span in
      let text = escaped(span.text)
      let core = String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      guard !core.isEmpty, let range = text.firstRange(of: core) else { return text }
      let (start, end) = (text[..<range.lowerBound], text[range.upperBound...])
      switch span.tone {
      case .plain, .muted, .good, .warning: return text
      case .strong, .bad: return "\(start)**\(core)**\(end)"
      case .removed: return "\(start)<del>\(core)</del>\(end)"
      case .added: return "\(start)<ins>\(core)</ins>\(end)"
      }
    }.joined()
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      // A sign before it would be a mention of somebody, or of another thread.
      case "@", "#": result += "\(character)\u{200B}"
      case "\\", "`", "*", "_", "[", "]", "~", "$": result += "\\\(character)"
      default: result += character.isNewline ? " " : String(character)
      }
    }
    return result
  }
}
