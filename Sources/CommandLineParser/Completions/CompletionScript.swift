/// A shell that completion scripts can be written for.
package enum Shell: String, CaseIterable, Hashable, Sendable {
  case bash
  case zsh
  case fish
}

/// A shell's completion script for a program, from the same declarations as its help and its parser.
package enum CompletionScript {
  package static func text(for root: Command, shell: Shell) -> String {
    switch shell {
    case .bash: BashCompletion(root: root).text
    case .zsh: ZshCompletion(root: root).text
    case .fish: FishCompletion(root: root).text
    }
  }
}

extension Command {
  /// This command and all below it, each with its names from the program's down.
  func flattened(path: [String] = []) -> [(path: [String], command: Command)] {
    let path = path + [name]
    return [(path, self)] + subcommands.flatMap { $0.flattened(path: path) }
  }

  /// Its own declarations, and those of its default subcommand, whose options may stand directly after it.
  var completableDeclarations: [ParameterDeclaration] {
    parameters.map(\.declaration) + (defaultSubcommand.flatMap(subcommand)?.parameters.map(\.declaration) ?? [])
  }
}

extension ParameterDeclaration {
  /// `--data` and, if there is one, `-d`.
  var spellings: [String] { [spelling] + (short.map { ["-\($0)"] } ?? []) }
}

/// `text` as one word of a POSIX shell.
func shellQuoted(_ text: String) -> String {
  "'" + text.replacing("'", with: "'\\''") + "'"
}
