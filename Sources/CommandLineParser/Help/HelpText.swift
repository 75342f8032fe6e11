/// A command's help, wrapped to a width: overview, usage, arguments, options, subcommands, examples.
package struct HelpText: Sendable {
  package let command: Command
  /// The names of the command, the program's first.
  package let path: [String]
  /// In columns.
  package let width: Int

  /// Where descriptions begin.
  private static let column = 26

  package init(command: Command, path: [String], width: Int) {
    self.command = command
    self.path = path
    self.width = min(max(width, 40), 120)
  }

  /// The whole help, ending in a line feed.
  package var text: String {
    var sections = [wrapped("OVERVIEW: " + command.summary, indent: 0)]
    sections += TextWrapping.paragraphs(of: command.discussion, width: width).map { $0 + "\n" }
    sections.append(usage(heading: "USAGE: "))
    let arguments = command.declarations(.positional)
    if !arguments.isEmpty { sections.append(section("ARGUMENTS", arguments.map(entry))) }
    sections.append(section("OPTIONS", options))
    if !command.subcommands.isEmpty { sections.append(section("SUBCOMMANDS", command.subcommands.map(entry))) }
    if !command.examples.isEmpty { sections.append(examples) }
    var text = sections.joined(separator: "\n")
    if !command.subcommands.isEmpty {
      let help = ([path[0], "help"] + path.dropFirst() + ["<subcommand>"]).joined(separator: " ")
      text += "\n" + wrapped("See ‘\(help)’ for more.", indent: 2)
    }
    return text
  }

  /// The usage line, wrapped under its heading, ending in a line feed.
  package func usage(heading: String) -> String {
    var words = command.declarations(.flag, .option).map(HelpText.usageWord)
    words += command.declarations(.positional).map(HelpText.usageWord)
    if !command.subcommands.isEmpty { words = [command.defaultSubcommand == nil ? "<subcommand>" : "[<subcommand>]"] }
    // Words hold spaces of their own that must not break: they travel as no-break spaces.
    let whole = path.joined(separator: " ") + words.reduce("") { $0 + " " + $1.replacing(" ", with: "\u{A0}") }
    let lines = TextWrapping.lines(of: whole, width: width - heading.count)
    let indent = "\n" + String(repeating: " ", count: heading.count)
    return heading + lines.joined(separator: indent).replacing("\u{A0}", with: " ") + "\n"
  }

  private static func usageWord(_ declaration: ParameterDeclaration) -> String {
    switch declaration.form {
    case .flag: return "[\(declaration.spelling)]"
    case .option:
      return "[\(declaration.spelling) <\(declaration.placeholder)>\(declaration.isRepeated ? " …" : "")]"
    case .positional:
      let word = declaration.spelling + (declaration.isRepeated ? " …" : "")
      return declaration.isRequired ? word : "[\(word)]"
    }
  }

  private var options: [(String, String)] {
    var entries = command.declarations(.flag, .option).map(entry)
    if path.count == 1 { entries.append(("--version", "Show the version.")) }
    return entries + [("-h, --help", "Show help information.")]
  }

  private func entry(_ declaration: ParameterDeclaration) -> (String, String) {
    var label = declaration.short.map { "-\($0), " } ?? ""
    label += declaration.spelling
    if declaration.form == .option { label += " <\(declaration.placeholder)>" }
    var notes: [String] = []
    if case .words(let words) = declaration.completion { notes.append("values: " + words.joined(separator: ", ")) }
    if let text = declaration.defaultText { notes.append("default: \(text)") }
    let note = notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))"
    return (label, declaration.summary + note)
  }

  private func entry(_ subcommand: Command) -> (String, String) {
    let isDefault = subcommand.name == command.defaultSubcommand
    return (subcommand.name + (isDefault ? " (default)" : ""), subcommand.summary)
  }

  private func section(_ title: String, _ entries: [(String, String)]) -> String {
    entries.reduce("\(title):\n") { $0 + described($1.0, $1.1) }
  }

  /// A label in the left column and its description in the right one, below it where the label is too long.
  private func described(_ label: String, _ description: String) -> String {
    let lines = TextWrapping.lines(of: description, width: width - HelpText.column)
    let indent = String(repeating: " ", count: HelpText.column)
    let body = lines.joined(separator: "\n" + indent)
    let room = HelpText.column - 2 - label.count
    return room > 0
      ? "  \(label)\(String(repeating: " ", count: room))\(body)\n" : "  \(label)\n\(indent)\(body)\n"
  }

  private var examples: String {
    command.examples.reduce("EXAMPLES:\n") { $0 + "  \($1.line)\n" + wrapped($1.summary, indent: 6) }
  }

  private func wrapped(_ text: String, indent: Int) -> String {
    let lead = String(repeating: " ", count: indent)
    return TextWrapping.lines(of: text, width: width - indent).map { lead + $0 + "\n" }.joined()
  }
}
