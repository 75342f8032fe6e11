import Interop
import OffprintCore

/// Bytes → `NotebookDocument`, or what stands in the way.
struct NotebookParser {
  /// A book of a thousand pages is smaller.
  static let maximumBytes = 4 << 20
  /// Longer lines are made by machines, and some of them only to make parsers slow.
  static let maximumLineBytes = 1 << 16

  private(set) var source: SourceText
  var log = ProblemLog()
  private let bytes: [UInt8]

  init(_ bytes: [UInt8], name: String) {
    var bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    self.bytes = bytes
    // What is too large is only shown from its start.
    source = SourceText(name: name, text: String(decoding: bytes.prefix(NotebookParser.maximumBytes), as: UTF8.self))
  }

  /// Nil where the file as a whole cannot be read; then the log says why.
  mutating func parse() -> NotebookDocument? {
    guard isText() else { return nil }
    let (frontMatter, bodyLine) = readFrontMatter()
    guard let bodyLine else { return nil }
    let body = FormulaScanner.scan(source.lines.dropFirst(bodyLine))
    for place in body.unclosed { tellUnclosed(place, bodyLine) }
    for line in body.repeatedFootnotes {
      log.add(
        .duplicateLabel, at: SourceRange(at: SourcePosition(line: line + bodyLine + 1, column: 1)),
        "the name of this footnote is taken", explanation: "A footnote before it has the same.",
        help: "give it another name")
    }
    // Definitions that nothing refers to would be dropped without a word, so one paragraph refers to them all.
    let sentinel = body.footnoteNames.isEmpty ? "" : body.footnoteNames.map { "[^\($0)] " }.joined() + "\n\n"
    let lineOffset = sentinel.isEmpty ? bodyLine : bodyLine - 2
    do throws(MarkdownError) {
      var markdown = try MarkdownParser.parse(sentinel + body.text, hasFootnotes: true)
      if !sentinel.isEmpty { markdown.children.removeFirst() }
      var converter = BlockConverter(
        source: source, maskedLines: Array(source.lines.prefix(bodyLine)).map { Array($0.unicodeScalars) } + body.lines,
        lineOffset: lineOffset, hasBibliography: NotebookParser.hasKey("bibliography", frontMatter))
      let (blocks, footnotes) = converter.convert(markdown)
      log.add(converter.log)
      return NotebookDocument(
        source: source, frontMatter: frontMatter, blocks: blocks, footnotes: footnotes,
        lostNames: converter.lostNames)
    } catch {
      log.add(
        .tooDeep, at: SourceRange(at: SourcePosition(line: max(error.line + lineOffset, 1), column: 1)),
        "lists, quotations or emphasis are nested more than \(MarkdownParser.maximumDepth) deep here",
        help: "no reader follows that: take it apart")
      return nil
    }
  }

  private mutating func tellUnclosed(_ place: FormulaScanner.Unclosed, _ bodyLine: Int) {
    let start = SourcePosition(line: place.line + bodyLine + 1, column: place.column + 1)
    log.add(
      .unterminatedFormula, at: SourceRange(start, SourcePosition(line: start.line, column: start.column + 2)),
      "the formula that begins here never ends",
      explanation: "It would have to end before the next blank line.",
      help: "close it with $$, or write \\$\\$ if dollar signs are meant")
  }

  static func hasKey(_ key: String, _ frontMatter: YAMLTree?) -> Bool {
    guard case .mapping(let entries)? = frontMatter?.content else { return false }
    return entries.contains { $0.key == key }
  }

  // MARK: - The file as a whole

  private mutating func isText() -> Bool {
    if bytes.count > NotebookParser.maximumBytes {
      log.add(
        .tooLarge, at: nil, "the file has \(bytes.count) bytes, and a notebook at most \(NotebookParser.maximumBytes)",
        help: "is this the notebook, or a file of data?")
      return false
    }
    if let offset = InvalidUTF8.firstOffset(in: bytes) {
      let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
      log.add(
        .notUTF8, at: SourceRange(at: position(ofByte: offset)), "this byte is not UTF-8 text",
        explanation: isUTF16 ? "The file looks like UTF-16." : nil, help: "save the file as UTF-8")
      return false
    }
    if let offset = bytes.firstIndex(of: 0) {
      log.add(
        .nulByte, at: SourceRange(at: position(ofByte: offset)), "there is a NUL byte here, so this is not a text file",
        help: "remove it; some editors show it as ^@")
      return false
    }
    if let index = source.lines.firstIndex(where: { $0.utf8.count > NotebookParser.maximumLineBytes }) {
      log.add(
        .lineTooLong, at: SourceRange(at: SourcePosition(line: index + 1, column: 1)),
        "this line has \(source.lines[index].utf8.count) bytes, and at most \(NotebookParser.maximumLineBytes) are read",
        help: "break the line; Markdown joins the lines of a paragraph")
      return false
    }
    return true
  }

  /// The place of a byte, from the valid text before it.
  private func position(ofByte offset: Int) -> SourcePosition {
    let lines = SourceText(name: "", text: String(decoding: bytes[..<offset], as: UTF8.self)).lines
    return SourcePosition(line: lines.count, column: (lines.last?.unicodeScalars.count ?? 0) + 1)
  }

  // MARK: - Front matter

  /// The front matter and the number of lines before the Markdown; nil for the latter where it cannot be known.
  private mutating func readFrontMatter() -> (YAMLTree?, bodyLine: Int?) {
    guard let first = source.lines.first, isDelimiter(first) else {
      log.add(
        .missingFrontMatter, at: SourceRange(at: SourcePosition(line: 1, column: 1)),
        "the notebook does not begin with front matter",
        help: "begin the file with a line ---, then `title: …`, then a line ---")
      return (nil, 0)
    }
    guard let end = source.lines.dropFirst().firstIndex(where: isDelimiter) else {
      log.add(
        .unterminatedFrontMatter,
        at: SourceRange(SourcePosition(line: 1, column: 1), SourcePosition(line: 1, column: 4)),
        "the front matter that begins here never ends", help: "put a line --- after its last key")
      return (nil, nil)
    }
    let yaml = source.lines[1..<end].joined(separator: "\n") + "\n"
    var reader = YAMLTreeReader(EmbeddedText(yaml, in: source, firstLine: 2))
    let tree = reader.read()
    log.add(reader.log)
    let place = SourcePosition(line: 1, column: 1)
    // Unreadable front matter is told once; an empty map would be told again for its missing keys.
    return (reader.isBroken ? nil : tree ?? YAMLTree(.mapping([]), at: SourceRange(at: place)), end + 1)
  }

  private func isDelimiter(_ line: Substring) -> Bool {
    line.utf8.starts(with: [0x2D, 0x2D, 0x2D]) && line.utf8.dropFirst(3).allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }
}

/// Finds what is wrong with UTF-8.
enum InvalidUTF8 {
  /// The offset of the first byte that no valid text continues with; nil for valid text.
  static func firstOffset(in bytes: [UInt8]) -> Int? {
    var iterator = bytes.makeIterator()
    var decoder = UTF8()
    var offset = 0
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): offset += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return offset
      }
    }
  }
}
