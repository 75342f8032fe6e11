/// A place in a source text.
package struct SourcePosition: Hashable, Sendable, Comparable {
  /// From 1.
  package var line: Int
  /// From 1, in Unicode scalars, so that an editor's column agrees.
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (left: SourcePosition, right: SourcePosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// From `start` up to, not including, `end`.
package struct SourceRange: Hashable, Sendable {
  package var start: SourcePosition
  package var end: SourcePosition

  package init(_ start: SourcePosition, _ end: SourcePosition) {
    self.start = start
    self.end = end
  }

  /// One column wide.
  package init(at position: SourcePosition) {
    self.init(position, SourcePosition(line: position.line, column: position.column + 1))
  }
}

/// A text with a name, split into lines once.
package struct SourceText: Hashable, Sendable {
  /// The path as the user typed it.
  package let name: String
  package let text: String
  /// Without their line ends, which are LF, CR LF or CR, as CommonMark and YAML have them.
  package let lines: [Substring]

  package init(name: String, text: String) {
    self.name = name
    self.text = text
    var lines: [Substring] = []
    var start = text.utf8.startIndex
    var index = start
    while index < text.utf8.endIndex {
      let byte = text.utf8[index]
      let next = text.utf8.index(after: index)
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        lines.append(text[start..<index])
        let isPair = byte == UInt8(ascii: "\r") && next < text.utf8.endIndex && text.utf8[next] == UInt8(ascii: "\n")
        index = isPair ? text.utf8.index(after: next) : next
        start = index
      } else {
        index = next
      }
    }
    lines.append(text[start...])
    self.lines = lines
  }

  /// The 1-based line, or nil past either end.
  package func line(_ number: Int) -> Substring? {
    lines.indices.contains(number - 1) ? lines[number - 1] : nil
  }
}
