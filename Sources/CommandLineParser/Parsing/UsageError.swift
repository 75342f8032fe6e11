/// A command line that cannot be understood.
package struct UsageError: Error, Hashable, Sendable {
  /// What is wrong, in one sentence without a final stop.
  package var message: String
  /// The word that was probably meant, or what to do instead, as a sentence.
  package var hint: String?
  /// The names of the command it happened in, the program's first: `["offprint", "run"]`.
  package var path: [String]

  package init(_ message: String, hint: String? = nil, path: [String]) {
    self.message = message
    self.hint = hint
    self.path = path
  }

  /// The whole message for standard error: the sentence, the hint, the usage line and where to read more.
  package func text(for root: Command, width: Int = 80) -> String {
    let command = path.dropFirst().reduce(root) { $0.subcommand($1) ?? $0 }
    let help = HelpText(command: command, path: path, width: width)
    var text = "error: \(message)\n"
    if let hint { text += "  help: \(hint)\n" }
    return text + help.usage(heading: "Usage: ") + "  See ‘\(path.joined(separator: " ")) --help’ for more.\n"
  }
}
