/// A YAML value as libyaml's events tell it, spelling and places kept: repeated keys are still there, nothing is resolved.
package struct YAMLNode: Hashable, Sendable {
  package indirect enum Content: Hashable, Sendable {
    case scalar(String, Style)
    case sequence([YAMLNode])
    /// In the order of the text.
    case mapping([Pair])
  }

  package struct Pair: Hashable, Sendable {
    package var key: YAMLNode
    package var value: YAMLNode
  }

  /// How a scalar was written.
  package enum Style: Hashable, Sendable {
    case plain
    case singleQuoted
    case doubleQuoted
    /// After `|` or `>`.
    case block
  }

  /// A place in the text: both from 0, the column in Unicode scalars. Lines end at LF, CR LF or CR.
  package struct Mark: Hashable, Sendable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  package var content: Content
  package var start: Mark
  /// Just past the last character.
  package var end: Mark
}

/// Why a YAML text was refused.
package struct YAMLError: Error, Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    /// The message is libyaml's.
    case syntax(String)
    /// More than `YAMLParser.maximumDepth` lists and maps inside one another.
    case tooDeep
    /// More than `YAMLParser.maximumNodes` values.
    case tooManyNodes
    /// `&name` or `*name`.
    case alias
    /// `!!str` and its like.
    case tag
    /// A second document after `---`.
    case severalDocuments
  }

  package var reason: Reason
  package var mark: YAMLNode.Mark
}
