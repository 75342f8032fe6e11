/// A command line that was understood.
package struct Invocation: Sendable {
  /// The names of the command, the program's first: `["offprint", "runs", "show"]`.
  package var path: [String]
  package var arguments: ParsedArguments
}

/// The words that each parameter was given; every one has been read once without an error.
package struct ParsedArguments: Sendable {
  var words: [String: [String]] = [:]

  /// Whether the command line gives the parameter, if only its default.
  package func has(_ parameter: any AnyParameter) -> Bool {
    !(words[parameter.declaration.spelling] ?? []).isEmpty
  }

  /// The value of one of the command's parameters.
  package subscript<Result>(_ parameter: Parameter<Result>) -> Result {
    do {
      return try parameter.read(words[parameter.declaration.spelling] ?? [])
    } catch {
      preconditionFailure("\(parameter.declaration.spelling) is not a parameter of this command")
    }
  }
}

/// What a command line asks for.
package enum Request: Sendable {
  case invocation(Invocation)
  /// Help for the command with these names, the program's first.
  case help(path: [String])
  case version
  /// A completion script, by `--generate-completion-script <shell>`.
  case completions(Shell)
}
