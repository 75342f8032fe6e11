/// A completion script for fish.
struct FishCompletion {
  let root: Command

  var text: String {
    let all = root.flattened()
    let paths = all.dropFirst().map { shellQuoted($0.path.joined(separator: " ")) }
    return """
      # fish completion for \(root.name). To load it in every shell:
      #   \(root.name) completions fish > ~/.config/fish/completions/\(root.name).fish

      function \(function)
          # Whether the command line stands at the command whose names are $argv.
          set -l path \(root.name)
          for word in (commandline -opc)[2..-1]
              switch "$path $word"
                  case \(paths.joined(separator: " "))
                      set path "$path $word"
              end
          end
          test "$path" = "$argv"
      end

      complete -c \(root.name) -f
      \(all.flatMap(lines).joined(separator: "\n"))

      """
  }

  private var function: String { "__\(root.name.replacing("-", with: "_"))_at" }

  private func lines(_ path: [String], _ command: Command) -> [String] {
    let start = "complete -c \(root.name) -n \(quoted("\(function) \(path.joined(separator: " "))"))"
    var lines = command.subcommands.map { "\(start) -a \(quoted($0.name)) -d \(quoted($0.summary))" }
    lines += command.completableDeclarations.filter { $0.form != .positional }.map { declaration in
      let short = declaration.short.map { " -s \($0)" } ?? ""
      let value = declaration.form == .option ? " -r\(action(declaration.completion))" : ""
      return "\(start)\(short) -l \(declaration.name)\(value) -d \(quoted(declaration.summary))"
    }
    if command.subcommands.isEmpty, let positional = command.declarations(.positional).first {
      let words = action(positional.completion)
      if !words.isEmpty { lines.append(start + words) }
    }
    if path.count == 1 { lines.append("\(start) -l version -d 'Show the version.'") }
    return lines + ["\(start) -s h -l help -d 'Show help information.'"]
  }

  private func action(_ completion: Completion) -> String {
    switch completion {
    case .nothing: ""
    case .file(let extensions) where extensions.isEmpty: " -F"
    case .file(let extensions): " -a \(quoted("(__fish_complete_suffix .\(extensions.joined(separator: " .")))"))"
    case .directory: " -a '(__fish_complete_directories)'"
    case .words(let words): " -a \(quoted(words.joined(separator: " ")))"
    }
  }

  /// Fish escapes within single quotes with a backslash.
  private func quoted(_ text: String) -> String {
    "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }
}
