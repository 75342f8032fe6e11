import Foundation

/// The running text of TeX to spans: accents, symbols, faces, quotation marks, dashes, braces that protect capitals. What
/// it does not know is told and kept as it was typed.
struct TeXReader {
  /// Something that was not understood, at an offset in scalars.
  struct Trouble: Hashable {
    var offset: Int
    var length: Int
    var summary: String
  }

  private static let maximumDepth = 50

  private let scalars: [Unicode.Scalar]
  private var index = 0
  private(set) var troubles: [Trouble] = []

  private init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  /// `text` with white space collapsed and none at its ends.
  static func read(_ text: String) -> (spans: [BibSpan], troubles: [Trouble]) { spans(of: text, depth: 0) }

  private static func spans(of text: String, depth: Int) -> (spans: [BibSpan], troubles: [Trouble]) {
    var reader = TeXReader(text)
    var spans: [BibSpan] = []
    while reader.index < reader.scalars.count {
      spans += reader.group(depth: depth, isProtected: false)
      if reader.index < reader.scalars.count {
        reader.tell(reader.index, 1, "this brace closes nothing")
        reader.index += 1
      }
    }
    return (spans.tidied, reader.troubles)
  }

  /// The text alone.
  static func plainText(_ text: String) -> String { read(text).spans.plainText }

  // MARK: - Groups

  /// To the closing brace of a group, or to the end; the cursor stays on the brace.
  private mutating func group(depth: Int, isProtected: Bool) -> [BibSpan] {
    var spans = Builder(isProtected: isProtected)
    while index < scalars.count, scalars[index] != "}" {
      switch scalars[index] {
      case "{": spans.add(braced(depth: depth, isProtected: isProtected))
      case "\\":
        if let face = switchedFace() {
          guard depth < TeXReader.maximumDepth else { continue }
          // It holds to the end of the group.
          spans.add(TeXReader.inFace(face, group(depth: depth + 1, isProtected: isProtected)))
          return spans.finished
        }
        spans.add(command(depth: depth, isProtected: isProtected))
      case "$": spans.add(math())
      case "~":
        spans.append("\u{A0}")
        index += 1
      case " ", "\n", "\t":
        spans.appendSpace()
        index += 1
      case "%" where index > 0 && scalars[index - 1] == "\n": skipLine()
      default: spans.append(ligature())
      }
    }
    return spans.finished
  }

  /// Collects text, white space collapsed.
  private struct Builder {
    let isProtected: Bool
    private var spans: [BibSpan] = []
    private var text = ""

    init(isProtected: Bool) {
      self.isProtected = isProtected
    }

    mutating func append(_ more: String) { text += more }

    mutating func appendSpace() {
      if text.last != " " { text += " " }
    }

    mutating func add(_ more: [BibSpan]) {
      flush()
      spans += more
    }

    private mutating func flush() {
      if !text.isEmpty { spans.append(.text(text, isProtected: isProtected)) }
      text = ""
    }

    var finished: [BibSpan] {
      var builder = self
      builder.flush()
      return builder.spans
    }
  }

  /// A group in braces. One that begins with a command is what BibTeX calls a special character: its case may be changed.
  private mutating func braced(depth: Int, isProtected: Bool) -> [BibSpan] {
    let start = index
    index += 1
    guard depth < TeXReader.maximumDepth else {
      tell(start, 1, "braces are nested more than \(TeXReader.maximumDepth) deep here")
      index = scalars.count
      return []
    }
    let isSpecial = index < scalars.count && scalars[index] == "\\"
    let spans = group(depth: depth + 1, isProtected: isProtected || !isSpecial)
    if index < scalars.count { index += 1 } else { tell(start, 1, "this brace is never closed") }
    return spans
  }

  private static func inFace(_ face: TeXSymbols.Face, _ spans: [BibSpan]) -> [BibSpan] {
    switch face {
    case .emphasis: [.emphasis(spans.tidied)]
    case .strong: [.strong(spans.tidied)]
    case .code: [.code(spans.plainText)]
    case .plain: spans
    }
  }

  // MARK: - Commands

  /// Past a command such as `\em`, where one stands here.
  private mutating func switchedFace() -> TeXSymbols.Face? {
    let start = index
    guard let face = TeXSymbols.switches[name()] else {
      index = start
      return nil
    }
    skipSpace()
    return face
  }

  /// The command's name at the backslash: letters, or one other sign.
  private mutating func name() -> String {
    index += 1
    let start = index
    while index < scalars.count, TeXReader.isLetter(scalars[index]) { index += 1 }
    if index == start, index < scalars.count { index += 1 }
    return text(start..<index)
  }

  private mutating func command(depth: Int, isProtected: Bool) -> [BibSpan] {
    let start = index
    let name = name()
    func printed(_ text: String) -> [BibSpan] { [.text(text, isProtected: isProtected)] }
    guard let first = name.unicodeScalars.first else {
      tell(start, 1, "a backslash ends the text")
      return []
    }
    if let mark = TeXSymbols.accents[name] {
      return printed(accented(mark, isWord: TeXReader.isLetter(first), depth: depth))
    }
    if let sign = TeXSymbols.signs[first], name.unicodeScalars.count == 1 { return printed(sign) }
    if let word = TeXSymbols.words[name] {
      skipSpace()
      return printed(word)
    }
    if let face = TeXSymbols.faces[name] {
      let inner = argument(depth: depth, isProtected: isProtected)
      return name == "enquote" || name == "mkbibquote"
        ? printed("“") + inner + printed("”") : TeXReader.inFace(face, inner)
    }
    switch name {
    case "url": return link(rawArgument())
    case "href":
      let destination = rawArgument()
      return [.link(destination: destination, argument(depth: depth, isProtected: isProtected))]
    case _ where TeXSymbols.unprinted.contains(name):
      _ = rawArgument()
      return []
    default:
      tell(start, index - start, "the TeX command ‘\\\(name)’ is not known")
      return printed("\\" + name)
    }
  }

  private func link(_ destination: String) -> [BibSpan] { [.link(destination: destination, [.words(destination)])] }

  /// The letter that an accent goes on, in braces or bare, with the accent.
  private mutating func accented(_ mark: Unicode.Scalar, isWord: Bool, depth: Int) -> String {
    if isWord { skipSpace() }
    var base = ""
    if index < scalars.count {
      switch scalars[index] {
      case "{":
        let inner = rawArgument()
        base = depth < TeXReader.maximumDepth ? TeXReader.spans(of: inner, depth: depth + 1).spans.plainText : inner
      case "\\":
        let start = index
        let name = name()
        if let word = TeXSymbols.words[name] { base = word } else { index = start }
        skipSpace()
      case "}": break
      default:
        base = String(scalars[index])
        index += 1
      }
    }
    // An accent takes the place of the dot.
    if base == "ı" { base = "i" } else if base == "ȷ" { base = "j" }
    guard let letter = base.unicodeScalars.first else { return mark == "\u{303}" ? "~" : mark == "\u{302}" ? "^" : "" }
    var text = String(letter)
    text.unicodeScalars.append(mark)
    text.unicodeScalars.append(contentsOf: base.unicodeScalars.dropFirst())
    return text.precomposedStringWithCanonicalMapping
  }

  private mutating func argument(depth: Int, isProtected: Bool) -> [BibSpan] {
    skipSpace()
    guard index < scalars.count else { return [] }
    if scalars[index] == "{" {
      return braced(depth: depth, isProtected: true)
    }
    index += 1
    return [.text(String(scalars[index - 1]), isProtected: isProtected)]
  }

  /// What stands between the braces that follow, as typed.
  private mutating func rawArgument() -> String {
    skipSpace()
    guard index < scalars.count, scalars[index] == "{" else { return "" }
    let start = index + 1
    var depth = 0
    while index < scalars.count {
      if scalars[index] == "{" { depth += 1 }
      if scalars[index] == "}" { depth -= 1 }
      index += 1
      if depth == 0 { return text(start..<index - 1) }
    }
    tell(start - 1, 1, "this brace is never closed")
    return text(start..<index)
  }

  // MARK: - Text

  private mutating func math() -> [BibSpan] {
    let start = index
    index += 1
    while index < scalars.count, scalars[index] != "$" { index += scalars[index] == "\\" ? 2 : 1 }
    guard index < scalars.count else {
      index = start + 1
      tell(start, 1, "this dollar sign has no partner")
      return [.text("$", isProtected: true)]
    }
    index += 1
    let inner = text(start + 1..<index - 1)
    // `$^{\mathrm{th}}$` and the like are formulas too.
    return inner.allSatisfy(\.isWhitespace) ? [] : [.math(inner)]
  }

  private mutating func ligature() -> String {
    for (from, to) in TeXSymbols.ligatures where starts(with: from) {
      index += from.unicodeScalars.count
      return to
    }
    // A straight mark tells by its neighbors which way it turns.
    if scalars[index] == "\"" {
      let opens = index == 0 || " ([\n".unicodeScalars.contains(scalars[index - 1])
      index += 1
      return opens ? "“" : "”"
    }
    index += 1
    return String(scalars[index - 1])
  }

  private func starts(with text: String) -> Bool {
    var position = index
    for scalar in text.unicodeScalars {
      guard position < scalars.count, scalars[position] == scalar else { return false }
      position += 1
    }
    return true
  }

  private mutating func skipLine() {
    while index < scalars.count, scalars[index] != "\n" { index += 1 }
  }

  private mutating func skipSpace() {
    while index < scalars.count, scalars[index] == " " || scalars[index] == "\n" || scalars[index] == "\t" {
      index += 1
    }
  }

  private func text(_ range: Range<Int>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars[range])
    return text
  }

  private mutating func tell(_ offset: Int, _ length: Int, _ summary: String) {
    if troubles.count < 20 { troubles.append(Trouble(offset: offset, length: length, summary: summary)) }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }
}
