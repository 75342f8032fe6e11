import CommandLineParser
import Interop

/// `offprint help`: of commands, and topics to read.
enum HelpCommand {
  static let subject = Parameter.positionals(
    "subject", .text("subject"), "A command such as ‘run’ or ‘runs show’, or a topic; ‘topics’ lists them.")

  static let entry: CommandEntry = CommandEntry(
    Command(
      "help", "Explain a command or a topic: cells, data, exit-status and more.",
      discussion: "Topics are \(HelpTopics.all.map(\.name).joined(separator: ", ")).",
      parameters: [subject],
      examples: [
        .init("offprint help run", "The options of a command."),
        .init("offprint help cells", "What a notebook's cells may hold."),
        .init("offprint help cells train", "The keys of one kind of cell."),
        .init("offprint help loss arcface", "One loss; likewise layer, optimizer, data and plot."),
        .init("offprint help schema > offprint.schema.json", "A JSON Schema of the cells, for editors."),
      ])
  ) { arguments, world in
    try show(arguments[subject], world.console)
    return .success
  }

  static func showCommand(_ path: [String], _ console: Console) {
    let command = path.dropFirst().reduce(CommandTable.root) { $0.subcommand($1) ?? $0 }
    console.write(HelpText(command: command, path: path, width: console.width()).text)
  }

  private static func show(_ words: [String], _ console: Console) throws {
    guard let first = words.first else { return showCommand(["offprint"], console) }
    // A topic goes before a command of its name, not before the command's parts: ‘data’, but ‘data fetch’.
    let isPart = words.count > 1 && CommandTable.entry(at: ["offprint"] + words) != nil
    if !isPart, let topic = HelpTopics.all.first(where: { $0.name == first }) {
      return console.write(try topic.text(Array(words.dropFirst()), console.width()))
    }
    var command = CommandTable.root
    for word in words {
      guard let next = command.subcommand(word) else { throw unknown(word, in: command, isFirst: word == first) }
      command = next
    }
    showCommand(["offprint"] + words, console)
  }

  private static func unknown(_ word: String, in command: Command, isFirst: Bool) -> CommandFailure {
    let known = command.subcommands.map(\.name) + (isFirst ? HelpTopics.all.map(\.name) : [])
    // ‘offprint help train’ and ‘offprint help arcface’ mean what a notebook says.
    let meant =
      isFirst && NotebookHelp.names.contains(word)
      ? "‘offprint help cells \(word)’ explains it"
      : Spelling.closest(to: word, among: known).map { "did you mean ‘\($0)’?" }
    return CommandFailure(
      "there is no command or topic ‘\(word)’",
      help: meant ?? "‘offprint help’ lists the commands, ‘offprint help topics’ the topics.", status: .usage)
  }
}
