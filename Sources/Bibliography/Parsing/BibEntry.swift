package import OffprintCore

/// One `@type{key, field = value, …}` of a .bib file, its strings put in and its pieces joined, its TeX not read yet.
package struct BibEntry: Hashable, Sendable {
  /// In lower case: `article`.
  package var type: String
  package var key: String
  package var keyRange: SourceRange
  /// The name of the file.
  package var source: String
  /// In the order of the file.
  package var fields: [BibField]

  package init(type: String, key: String, keyRange: SourceRange, source: String, fields: [BibField]) {
    self.type = type
    self.key = key
    self.keyRange = keyRange
    self.source = source
    self.fields = fields
  }

  /// The first field of that name.
  package func field(_ name: String) -> BibField? { fields.first { $0.name == name } }
}

/// One `name = value` of an entry.
package struct BibField: Hashable, Sendable {
  /// In lower case: `author`.
  package var name: String
  /// The file that the value stands in: another than the entry's where it was inherited from there.
  package var source: String
  package var value: BibValue

  package init(name: String, source: String, value: BibValue) {
    self.name = name
    self.source = source
    self.value = value
  }
}

/// A value as TeX, with the way back to the file.
package struct BibValue: Hashable, Sendable {
  /// A piece between quotation marks or braces, or a number.
  package struct Part: Hashable, Sendable {
    package var text: String
    /// Of its first scalar.
    package var start: SourcePosition

    package init(text: String, start: SourcePosition) {
      self.text = text
      self.start = start
    }
  }

  package var parts: [Part]
  /// Of the whole value as written.
  package var range: SourceRange

  package init(parts: [Part], range: SourceRange) {
    self.parts = parts
    self.range = range
  }

  package var text: String { parts.map(\.text).joined() }

  /// The place of the scalar at `offset` of `text`.
  package func position(at offset: Int) -> SourcePosition {
    var rest = offset
    for part in parts {
      let scalars = part.text.unicodeScalars
      guard rest < scalars.count || part == parts.last else {
        rest -= scalars.count
        continue
      }
      var position = part.start
      for scalar in scalars.prefix(rest) {
        position = scalar == "\n" ? SourcePosition(line: position.line + 1, column: 1) : position.next
      }
      return position
    }
    return range.start
  }
}

extension SourcePosition {
  var next: SourcePosition { SourcePosition(line: line, column: column + 1) }
}
