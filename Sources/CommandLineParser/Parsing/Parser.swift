/// Reads command lines with the conventions of swift-argument-parser: `--name value`, `--name=value`, `-n value`, `-nvalue`,
/// flags in a cluster (`-qn`), `--` before words that only look like options, `--help` and `-h` anywhere.
package struct Parser: Sendable {
  package let root: Command

  package init(root: Command) {
    self.root = root
  }

  /// What `words` (without the program's name) ask for.
  package func parse(_ words: [String]) throws(UsageError) -> Request {
    var command = root
    var path = [root.name]
    var rest = words[...]
    while !command.subcommands.isEmpty {
      guard let word = rest.first, word != "--" else {
        guard let next = command.defaultSubcommand.flatMap(command.subcommand) else {
          return try missing(command, path)
        }
        command = next
        path.append(next.name)
        break
      }
      if word == "--help" || word == "-h" { return .help(path: path) }
      if path.count == 1, let request = try programRequest(rest) { return request }
      if let next = command.subcommand(word) {
        rest.removeFirst()
        command = next
      } else if word.hasPrefix("-"), let next = command.defaultSubcommand.flatMap(command.subcommand) {
        command = next
      } else {
        throw unknownCommand(word, command, path)
      }
      path.append(command.name)
    }
    var reader = WordReader(command: command, path: path)
    guard let arguments = try reader.read(rest) else { return .help(path: path) }
    return .invocation(Invocation(path: path, arguments: arguments))
  }

  private func missing(_ command: Command, _ path: [String]) throws(UsageError) -> Request {
    guard path.count > 1 else { return .help(path: path) }
    let names = Spelling.alternatives(command.subcommands.map(\.name))
    throw UsageError("‘\(path.joined(separator: " "))’ needs to know what to do: \(names)", path: path)
  }

  private func programRequest(_ words: ArraySlice<String>) throws(UsageError) -> Request? {
    guard let word = words.first else { return nil }
    if word == "--version" { return .version }
    let name = "--generate-completion-script"
    guard word == name || word.hasPrefix(name + "=") else { return nil }
    let value = word == name ? words.dropFirst().first : String(word.dropFirst(name.count + 1))
    guard let shell = value.flatMap(Shell.init(rawValue:)) else {
      let shells = Spelling.alternatives(Shell.allCases.map(\.rawValue))
      throw UsageError("‘\(name)’ needs the name of a shell: \(shells)", path: [root.name])
    }
    return .completions(shell)
  }

  private func unknownCommand(_ word: String, _ command: Command, _ path: [String]) -> UsageError {
    let place = path.joined(separator: " ")
    if word.hasPrefix("-") {
      let options = ["--help"] + (path.count == 1 ? ["--version"] : [])
      let meant = Spelling.closest(to: word, among: options).map { "did you mean ‘\($0)’?" }
      let hint = meant ?? "Options stand after the command they belong to: ‘\(place) <subcommand> \(word)’."
      return UsageError("‘\(place)’ has no option ‘\(Spelling.shown(word))’", hint: hint, path: path)
    }
    let names = command.subcommands.map(\.name)
    let meant = Spelling.closest(to: word, among: names).map { "did you mean ‘\($0)’?" }
    let hint = meant ?? "There are \(Spelling.list(names, word: "and"))."
    return UsageError("‘\(place)’ has no command ‘\(Spelling.shown(word))’", hint: hint, path: path)
  }
}
