/// A command or a group of commands: help, completions and the parser are all read from this value.
package struct Command: Sendable {
  /// A command line worth copying, and what it does.
  package struct Example: Hashable, Sendable {
    package var line: String
    package var summary: String

    package init(_ line: String, _ summary: String) {
      self.line = line
      self.summary = summary
    }
  }

  package var name: String
  /// One sentence; opens the help and stands beside the name in the list of commands.
  package var summary: String
  /// Paragraphs apart by an empty line, each wrapped to the terminal; a paragraph that is indented is left as it is.
  package var discussion: String
  package var parameters: [any AnyParameter]
  package var examples: [Example]
  package var subcommands: [Command]
  /// The subcommand that is meant where none is named.
  package var defaultSubcommand: String?

  package init(
    _ name: String, _ summary: String, discussion: String = "", parameters: [any AnyParameter] = [],
    examples: [Example] = [], subcommands: [Command] = [], defaultSubcommand: String? = nil
  ) {
    precondition(
      defaultSubcommand.map { word in subcommands.contains { $0.name == word } } ?? true,
      "\(name): the default must be one of the subcommands")
    self.name = name
    self.summary = summary
    self.discussion = discussion
    self.parameters = parameters
    self.examples = examples
    self.subcommands = subcommands
    self.defaultSubcommand = defaultSubcommand
  }

  /// The declarations of one form, in the order given.
  func declarations(_ forms: ParameterDeclaration.Form...) -> [ParameterDeclaration] {
    parameters.map(\.declaration).filter { forms.contains($0.form) }
  }

  /// The subcommand called `name`.
  package func subcommand(_ name: some StringProtocol) -> Command? {
    subcommands.first { $0.name == name }
  }
}
