import Interop
import Mathematics
import OffprintCore

/// A formula whose closing dollars have not been met yet.
struct OpenFormula {
  let style: Formula.Style
  let start: SourcePosition
  private(set) var source = ""
  /// Of each scalar of `source`.
  private(set) var positions: [SourcePosition] = []

  init(style: Formula.Style, start: SourcePosition) {
    self.style = style
    self.start = start
  }

  mutating func append(_ scalar: Unicode.Scalar, at position: SourcePosition) {
    source.unicodeScalars.append(scalar)
    positions.append(position)
  }

  /// The places of the bytes `range` of the source.
  func place(of range: Range<Int>) -> SourceRange {
    guard let first = positions.first, let last = positions.last else { return SourceRange(at: start) }
    var byte = 0
    var (from, to) = (last, first)
    var isFound = false
    for (scalar, position) in zip(source.unicodeScalars, positions) {
      if byte >= range.lowerBound, !isFound { (from, isFound) = (position, true) }
      if byte < max(range.upperBound, range.lowerBound + 1) { to = position }
      byte += UTF8.width(scalar)
    }
    let end = SourcePosition(line: max(from, to).line, column: max(from, to).column + 1)
    return SourceRange(from, end)
  }
}

/// Text: formulas in their disguise, cross-references, keys and brackets of citations.
extension InlineConverter {
  mutating func text(_ literal: String) -> [InlineToken] {
    let placement = aligner.text(literal)
    let scalars = Array(literal.unicodeScalars)
    var splitter = TextSplitter(scalars, placement)
    while splitter.index < scalars.count {
      let scalar = scalars[splitter.index]
      if formula != nil {
        takeFormula(scalar, &splitter)
      } else if MathMask.isMasked(scalar) {
        splitter.flush()
        takeFormula(scalar, &splitter)
      } else if splitter.isEscaped {
        splitter.index += 1
      } else if scalar == "@" {
        takeAt(scalars, &splitter)
      } else if scalar == "[", splitter.index + 1 < scalars.count, scalars[splitter.index + 1] == "^",
        let end = InlineConverter.endOfFootnoteName(scalars, splitter.index + 2)
      {
        unknownFootnote(scalars, end, splitter)
        splitter.index = end
      } else if scalar == "[" {
        splitter.emit(upTo: splitter.index + 1) { .open($0) }
      } else if scalar == "]" {
        splitter.emit(upTo: splitter.index + 1) { .close($0) }
      } else {
        splitter.index += 1
      }
    }
    splitter.flush()
    return splitter.tokens
  }

  private mutating func takeAt(_ scalars: [Unicode.Scalar], _ splitter: inout TextSplitter) {
    if let end = CrossReferenceScanner.end(of: scalars, at: splitter.index) {
      let label = TextSplitter.string(scalars[(splitter.index + 1)..<end])
      splitter.emit(upTo: end) { .inline(Inline(.crossReference(label), at: $0)) }
    } else if let end = CitationKeyScanner.end(of: scalars, at: splitter.index) {
      let key = TextSplitter.string(scalars[(splitter.index + 1)..<end])
      splitter.emit(upTo: end) { .key(key, $0) }
    } else {
      splitter.index += 1
    }
  }

  // MARK: - Formulas

  private mutating func takeFormula(_ scalar: Unicode.Scalar, _ splitter: inout TextSplitter) {
    let position = splitter.position(splitter.index)
    switch scalar {
    case MathMask.opening:
      formula = OpenFormula(style: .inline, start: position)
      splitter.skip(1)
    case MathMask.displayOpening:
      formula = OpenFormula(style: .display, start: position)
      splitter.skip(2)
    case MathMask.closing, MathMask.displayClosing:
      let length = scalar == MathMask.closing ? 1 : 2
      splitter.skip(length)
      if let open = formula {
        let end = splitter.position(splitter.index - 1)
        let range = SourceRange(open.start, SourcePosition(line: end.line, column: end.column + 1))
        splitter.tokens.append(.inline(finished(open, range)))
      }
      formula = nil
    default:
      formula?.append(MathMask.original(scalar) ?? scalar, at: position)
      splitter.skip(1)
    }
  }

  private mutating func finished(_ open: OpenFormula, _ range: SourceRange) -> Inline {
    do throws(FormulaError) {
      return Inline(.math(try Formula(parsing: open.source, style: open.style)), at: range)
    } catch {
      log.add(.formula, at: open.place(of: error.range), error.summary, help: error.help)
      return Inline(.code(open.source), at: range)
    }
  }

  /// What was taken for a formula's start although Markdown's structure cuts it off.
  func abandoned(_ open: OpenFormula) -> [InlineToken] {
    let dollars = open.style == .inline ? "$" : "$$"
    let end = open.positions.last ?? open.start
    return [.inline(Inline(.text(dollars + open.source), at: SourceRange(open.start, max(end, open.start))))]
  }

  // MARK: - Footnotes without a definition

  /// The index past the `]` of a footnote's name that begins at `start`.
  private static func endOfFootnoteName(_ scalars: [Unicode.Scalar], _ start: Int) -> Int? {
    let name = scalars[start...].prefix(100).prefix { $0 != "]" && $0 != " " && $0 != "[" && !MathMask.isMasked($0) }
    guard !name.isEmpty, name.endIndex < scalars.count, scalars[name.endIndex] == "]" else { return nil }
    return name.endIndex + 1
  }

  private mutating func unknownFootnote(_ scalars: [Unicode.Scalar], _ end: Int, _ splitter: TextSplitter) {
    let name = TextSplitter.string(scalars[(splitter.index + 2)..<(end - 1)])
    let range = SourceRange(splitter.position(splitter.index), splitter.position(end))
    if let place = context.withoutFootnotes {
      return log.add(
        .misplacedFootnote, at: range, "a footnote cannot stand in \(place)",
        help: "put the mark behind a word of the text, or write \\[^ if no footnote is meant")
    }
    log.add(
      .unknownFootnote, at: range, "there is no footnote called \(Wording.quoted(name))",
      explanation: context.footnoteNames.isEmpty ? "The notebook defines no footnotes." : nil,
      help: Wording.didYouMean(name, among: context.footnoteNames)
        ?? "define it in a paragraph of its own: [^\(Wording.shortened(name))]: Text")
  }
}

/// Cuts a text literal into tokens.
struct TextSplitter {
  private let scalars: [Unicode.Scalar]
  private let placement: InlineAligner.Placement
  private var start = 0
  var index = 0
  var tokens: [InlineToken] = []

  init(_ scalars: [Unicode.Scalar], _ placement: InlineAligner.Placement) {
    self.scalars = scalars
    self.placement = placement
  }

  var isEscaped: Bool { placement.isEscaped[index] }

  func position(_ index: Int) -> SourcePosition {
    index < placement.positions.count ? placement.positions[index] : placement.end
  }

  /// The text that was passed becomes a token.
  mutating func flush() {
    guard start < index else { return }
    let range = SourceRange(position(start), max(position(start), position(index)))
    tokens.append(.inline(Inline(.text(TextSplitter.string(scalars[start..<index])), at: range)))
    start = index
  }

  /// A token of what stands between the cursor and `end`.
  mutating func emit(upTo end: Int, _ make: (SourceRange) -> InlineToken) {
    flush()
    tokens.append(make(SourceRange(position(index), max(position(index), position(end)))))
    (start, index) = (end, end)
  }

  /// Past scalars that are no text.
  mutating func skip(_ count: Int) {
    index = min(index + count, scalars.count)
    start = index
  }

  static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }
}

/// Finds `@fig-…`, `@tbl-…`, `@sec-…` and `@eq-…` in text.
enum CrossReferenceScanner {
  private static let prefixes = ["fig-", "tbl-", "sec-", "eq-"].map { Array($0.unicodeScalars) }

  /// The index past the label of a cross-reference whose `@` is at `index`; nil where there is none, as in an e-mail address.
  static func end(of scalars: [Unicode.Scalar], at index: Int) -> Int? {
    guard CitationKeyScanner.mayBegin(scalars, at: index) else { return nil }
    let rest = scalars[(index + 1)...]
    guard let prefix = prefixes.first(where: { rest.starts(with: $0) }) else { return nil }
    var end = index + 1 + prefix.count
    while end < scalars.count, isWord(scalars[end]) { end += 1 }
    while scalars[end - 1] == "-" || scalars[end - 1] == "_" { end -= 1 }
    return end > index + prefix.count ? end : nil
  }

  static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
    default: scalar.value > 0x7F && !MathMask.isMasked(scalar) && scalar.properties.isAlphabetic
    }
  }
}

/// Finds `@key` in text, by Pandoc's rule: a letter, a digit or an underscore, then these and single signs between them.
enum CitationKeyScanner {
  /// Whether what stands before the `@` at `index` lets it be one; in an e-mail address it does not.
  static func mayBegin(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    guard index > 0 else { return true }
    let before = scalars[index - 1]
    if before == "-" { return index < 2 || !CrossReferenceScanner.isWord(scalars[index - 2]) }
    return !CrossReferenceScanner.isWord(before) && !".+/@".unicodeScalars.contains(before)
  }

  /// The index past the key whose `@` is at `index`; nil where there is none.
  static func end(of scalars: [Unicode.Scalar], at index: Int) -> Int? {
    guard mayBegin(scalars, at: index) else { return nil }
    var end = index + 1
    var wasSign = true
    while end < scalars.count, end - index < 200 {
      if isWord(scalars[end]) {
        wasSign = false
      } else if !wasSign, ":.#%&-+?<>~/".unicodeScalars.contains(scalars[end]) {
        wasSign = true
      } else {
        break
      }
      end += 1
    }
    while end > index + 1, !isWord(scalars[end - 1]) { end -= 1 }
    return end > index + 1 ? end : nil
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool { scalar != "-" && CrossReferenceScanner.isWord(scalar) }
}
