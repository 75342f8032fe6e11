/// What help, completions and the parser need to know of a flag, an option or a positional argument.
package struct ParameterDeclaration: Hashable, Sendable {
  package enum Form: Hashable, Sendable {
    /// `--quiet`: given or not.
    case flag
    /// `--data <dir>` or `--data=<dir>`.
    case option
    /// `<notebook>`: known by its place.
    case positional
  }

  package var form: Form
  /// Without dashes: `data`. For a positional argument also what stands for it in usage lines.
  package var name: String
  /// `j` for `-j`.
  package var short: Character?
  /// What stands for the value; empty for a flag.
  package var placeholder: String
  /// One or two sentences, without a line feed.
  package var summary: String
  /// What holds where it is not given, as one would type it.
  package var defaultText: String?
  package var isRequired: Bool
  /// Whether it may be given more than once, every value counting. For others the last one counts.
  package var isRepeated: Bool
  package var completion: Completion

  /// As one would type it: `--data`, or `<notebook>`.
  package var spelling: String { form == .positional ? "<\(name)>" : "--\(name)" }
}

/// A flag, an option or a positional argument, and the value that a command reads from it.
package struct Parameter<Result: Sendable>: Sendable {
  package let declaration: ParameterDeclaration
  /// From the words given, in order; none where it was left out.
  package let read: @Sendable ([String]) throws(ValueError) -> Result
}

extension Parameter where Result == Bool {
  /// `--name`: true where it was given.
  package static func flag(_ name: String, short: Character? = nil, _ summary: String) -> Parameter {
    Parameter(
      declaration: ParameterDeclaration(
        form: .flag, name: name, short: short, placeholder: "", summary: summary, defaultText: nil, isRequired: false,
        isRepeated: false, completion: .nothing),
      read: { words throws(ValueError) in !words.isEmpty })
  }
}

extension Parameter {
  /// `--name <value>`, nil where it was left out. `otherwise` says what then holds: "a core each".
  package static func option<Value>(
    _ name: String, short: Character? = nil, _ type: ArgumentType<Value>, _ summary: String, otherwise: String? = nil
  ) -> Parameter where Result == Value? {
    Parameter(
      declaration: declaration(.option, name, short, type, summary, defaultText: otherwise),
      read: { words throws(ValueError) in try words.last.map { word throws(ValueError) in try type.read(word) } })
  }

  /// `--name <value>`, `defaultValue` where it was left out.
  package static func option(
    _ name: String, short: Character? = nil, _ type: ArgumentType<Result>, default defaultValue: Result,
    _ summary: String
  ) -> Parameter {
    Parameter(
      declaration: declaration(.option, name, short, type, summary, defaultText: type.show(defaultValue)),
      read: { words throws(ValueError) in
        guard let word = words.last else { return defaultValue }
        return try type.read(word)
      })
  }

  /// `--name <value>`, as often as one likes.
  package static func options<Value>(
    _ name: String, short: Character? = nil, _ type: ArgumentType<Value>, _ summary: String
  ) -> Parameter where Result == [Value] {
    Parameter(
      declaration: declaration(.option, name, short, type, summary, isRepeated: true),
      read: { words throws(ValueError) in try all(words, type) })
  }

  /// `<name>`, which must be given.
  package static func positional(
    _ name: String, _ type: ArgumentType<Result>, _ summary: String
  ) -> Parameter {
    Parameter(
      declaration: declaration(.positional, name, nil, type, summary, isRequired: true),
      read: { words throws(ValueError) in
        guard let word = words.last else { throw ValueError("it is missing") }
        return try type.read(word)
      })
  }

  /// `[<name>]`, nil where it was left out. `otherwise` says what then holds.
  package static func optionalPositional<Value>(
    _ name: String, _ type: ArgumentType<Value>, _ summary: String, otherwise: String? = nil
  ) -> Parameter where Result == Value? {
    Parameter(
      declaration: declaration(.positional, name, nil, type, summary, defaultText: otherwise),
      read: { words throws(ValueError) in try words.last.map { word throws(ValueError) in try type.read(word) } })
  }

  /// `[<name> …]`: what is left of the command line.
  package static func positionals<Value>(
    _ name: String, _ type: ArgumentType<Value>, required: Bool = false, _ summary: String
  ) -> Parameter where Result == [Value] {
    Parameter(
      declaration: declaration(.positional, name, nil, type, summary, isRequired: required, isRepeated: true),
      read: { words throws(ValueError) in try all(words, type) })
  }

  private static func all<Value>(
    _ words: [String], _ type: ArgumentType<Value>
  ) throws(ValueError) -> [Value] {
    var values: [Value] = []
    for word in words { values.append(try type.read(word)) }
    return values
  }

  private static func declaration<Value>(
    _ form: ParameterDeclaration.Form, _ name: String, _ short: Character?, _ type: ArgumentType<Value>,
    _ summary: String, defaultText: String? = nil, isRequired: Bool = false, isRepeated: Bool = false
  ) -> ParameterDeclaration {
    ParameterDeclaration(
      form: form, name: name, short: short, placeholder: type.placeholder, summary: summary, defaultText: defaultText,
      isRequired: isRequired, isRepeated: isRepeated, completion: type.completion)
  }
}

/// A parameter whose result is of no concern, so that a command can list parameters of several kinds.
package protocol AnyParameter: Sendable {
  var declaration: ParameterDeclaration { get }
  /// Throws what reading `words` would throw.
  func validate(_ words: [String]) throws(ValueError)
}

extension Parameter: AnyParameter {
  package func validate(_ words: [String]) throws(ValueError) { _ = try read(words) }
}
