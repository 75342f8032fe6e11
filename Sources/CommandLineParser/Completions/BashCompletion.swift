/// A completion script for bash 3.2 and later.
struct BashCompletion {
  let root: Command

  var text: String {
    let all = root.flattened()
    let paths = all.dropFirst().map { shellQuoted($0.path.joined(separator: " ")) }
    return """
      # bash completion for \(root.name). To load it in every shell:
      #   \(root.name) completions bash > ~/.local/share/bash-completion/completions/\(root.name)

      \(function)_files() {
        # $1: a pattern that names must match; directories are always offered.
        local IFS=$'\\n' name
        COMPREPLY=()
        for name in $(compgen -f -- "$cur"); do
          # shellcheck disable=SC2053
          if [[ -d $name || $name == $1 ]]; then COMPREPLY+=("$name"); fi
        done
        compopt -o filenames 2>/dev/null
      }

      \(function)_directories() {
        local IFS=$'\\n'
        # shellcheck disable=SC2207
        COMPREPLY=($(compgen -d -- "$cur"))
        compopt -o filenames 2>/dev/null
      }

      \(function)_words() {
        local IFS=$' \\n'
        # shellcheck disable=SC2207
        COMPREPLY=($(compgen -W "$1" -- "$cur"))
      }

      \(function)() {
        local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} path=\(root.name) i
        shopt -s extglob
        for ((i = 1; i < COMP_CWORD; i++)); do
          case "$path ${COMP_WORDS[i]}" in
            \(paths.joined(separator: " | "))) path="$path ${COMP_WORDS[i]}" ;;
          esac
        done
        case "$path $prev" in
      \(all.flatMap(values).joined(separator: "\n"))
        esac
        case "$path" in
      \(all.map(words).joined(separator: "\n"))
        esac
      }

      complete -F \(function) \(root.name)

      """
  }

  private var function: String { "_" + root.name.replacing("-", with: "_") }

  private func values(_ path: [String], _ command: Command) -> [String] {
    command.completableDeclarations.filter { $0.form == .option }.map { declaration in
      let patterns = declaration.spellings.map { shellQuoted((path + [$0]).joined(separator: " ")) }
      return "    \(patterns.joined(separator: " | "))) \(action(declaration.completion)); return ;;"
    }
  }

  private func words(_ path: [String], _ command: Command) -> String {
    let options = command.completableDeclarations.filter { $0.form != .positional }.flatMap(\.spellings) + ["--help"]
    let extra = path.count == 1 ? ["--version"] : []
    let place = shellQuoted(path.joined(separator: " "))
    var actions: [String] = []
    if !command.subcommands.isEmpty {
      actions = [action(.words(command.subcommands.map(\.name)))]
    } else if let positional = command.declarations(.positional).first {
      actions = [action(positional.completion)]
    }
    let otherwise = actions.first ?? ":"
    return """
          \(place))
            if [[ $cur == -* ]]; then \(action(.words(options + extra)))
            else \(otherwise)
            fi ;;
      """
  }

  private func action(_ completion: Completion) -> String {
    switch completion {
    case .nothing: ":"
    case .file(let extensions) where extensions.isEmpty: "\(function)_files '*'"
    case .file(let extensions): "\(function)_files '*.@(\(extensions.joined(separator: "|")))'"
    case .directory: "\(function)_directories"
    case .words(let words): "\(function)_words \(shellQuoted(words.joined(separator: " ")))"
    }
  }
}
