import CommandLineParser

/// A page of help: a title, paragraphs, and lists of terms, wrapped to a width.
struct HelpPage: Sendable {
  enum Part: Sendable {
    case paragraph(String)
    /// Terms and what they are.
    case terms([(term: String, meaning: String)])
    /// Lines as they are.
    case sample([String])
  }

  let title: String
  let parts: [Part]

  func text(width: Int) -> String {
    let width = min(max(width, 40), 100)
    return ([title + "\n"] + parts.map { text(of: $0, width: width) }).joined(separator: "\n")
  }

  private func text(of part: Part, width: Int) -> String {
    switch part {
    case .paragraph(let text):
      return TextWrapping.lines(of: text, width: width).map { $0 + "\n" }.joined()
    case .sample(let lines):
      return lines.map { "    \($0)\n" }.joined()
    case .terms(let terms):
      let column = min(26, (terms.map(\.term.count).max() ?? 0) + 4)
      let indent = String(repeating: " ", count: column)
      return terms.map { term, meaning in
        let lines = TextWrapping.lines(of: meaning, width: width - column)
        let room = column - 2 - term.count
        let start = room >= 2 ? "  \(term)\(String(repeating: " ", count: room))" : "  \(term)\n\(indent)"
        return start + lines.joined(separator: "\n\(indent)") + "\n"
      }.joined()
    }
  }
}
