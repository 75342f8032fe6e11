package import OffprintCore

/// The kinds of cell.
package enum CellKind: String, Hashable, Sendable, CaseIterable {
  case model
  case train
  case sweep
  case figure
  case table
  case claim
}

/// A fenced block `{train} arcface` with YAML in it, as parsed: not validated yet.
package struct Cell: Hashable, Sendable {
  package var kind: CellKind
  package var name: String
  /// Of the name in the fence's first line.
  package var nameRange: SourceRange
  /// The YAML; nil for a cell without keys, or with YAML that does not parse (which has its diagnostic).
  package var body: YAMLTree?
  /// Whether the YAML could not be read, so that missing keys say nothing.
  package var isBroken: Bool

  package init(kind: CellKind, name: String, nameRange: SourceRange, body: YAMLTree?, isBroken: Bool) {
    self.kind = kind
    self.name = name
    self.nameRange = nameRange
    self.body = body
    self.isBroken = isBroken
  }
}

/// A YAML value with its place in the notebook.
package struct YAMLTree: Hashable, Sendable {
  package indirect enum Content: Hashable, Sendable {
    case null
    /// What cannot be read, and has its diagnostic already.
    case invalid
    case boolean(Bool)
    /// Always finite; `text` is the spelling, so that `0.40` can be shown and stepped as a decimal.
    case number(Double, text: String)
    case string(String)
    case sequence([YAMLTree])
    /// In the order of the file, repeated keys included.
    case mapping([Entry])
  }

  /// One `key: value` of a mapping.
  package struct Entry: Hashable, Sendable {
    package var key: String
    package var keyRange: SourceRange
    package var value: YAMLTree

    package init(key: String, keyRange: SourceRange, value: YAMLTree) {
      self.key = key
      self.keyRange = keyRange
      self.value = value
    }
  }

  package var content: Content
  package var range: SourceRange

  package init(_ content: Content, at range: SourceRange) {
    self.content = content
    self.range = range
  }
}
