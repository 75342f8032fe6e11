/// A completion script for zsh, by its `_arguments`.
struct ZshCompletion {
  let root: Command

  var text: String {
    """
    #compdef \(root.name)
    # zsh completion for \(root.name). To load it, in a directory of $fpath:
    #   \(root.name) completions zsh > ~/.zfunc/_\(root.name)

    \(root.flattened().map(function).joined(separator: "\n"))
    if [[ $funcstack[1] == \(name([root.name])) ]]; then
      \(name([root.name])) "$@"
    else
      compdef \(name([root.name])) \(root.name)
    fi

    """
  }

  private func name(_ path: [String]) -> String {
    "_" + path.joined(separator: "_").replacing("-", with: "_")
  }

  private func function(_ path: [String], _ command: Command) -> String {
    var specifications = command.completableDeclarations.filter { $0.form != .positional }.flatMap(option)
    specifications += ["'(- *)'{-h,--help}'[Show help information.]'"]
    if path.count == 1 { specifications.append("'(- *)--version[Show the version.]'") }
    let rest =
      command.subcommands.isEmpty
      ? command.declarations(.positional).map(positional) : ["'1: :->command' '*:: :->rest'"]
    let arguments = (specifications + rest).map { "    \($0)" }.joined(separator: " \\\n")
    let flags = command.subcommands.isEmpty ? "-S -s" : "-C -S -s"
    return """
      \(name(path))() {
        local context state state_descr line
        typeset -A opt_args
        _arguments \(flags) \\
      \(arguments)
      \(command.subcommands.isEmpty ? "" : dispatch(path, command))}

      """
  }

  private func dispatch(_ path: [String], _ command: Command) -> String {
    let described = command.subcommands.map { "        " + shellQuoted("\($0.name):\($0.summary)") }
    let calls = command.subcommands.map { "        \($0.name)) \(name(path + [$0.name])) ;;" }
    return """
        case $state in
          command)
            local -a commands=(
      \(described.joined(separator: "\n"))
            )
            _describe command commands ;;
          rest)
            case $line[1] in
      \(calls.joined(separator: "\n"))
            esac ;;
        esac

      """
  }

  private func option(_ declaration: ParameterDeclaration) -> [String] {
    let others = declaration.isRepeated ? "*" : "(\(declaration.spellings.joined(separator: " ")))"
    let value = declaration.form == .flag ? "" : ":\(declaration.placeholder):\(action(declaration.completion))"
    return declaration.spellings.map { spelling in
      let equals = declaration.form == .option && spelling.hasPrefix("--") ? "=" : ""
      return shellQuoted("\(others)\(spelling)\(equals)[\(escaped(declaration.summary))]\(value)")
    }
  }

  private func positional(_ declaration: ParameterDeclaration) -> String {
    shellQuoted("\(declaration.isRepeated ? "*" : ""):\(declaration.name):\(action(declaration.completion))")
  }

  private func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("[", with: "\\[").replacing("]", with: "\\]")
      .replacing(":", with: "\\:")
  }

  private func action(_ completion: Completion) -> String {
    switch completion {
    case .nothing: ""
    case .file(let extensions) where extensions.isEmpty: "_files"
    case .file(let extensions): "_files -g \"*.(\(extensions.joined(separator: "|")))\""
    case .directory: "_files -/"
    case .words(let words): "(\(words.joined(separator: " ")))"
    }
  }
}
