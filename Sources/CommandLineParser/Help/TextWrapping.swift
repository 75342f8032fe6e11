/// Breaking text at spaces to fit a terminal.
package enum TextWrapping {
  /// The lines of `text` at most `width` characters wide; a word wider than that has a line to itself.
  package static func lines(of text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// Paragraphs apart by an empty line, each wrapped; one whose first line is indented is left as it is.
  package static func paragraphs(of text: String, width: Int) -> [String] {
    var paragraphs: [[Substring]] = [[]]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty { paragraphs.append([]) } else { paragraphs[paragraphs.count - 1].append(line) }
    }
    return paragraphs.filter { !$0.isEmpty }.map { lines in
      lines[0].hasPrefix(" ")
        ? lines.joined(separator: "\n")
        : Self.lines(of: lines.joined(separator: " "), width: width).joined(separator: "\n")
    }
  }
}
