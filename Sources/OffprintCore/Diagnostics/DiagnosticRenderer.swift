/// Diagnostics as text: `file:line:column: error: …`, the line with a caret under it, the explanation, the help.
package struct DiagnosticRenderer: Sendable {
  /// Whether to colour with ANSI escapes; only ever for a terminal.
  package var usesColor: Bool
  /// The widest excerpt, in columns; a longer line is shown around the caret.
  package var width: Int

  package init(usesColor: Bool = false, width: Int = 100) {
    self.usesColor = usesColor
    self.width = max(40, width)
  }

  /// One diagnostic, ending in a line feed. `source` gives the excerpt; without it only the place is named.
  package func render(_ diagnostic: Diagnostic, in source: SourceText?) -> String {
    var text = place(of: diagnostic, in: source)
    text += styled("\(diagnostic.severity.rawValue): ", diagnostic.severity == .error ? "1;31" : "1;33")
    text += styled(DiagnosticRenderer.printable(diagnostic.summary), "1") + "\n"
    text += excerpt(for: diagnostic, in: source)
    if let explanation = diagnostic.explanation {
      text += "  \(DiagnosticRenderer.printable(explanation))\n"
    }
    if let help = diagnostic.help { text += styled("  help: ", "1;36") + DiagnosticRenderer.printable(help) + "\n" }
    return text
  }

  private func place(of diagnostic: Diagnostic, in source: SourceText?) -> String {
    DiagnosticRenderer.place(of: diagnostic, in: source).map { styled("\($0): ", "1") } ?? ""
  }

  /// `notebook.md:12:1`, or the file alone; nil where even that is not known.
  package static func place(of diagnostic: Diagnostic, in source: SourceText?) -> String? {
    guard let name = diagnostic.source ?? source?.name else { return nil }
    guard let start = diagnostic.range?.start else { return name }
    return "\(name):\(start.line):\(start.column)"
  }

  /// The source line with its number and a caret under what is meant; empty where the diagnostic has no place.
  package func excerpt(for diagnostic: Diagnostic, in source: SourceText?) -> String {
    guard let range = diagnostic.range, let line = source?.line(range.start.line) else { return "" }
    let scalars = Array(line.unicodeScalars)
    let column = min(range.start.column - 1, scalars.count)
    let end =
      range.end.line == range.start.line ? min(max(range.end.column - 1, column + 1), scalars.count) : scalars.count
    let window = DiagnosticRenderer.window(around: column, of: scalars.count, width: width - 10)
    let before = DiagnosticRenderer.printable(scalars[window.lowerBound..<min(column, window.upperBound)])
    let marked = DiagnosticRenderer.printable(
      scalars[min(column, window.upperBound)..<max(column, min(end, window.upperBound))])
    let after = DiagnosticRenderer.printable(scalars[max(column, min(end, window.upperBound))..<window.upperBound])
    let number = String(range.start.line)
    let lead = window.lowerBound > 0 ? "…" : ""
    let gutter = String(repeating: " ", count: number.count)
    let carets = "^" + String(repeating: "~", count: max(0, TerminalText.columns(of: marked) - 1))
    let indent = String(repeating: " ", count: TerminalText.columns(of: lead + before))
    let tail = window.upperBound < scalars.count ? "…" : ""
    return " \(number) | \(lead)\(before)\(marked)\(after)\(tail)\n \(gutter) | \(indent)\(styled(carets, "1;32"))\n"
  }

  /// The part of a line that is shown: all of it, or `width` columns around the caret.
  private static func window(around column: Int, of count: Int, width: Int) -> Range<Int> {
    guard count > width else { return 0..<count }
    let start = max(0, min(column - width / 3, count - width))
    return start..<start + width
  }

  /// Control characters would move the cursor or ring the bell, and those of writing direction would shuffle the line: they
  /// are shown as a middle dot, tabs as one space.
  private static func printable(_ text: some Sequence<Unicode.Scalar>) -> String {
    var result = ""
    for scalar in text {
      if scalar == "\t" {
        result += " "
      } else if isControl(scalar) {
        result += "·"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private static func printable(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { printable($0.unicodeScalars) }
      .joined(separator: "\n  ")
  }

  private func styled(_ text: String, _ code: String) -> String {
    usesColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
