/// Sorts the words after a command's name into its parameters.
struct WordReader {
  let command: Command
  let path: [String]
  private var words: [String: [String]] = [:]
  private var positionals: [String] = []

  init(command: Command, path: [String]) {
    self.command = command
    self.path = path
  }

  /// The arguments, or nil where help was asked for.
  mutating func read(_ input: ArraySlice<String>) throws(UsageError) -> ParsedArguments? {
    var rest = input
    while let word = rest.popFirst() {
      if word == "--" {
        positionals += rest
        break
      } else if word == "--help" || word == "-h" {
        return nil
      } else if word.hasPrefix("--") {
        try readLong(word, &rest)
      } else if word.hasPrefix("-"), word != "-" {
        try readShort(word, &rest)
      } else {
        positionals.append(word)
      }
    }
    try placePositionals()
    try validate()
    return ParsedArguments(words: words)
  }

  private mutating func readLong(_ word: String, _ rest: inout ArraySlice<String>) throws(UsageError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let spelling = String(parts[0])
    let value = parts.count == 2 ? String(parts[1]) : nil
    guard let declaration = named.first(where: { $0.spelling == spelling }) else { throw unknown(spelling) }
    try add(declaration, spelling, value, &rest)
  }

  private mutating func readShort(_ word: String, _ rest: inout ArraySlice<String>) throws(UsageError) {
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      let spelling = "-\(letter)"
      guard let declaration = named.first(where: { $0.short == letter }) else { throw unknown(spelling, in: word) }
      if declaration.form == .flag, letters.first != "=" {
        try add(declaration, spelling, nil, &rest)
        continue
      }
      let hasValue = !letters.isEmpty
      let value = letters.first == "=" ? letters.dropFirst() : letters
      return try add(declaration, spelling, hasValue ? String(value) : nil, &rest)
    }
  }

  private mutating func add(
    _ declaration: ParameterDeclaration, _ spelling: String, _ value: String?, _ rest: inout ArraySlice<String>
  ) throws(UsageError) {
    if declaration.form == .flag {
      guard value == nil else { throw UsageError("‘\(spelling)’ takes no value", path: path) }
      return words[declaration.spelling, default: []].append("")
    }
    if let value { return words[declaration.spelling, default: []].append(value) }
    guard let next = rest.first, !next.hasPrefix("-") || next == "-" || Double(next) != nil else {
      let hint = "Write ‘\(spelling) <\(declaration.placeholder)>’."
      throw UsageError("‘\(spelling)’ needs a value", hint: hint, path: path)
    }
    rest.removeFirst()
    words[declaration.spelling, default: []].append(next)
  }

  private mutating func placePositionals() throws(UsageError) {
    var rest = positionals[...]
    for declaration in command.declarations(.positional) {
      if declaration.isRepeated {
        words[declaration.spelling] = Array(rest)
        rest = []
      } else if let word = rest.popFirst() {
        words[declaration.spelling] = [word]
      }
      if declaration.isRequired, words[declaration.spelling, default: []].isEmpty {
        throw UsageError(
          "\(declaration.spelling) is missing: \(Spelling.lowercasedFirst(declaration.summary))", path: path)
      }
    }
    guard let extra = rest.first else { return }
    throw UsageError("‘\(Spelling.shown(extra))’ is one argument too many", path: path)
  }

  private func validate() throws(UsageError) {
    for parameter in command.parameters {
      let given = words[parameter.declaration.spelling] ?? []
      do {
        try parameter.validate(given)
      } catch {
        let value = Spelling.shown(given.last ?? "")
        let subject = "‘\(value)’ will not do for \(parameter.declaration.spelling)"
        throw UsageError("\(subject): \(error.reason)", path: path)
      }
    }
  }

  private var named: [ParameterDeclaration] { command.declarations(.flag, .option) }

  private func unknown(_ spelling: String, in word: String? = nil) -> UsageError {
    let place = word.flatMap { $0 == spelling ? nil : " (in ‘\(Spelling.shown($0))’)" } ?? ""
    let candidates = named.map(\.spelling) + ["--help"]
    let wanted = word.map { "-" + $0 } ?? spelling
    let meant = Spelling.closest(to: wanted, among: candidates).map { "did you mean ‘\($0)’?" }
    let program = path.joined(separator: " ")
    return UsageError("‘\(program)’ has no option ‘\(Spelling.shown(spelling))’\(place)", hint: meant, path: path)
  }
}
