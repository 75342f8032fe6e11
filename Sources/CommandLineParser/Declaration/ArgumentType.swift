/// Why a word is not a value of the type that an option asks for.
package struct ValueError: Error, Hashable, Sendable {
  /// Completes "… : " after the option and the word: `a whole number from 1 to 64 is wanted`.
  package var reason: String

  package init(_ reason: String) {
    self.reason = reason
  }
}

/// What a shell offers where a value is wanted.
package enum Completion: Hashable, Sendable {
  case nothing
  /// Files whose names end in one of these (without the dot), or any file if there are none; and directories on the way.
  case file(extensions: [String])
  case directory
  /// These words and no others.
  case words([String])
}

/// How one word of a command line becomes a value.
package struct ArgumentType<Value: Sendable>: Sendable {
  /// What stands for the value in usage lines: `dir` is shown as `<dir>`.
  package var placeholder: String
  package var completion: Completion
  package var read: @Sendable (String) throws(ValueError) -> Value
  /// The value as one would type it, for showing a default.
  package var show: @Sendable (Value) -> String

  package init(
    placeholder: String, completion: Completion = .nothing,
    read: @escaping @Sendable (String) throws(ValueError) -> Value, show: @escaping @Sendable (Value) -> String
  ) {
    self.placeholder = placeholder
    self.completion = completion
    self.read = read
    self.show = show
  }
}

extension ArgumentType where Value == String {
  /// Any text but none at all.
  package static func text(_ placeholder: String) -> ArgumentType {
    ArgumentType(placeholder: placeholder, read: notEmpty, show: { $0 })
  }

  /// The path of a file, which need not exist.
  package static func file(_ placeholder: String, extensions: [String] = []) -> ArgumentType {
    ArgumentType(placeholder: placeholder, completion: .file(extensions: extensions), read: notEmpty, show: { $0 })
  }

  /// The path of a directory, which need not exist.
  package static func directory(_ placeholder: String = "dir") -> ArgumentType {
    ArgumentType(placeholder: placeholder, completion: .directory, read: notEmpty, show: { $0 })
  }

  /// One of `words`.
  package static func choice(_ placeholder: String, _ words: [String]) -> ArgumentType {
    ArgumentType(
      placeholder: placeholder, completion: .words(words),
      read: { word throws(ValueError) in
        guard words.contains(word) else {
          let meant = Spelling.closest(to: word, among: words).map { "did you mean ‘\($0)’? " } ?? ""
          throw ValueError(meant + "It can be \(Spelling.alternatives(words))")
        }
        return word
      }, show: { $0 })
  }

  private static var notEmpty: @Sendable (String) throws(ValueError) -> String {
    { word throws(ValueError) in
      guard !word.isEmpty else { throw ValueError("it must not be empty") }
      return word
    }
  }
}

extension ArgumentType where Value == Int {
  /// A whole number within `range`, written in decimal digits.
  package static func integer(_ placeholder: String, _ range: ClosedRange<Int>) -> ArgumentType {
    ArgumentType(
      placeholder: placeholder,
      read: { word throws(ValueError) in
        guard let value = Int(word), range.contains(value) else {
          throw ValueError("a whole number from \(range.lowerBound) to \(range.upperBound) is wanted")
        }
        return value
      }, show: { String($0) })
  }
}

extension ArgumentType where Value == Double {
  /// A number within `range`, written in decimal digits with or without a point: no exponents, infinities or hexadecimals.
  package static func decimal(_ placeholder: String, _ range: ClosedRange<Double>) -> ArgumentType {
    ArgumentType(
      placeholder: placeholder,
      read: { word throws(ValueError) in
        let isPlain = word.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: ".") }
        guard isPlain, let value = Double(word), range.contains(value) else {
          throw ValueError("a number from \(text(range.lowerBound)) to \(text(range.upperBound)) is wanted")
        }
        return value
      }, show: text)
  }

  /// Whole numbers without a point.
  private static func text(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? value.description
  }
}
