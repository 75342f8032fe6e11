import CommandLineParser

/// A command: what the parser knows of it, and what it does.
struct CommandEntry: Sendable {
  let declaration: Command
  let perform: @Sendable (ParsedArguments, World) throws -> ExitStatus
  /// For a group, in the order of its help.
  let subcommands: [CommandEntry]

  init(_ declaration: Command, perform: @escaping @Sendable (ParsedArguments, World) throws -> ExitStatus) {
    self.declaration = declaration
    self.perform = perform
    subcommands = []
  }

  /// A group, whose default subcommand is its first, if it has one.
  init(
    group name: String, _ summary: String, discussion: String = "", hasDefault: Bool = true,
    subcommands: [CommandEntry]
  ) {
    declaration = Command(
      name, summary, discussion: discussion, subcommands: subcommands.map(\.declaration),
      defaultSubcommand: hasDefault ? subcommands.first?.declaration.name : nil)
    perform = { _, _ in preconditionFailure("\(name) is a group") }
    self.subcommands = subcommands
  }
}

/// The program's commands.
enum CommandTable {
  static let entries: [CommandEntry] = [
    RunCommand.entry, CheckCommand.entry, RenderCommand.entry, PreviewCommand.entry, DiffCommand.entry,
    VerifyCommand.entry, WhyCommand.entry, RunsCommand.entry, ExportCommand.entry,
    DataCommand.entry, DoctorCommand.entry, HelpCommand.entry, CompletionsCommand.entry,
  ]

  static let root: Command = Command(
    "offprint", "Turn a notebook into trained networks, figures, tables and a report.",
    discussion: """
      A notebook is Markdown with a few declarative cells: models, trainings, sweeps, figures, tables. Offprint trains what \
      has not been trained yet, keeps every run, and writes a report as HTML and PDF: the same bytes every time.

      ‘offprint help cells’ says what a cell may hold, ‘offprint help topics’ what else there is to read.
      """,
    examples: [
      .init("offprint check experiments/quickstart.md", "See what a notebook asks for, without training anything."),
      .init("offprint run experiments/quickstart.md", "Train it and write its report."),
    ], subcommands: entries.map(\.declaration))

  /// The entry at `path`, the program's name first.
  static func entry(at path: [String]) -> CommandEntry? {
    path.dropFirst().reduce((entry: CommandEntry?.none, below: entries)) { found, name in
      let entry = found.below.first { $0.declaration.name == name }
      return (entry, entry?.subcommands ?? [])
    }.entry
  }
}
