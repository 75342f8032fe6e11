import CommandLineParser

/// `offprint completions <shell>`.
enum CompletionsCommand {
  static let shell = Parameter.positional(
    "shell", .choice("shell", Shell.allCases.map(\.rawValue)), "The shell to write the script for.")

  static let entry: CommandEntry = CommandEntry(
    Command(
      "completions", "Print a completion script for a shell.",
      discussion: """
        Save the script where the shell looks for it; ‘make install’ does so for all three. The script begins with a \
        comment that names a good place.
        """,
      parameters: [shell],
      examples: [
        .init("source <(offprint completions bash)", "Complete in this bash."),
        .init(
          "offprint completions fish > ~/.config/fish/completions/offprint.fish", "Complete in every fish from now on."),
      ])
  ) { arguments, world in
    guard let shell = Shell(rawValue: arguments[shell]) else { preconditionFailure("the choice is one of the shells") }
    world.console.write(CompletionScript.text(for: CommandTable.root, shell: shell))
    return .success
  }
}
