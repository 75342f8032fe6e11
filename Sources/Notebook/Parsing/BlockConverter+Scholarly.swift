import Interop
import Mathematics
import OffprintCore

/// What papers have besides prose: equations, images, captions of tables, footnotes, and the labels of all of them.
extension BlockConverter {
  /// A paragraph, parted where formulas are displayed in it; at the top level also an image by itself, since figures are no
  /// parts of lists or quotations.
  mutating func paragraph(_ node: MarkdownNode, _ range: SourceRange, isTopLevel: Bool) -> [Block] {
    if isTopLevel, let image = image(node, range) { return [image] }
    let inlines = inlines(of: node.children, range)
    guard inlines.contains(where: BlockConverter.isDisplay) else { return [Block(.paragraph(inlines), at: range)] }
    var blocks: [Block] = []
    var rest = inlines[...]
    var text: [Inline] = []
    while let inline = rest.popFirst() {
      guard case .math(let formula) = inline.content, formula.style == .display else {
        text.append(inline)
        continue
      }
      add(text, to: &blocks)
      text = []
      var after = Array(rest)
      let label = takeLeadingLabel(from: &after, prefix: "eq-")
      rest = after[...]
      blocks.append(
        Block(.equation(EquationBlock(formula: formula, label: label?.name)), at: label?.range ?? inline.range))
    }
    add(text, to: &blocks)
    return blocks
  }

  static func isDisplay(_ inline: Inline) -> Bool {
    if case .math(let formula) = inline.content { formula.style == .display } else { false }
  }

  /// The words before, between and after equations, without the line ends around them.
  private func add(_ text: [Inline], to blocks: inout [Block]) {
    var text = text[...]
    while let first = text.first, BlockConverter.isBlank(first) { text.removeFirst() }
    while let last = text.last, BlockConverter.isBlank(last) { text.removeLast() }
    guard var first = text.first, let last = text.last else { return }
    if case .text(let words) = first.content {
      first.content = .text(String(words.drop { $0 == " " }))
      text[text.startIndex] = first
    }
    let range = SourceRange(first.range.start, max(first.range.start, last.range.end))
    blocks.append(Block(.paragraph(Array(text)), at: range))
  }

  private static func isBlank(_ inline: Inline) -> Bool {
    switch inline.content {
    case .softBreak, .hardBreak: true
    case .text(let text): text.allSatisfy(\.isWhitespace)
    default: false
    }
  }

  /// Tells of formulas with two dollars where only one line is.
  mutating func refuseDisplays(in inlines: [Inline], _ place: String) {
    for inline in inlines where BlockConverter.isDisplay(inline) {
      log.add(
        .misplacedFormula, at: inline.range, "a displayed formula cannot stand in \(place)",
        help: "write it with one dollar sign at each end")
    }
  }

  // MARK: - Labels

  /// Removes a trailing `{#sec-…}` and gives the label in it.
  mutating func takeLabel(from content: inout [Inline], prefix: String) -> String? {
    guard let last = content.last, case .text(let text) = last.content, text.hasSuffix("}"),
      let open = text.ranges(of: "{#").last
    else { return nil }
    let label = String(text[open.upperBound...].dropLast())
    let before = String(text[..<open.lowerBound])
    var range = last.range
    let offset = before.unicodeScalars.count
    if range.start.line == range.end.line,
      range.end.column - range.start.column == text.unicodeScalars.count
    {
      range.start.column += offset
    }
    guard isLabel(label, prefix, range) else { return nil }
    content.removeLast()
    let kept = String(before.reversed().drop(while: \.isWhitespace).reversed())
    if !kept.isEmpty {
      content.append(Inline(.text(kept), at: SourceRange(last.range.start, range.start)))
    }
    return label
  }

  /// Removes a `{#eq-…}` at the start and gives the label in it.
  private mutating func takeLeadingLabel(
    from content: inout [Inline], prefix: String
  ) -> (name: String, range: SourceRange)? {
    guard let first = content.first, case .text(let text) = first.content else { return nil }
    let blanks = text.prefix { $0 == " " }
    let rest = text.dropFirst(blanks.count)
    guard rest.hasPrefix("{#"), let close = rest.firstIndex(of: "}") else { return nil }
    let label = String(rest[..<close].dropFirst(2))
    let start = SourcePosition(line: first.range.start.line, column: first.range.start.column + blanks.count)
    let range = SourceRange(start, SourcePosition(line: start.line, column: start.column + label.count + 3))
    guard isLabel(label, prefix, range) else { return nil }
    let after = String(rest[rest.index(after: close)...])
    if after.allSatisfy({ $0 == " " }) {
      content.removeFirst()
    } else {
      content[0] = Inline(.text(after), at: SourceRange(range.end, max(range.end, first.range.end)))
    }
    return (label, range)
  }

  private mutating func isLabel(_ label: String, _ prefix: String, _ range: SourceRange) -> Bool {
    if label.hasPrefix(prefix), Name.isWellFormed(label) { return true }
    let (subject, example) =
      switch prefix {
      case "eq-": ("an equation", "eq-margin")
      case "fig-": ("a figure", "fig-setup")
      case "tbl-": ("a table", "tbl-settings")
      default: ("a heading", "sec-method")
      }
    log.add(
      .invalidLabel, at: range, "the label \(Wording.quoted(label)) is not one \(subject) can have",
      help: "write {#\(prefix)name} with lower-case letters, digits and hyphens, such as {#\(example)}")
    return false
  }

  // MARK: - Captions of tables

  /// A paragraph `: Caption {#tbl-name}` after a table becomes its caption.
  mutating func captioned(_ blocks: [Block]) -> [Block] {
    var result: [Block] = []
    for block in blocks {
      guard case .table(var table)? = result.last?.content, table.caption == nil,
        case .paragraph(var caption) = block.content, let first = caption.first, case .text(let text) = first.content,
        text.hasPrefix(": ")
      else {
        result.append(block)
        continue
      }
      caption[0].content = .text(String(text.dropFirst().drop { $0 == " " }))
      table.label = takeLabel(from: &caption, prefix: "tbl-")
      table.caption = caption
      result[result.count - 1].content = .table(table)
    }
    return result
  }

  // MARK: - Footnotes

  /// The name of a definition, from its line: cmark keeps only its number.
  func footnoteName(_ node: MarkdownNode) -> (text: String, range: SourceRange) {
    let start = range(of: node).start
    let scalars = source.line(start.line).map { Array($0.unicodeScalars) } ?? []
    let open = scalars.firstIndex(of: "[") ?? scalars.count
    guard open + 1 < scalars.count, scalars[open + 1] == "^", let close = scalars[open...].firstIndex(of: "]"),
      close > open + 1
    else { return ("", SourceRange(at: start)) }
    let place = SourceRange(
      SourcePosition(line: start.line, column: open + 1), SourcePosition(line: start.line, column: close + 2))
    return (String(String.UnicodeScalarView(scalars[(open + 2)..<close])), place)
  }
}
