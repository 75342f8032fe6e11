/// What formulas may say, from the tables that read them: for help and documentation.
package enum FormulaReference {
  /// Commands that stand for a sign each, or that are used alike.
  package struct Group: Sendable {
    package let title: String
    /// What is written, and what it shows; nothing for what shows nothing by itself.
    package let entries: [(written: String, shown: String)]
  }

  /// Constructions with arguments: what is written, and what it is.
  package static let constructions: [(written: String, meaning: String)] = [
    (#"x^{a}  x_{b}  x'"#, "superscripts, subscripts, primes; one letter or digit needs no braces"),
    (#"\frac{a}{b}"#, "a fraction; \\dfrac and \\cfrac as large as displayed, \\tfrac as small as in a line"),
    (#"\binom{n}{k}"#, "a binomial coefficient; \\dbinom and \\tbinom likewise"),
    (#"\sqrt{x}  \sqrt[3]{x}"#, "roots"),
    (
      #"\sum_{i=1}^{n}"#,
      "large operators, with limits above and below when displayed; \\limits and \\nolimits say where"
    ),
    (#"\operatorname{sim}"#, "the name of a function; \\operatorname*{…} has its scripts below like \\max"),
    (#"\left( … \middle| … \right)"#, "delimiters that grow with what is between them; a dot for none"),
    (#"\bigl( \Bigl( \biggl( \Biggl("#, "delimiters of stated sizes; also with r, m or nothing in place of l"),
    (#"\norm{x}  \abs{x}"#, "a norm and an absolute value that grow"),
    (#"\overline{ab}  \underline{ab}"#, "a rule over or under"),
    (#"\overbrace{ab}^{n}  \underbrace{ab}_{n}"#, "a brace over or under, and words at it"),
    (#"\overset{a}{=}  \underset{a}{x}  \stackrel{a}{=}"#, "small things above or below"),
    (#"\substack{a \\ b}"#, "lines below a sum"),
    (#"\boldsymbol{\theta}  \bm{x}"#, "bold in the form that a letter has"),
    (#"\text{if $x > 0$}"#, "words, with formulas between dollar signs"),
    (#"\not\in"#, "a relation struck through"),
    (#"a \bmod b  \pmod{n}"#, "remainders"),
    (#"\phantom{x} \hphantom{x} \vphantom{x}"#, "room for something, its width alone, its height alone"),
    (#"\displaystyle  \textstyle  \scriptstyle"#, "the style of the rest of a group"),
    (
      #"\mathrel{x} \mathbin{x} \mathop{x} \mathord{x}"#,
      "the spaces of a relation, a binary sign, an operator, a letter"
    ),
    (#"\tag{3.1}"#, "the number of a displayed formula"),
  ]

  /// Tables: what is written after `\begin`, and what it is.
  package static let environments: [(written: String, meaning: String)] = [
    (
      "matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix",
      "cells in rows and columns, without or with delimiters"
    ),
    ("array", "a matrix with its columns named: \\begin{array}{r|cl}; \\hline for a rule between rows"),
    ("cases dcases rcases", "values and their conditions"),
    ("aligned split align align*", "equations with their relations below each other, & before each"),
    ("gathered gather gather*", "centred lines"),
    ("equation equation*", "one formula, for what comes from a paper as it is"),
  ]

  package static let groups: [Group] = {
    var groups = SymbolTable.groups.map { group in
      Group(title: group.title, entries: group.commands.map { ("\\" + $0.name, $0.character) })
    }
    func names(_ title: String, _ names: some Sequence<String>, _ shown: (String) -> String) {
      groups.append(Group(title: title, entries: names.sorted().map { ("\\" + $0, shown($0)) }))
    }
    names("Functions", CommandTable.functions.keys) { _ in "" }
    names("Accents", CommandTable.accents.keys) { CommandTable.accents[$0].map { "x" + String($0.mark) } ?? "" }
    names("Alphabets", CommandTable.alphabets.keys) { CommandTable.alphabets[$0]?.applied(to: "Rx") ?? "" }
    names("Words", CommandTable.texts.keys) { _ in "" }
    names("Spaces", CommandTable.spaces.keys) { _ in "" }
    return groups
  }()

  /// All of it as a page of Markdown.
  package static let markdown: String = {
    func code(_ text: String) -> String { "`" + text.replacing("|", with: "\\|") + "`" }
    // Commands in sentences are code too.
    func prose(_ text: String) -> String {
      text.split(separator: " ").map { word in
        guard word.contains("\\") || word.contains("&") else { return String(word) }
        let end = word.last == ":" || word.last == ";" || word.last == "," ? String(word.suffix(1)) : ""
        return code(String(word.dropLast(end.count))) + end
      }.joined(separator: " ")
    }
    var text = """
      # Formulas

      `$…$` sets a formula within a line, `$$…$$` on lines of its own. What is between the signs is a part of TeX and amsmath:
      what papers on losses use. It is read once, into one tree, which becomes MathML in HTML and type in PDF. Anything outside
      of the subset is an error at its line and column that names the nearest command; nothing is passed on unread.

      Signs of Unicode may be typed as they are: `α ≤ β` is `\\alpha \\le \\beta`, `𝐱` is `\\mathbf{x}`, `ℝ` is `\\mathbb{R}`. Letters
      of other scripts are set upright. There are no macros, and no colours.


      """
    text += "## Constructions\n\n| written | what it is |\n| --- | --- |\n"
    for entry in constructions { text += "| \(code(entry.written)) | \(prose(entry.meaning)) |\n" }
    text +=
      "\n## Tables\n\nBetween `\\begin{…}` and `\\end{…}`, with `&` between cells and `\\\\` or `\\\\[1ex]` between rows.\n\n"
    text += "| environment | what it is |\n| --- | --- |\n"
    for entry in environments { text += "| \(code(entry.written)) | \(prose(entry.meaning)) |\n" }
    for group in groups {
      text += "\n## \(group.title)\n\n"
      text +=
        group.entries.map { $0.shown.isEmpty ? code($0.written) : "\(code($0.written)) \(shown($0.shown))" }
        .joined(separator: " · ") + "\n"
    }
    return text
  }()

  /// Signs that Markdown would take for its own.
  private static func shown(_ sign: String) -> String { "#&_|\\[]{}<>*$".contains(sign) ? "\\\(sign)" : sign }
}
