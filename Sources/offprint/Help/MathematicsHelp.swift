import Mathematics

/// What formulas may say, on the terminal.
enum MathematicsHelp {
  static func text(_ words: [String], width: Int) throws -> String {
    guard words.isEmpty else { throw CommandFailure("the topic ‘math’ has no parts", status: .usage) }
    let symbols = FormulaReference.groups.flatMap { group -> [HelpPage.Part] in
      let entries = group.entries.map { $0.shown.isEmpty ? $0.written : "\($0.written)\u{A0}\($0.shown)" }
      return [.paragraph("\(group.title): " + entries.joined(separator: "  "))]
    }
    return HelpPage(
      title: "Formulas",
      parts: [
        .paragraph(
          """
          $…$ sets a formula within a line, $$…$$ on lines of its own. What is between the signs is a part of TeX and \
          amsmath; anything else is an error at its line and column. Signs of Unicode may be typed as they are.
          """),
        .terms(FormulaReference.constructions.map { ($0.written, $0.meaning) }),
        .paragraph("Between \\begin{…} and \\end{…}, with & between cells and \\\\ between rows:"),
        .terms(FormulaReference.environments.map { ($0.written, $0.meaning) }),
      ] + symbols
    ).text(width: width)
  }
}
