package import OffprintCore

/// A cell as its author typed it.
package enum CellSource {
  /// The lines between the fences of the block at `range`.
  package static func text(at range: SourceRange, in source: SourceText) -> String {
    let first = range.start.line + 1
    let last = range.end.column > 1 ? range.end.line : range.end.line - 1
    guard first <= last else { return "" }
    var lines = (first...last).compactMap { source.line($0) }
    if let end = lines.last, isFence(end) { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  private static func isFence(_ line: Substring) -> Bool {
    let text = line.drop { $0 == " " }
    return text.hasPrefix("```") || text.hasPrefix("~~~")
  }
}
