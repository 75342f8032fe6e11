/// A page as Offprint writes it, cut into tags and texts that together are all of its bytes, each with where it stands. Unlike
/// `MarkupReader` it looks into drawings, and leaves nothing out.
struct PageTokens {
  enum Kind { case tag, text, raw }

  struct Token {
    let kind: Kind
    let range: Range<Int>
    /// Into `contexts`.
    let context: Int
  }

  /// Where a token stands.
  struct Context {
    /// What is compared as one: a figure, a table, a run, the text below a heading.
    var unit = "the page's start"
    /// `4.1`, or the heading's words.
    var section: String?
    /// The anchor of a figure, a table or nothing.
    var figure: String?
    var isTable = false
    /// Inside `<svg>`, and whether it is the one for narrow screens.
    var isDrawing = false
    var isNarrow = false
    /// The drawing's innermost group that has a name.
    var group: String?
    var isCaption = false
    /// From 0, the head included.
    var row: Int?
    var column: Int?
    /// What a reader calls the row and the column; nil in the head.
    var rowName: String?
    var columnName: String?
    /// The subject of a row: a claim, a run, a configuration.
    var subject: String?
    /// A computed value.
    var path: String?
    /// The term that a description is of.
    var term: String?
    /// Of a script or a style.
    var script: String?
    var isHead = false
  }

  let bytes: [UInt8]
  private(set) var tokens: [Token] = []
  private(set) var contexts: [Context] = [Context()]
  private var open: [(tag: String, context: Int)] = []
  private var place = 0
  private var current = 0
  private var section: String?
  private var term: String?
  private var rows: [String: Int] = [:]
  /// The titles of a table's columns.
  private var titles: [String: [String]] = [:]
  private var rowName: String?
  private var unnamedTables = 0

  private static let void: Set<String> = [
    "meta", "link", "br", "hr", "img", "input", "wbr", "col", "source", "!doctype",
  ]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    while place < bytes.count { step() }
  }

  func text(_ token: Token) -> String { String(decoding: bytes[token.range], as: UTF8.self) }
  func context(_ token: Token) -> Context { contexts[token.context] }

  private mutating func step() {
    let start = place
    guard bytes[place] == UInt8(ascii: "<") else {
      place = bytes[place...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
      tokens.append(Token(kind: .text, range: start..<place, context: current))
      return
    }
    // No attribute that Offprint writes has a `>` in it: text is escaped.
    place = (bytes[place...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count - 1) + 1
    let tag = PageTag(bytes[start..<place])
    if tag.isEnd {
      tokens.append(Token(kind: .tag, range: start..<place, context: current))
      if let index = open.lastIndex(where: { $0.tag == tag.name }) {
        current = open[index].context
        open.removeSubrange(index...)
      }
      return
    }
    let outer = current
    enter(tag)
    tokens.append(Token(kind: .tag, range: start..<place, context: current))
    if tag.isClosed || Self.void.contains(tag.name) {
      current = outer
    } else if tag.name == "script" || tag.name == "style" {
      raw(until: "</\(tag.name)>")
      current = outer
    } else {
      open.append((tag.name, outer))
    }
  }

  /// The content of an element that holds no elements, and its end.
  private mutating func raw(until end: String) {
    let mark = Array(end.utf8)
    let start = place
    var index = place
    while let found = bytes[index...].firstIndex(of: mark[0]), !bytes[found...].starts(with: mark) { index = found + 1 }
    let finish = bytes[index...].firstIndex(of: mark[0]) ?? bytes.count
    if start < finish { tokens.append(Token(kind: .raw, range: start..<finish, context: current)) }
    place = min(finish + mark.count, bytes.count)
    if finish < place { tokens.append(Token(kind: .tag, range: finish..<place, context: current)) }
  }

  // MARK: - Contexts

  private mutating func enter(_ tag: PageTag) {
    guard let change = change(tag) else { return }
    var context = contexts[current]
    change(&context)
    contexts.append(context)
    current = contexts.count - 1
  }

  /// What a tag changes; nil for most.
  private mutating func change(_ tag: PageTag) -> ((inout Context) -> Void)? {
    switch tag.name {
    case "head":
      return {
        $0.isHead = true; $0.unit = "the page's head"
      }
    case "body": return { $0.unit = "the page's body" }
    case "h1", "h2", "h3", "h4", "h5", "h6": return heading(tag)
    case "figure": return figure(tag)
    case "figcaption": return { $0.isCaption = true }
    case "tr": return row(tag)
    case "th", "td": return cell()
    case "a", "span", "dt", "dd": return phrase(tag)
    case "svg":
      let isNarrow = tag["id"]?.hasPrefix("plot-narrow-") ?? false
      return {
        $0.isDrawing = true; $0.isNarrow = isNarrow
      }
    case "g": return tag["id"].map { id in { $0.group = id } }
    case "script", "style":
      let name = [tag["id"], tag["class"], tag.name].compactMap(\.self)[0]
      return { $0.script = name }
    case "details" where tag["class"] == "run-group":
      return { $0.unit = "the lists of runs" }
    default: return belowHeading()
    }
  }

  /// Text after a heading is not inside of it.
  private func belowHeading() -> ((inout Context) -> Void)? {
    guard contexts[current].figure == nil, contexts[current].section != section, let section else { return nil }
    return {
      $0.section = section; $0.unit = "section \(section)"
    }
  }

  private mutating func heading(_ tag: PageTag) -> (inout Context) -> Void {
    let end = bytes[place...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    let line = String(decoding: bytes[place..<end], as: UTF8.self)
    let mark = "<span class=\"number\">"
    let name: String
    if line.hasPrefix(mark) {
      name = String(line.dropFirst(mark.count).prefix { $0 != "<" })
    } else {
      name = "‘\(PageTag.plain(line.components(until: "<a class=\"anchor\"")))’"
    }
    section = name
    return {
      $0.section = name; $0.unit = "section \(name)"
    }
  }

  private mutating func figure(_ tag: PageTag) -> (inout Context) -> Void {
    let isTable = tag["class"] == "table"
    if tag["id"] == nil { unnamedTables += 1 }
    let anchor = tag["id"] ?? "table without a number (\(unnamedTables))"
    let section = section
    return {
      $0.figure = anchor
      $0.isTable = isTable
      $0.section = section
      $0.unit = anchor
      $0.row = nil
    }
  }

  private mutating func row(_ tag: PageTag) -> (inout Context) -> Void {
    let unit = contexts[current].unit
    rowName = nil
    let row = rows[unit, default: 0]
    rows[unit] = row + 1
    let run = tag["data-run"]
    let claims = tag["data-claim"].map { "the claim ‘\($0)’" } ?? tag["data-claims"].map { "the claims of ‘\($0)’" }
    let subject = run.map { "the run \($0)" } ?? claims
    return {
      $0.row = row
      $0.column = nil
      $0.subject = subject
      if let run { $0.unit = "the run \(run)" }
    }
  }

  private mutating func cell() -> (inout Context) -> Void {
    // Cells are told apart by how many of them the row has had.
    let key = "\(contexts[current].unit)\n\(contexts[current].row ?? -1)"
    let column = rows[key, default: 0]
    rows[key] = column + 1
    let unit = contexts[current].figure ?? contexts[current].unit
    if contexts[current].row == 0 {
      titles[unit, default: []].append(words(until: "</th>"))
      return { $0.column = column }
    }
    if column == 0 { rowName = words(until: "</th>") }
    let (name, known) = (rowName, titles[unit] ?? [])
    return {
      $0.column = column
      $0.rowName = name
      $0.columnName = known.indices.contains(column) ? known[column] : nil
    }
  }

  /// What a reader reads from here to `end`, without the marks of notes.
  private func words(until end: String) -> String {
    let mark = Array(end.utf8)
    var index = place
    while let found = bytes[index...].firstIndex(of: mark[0]), !bytes[found...].starts(with: mark) { index = found + 1 }
    let finish = bytes[index...].firstIndex(of: mark[0]) ?? bytes.count
    return PageTag.plain(String(decoding: bytes[place..<finish], as: UTF8.self))
  }

  private mutating func phrase(_ tag: PageTag) -> ((inout Context) -> Void)? {
    if let path = tag["data-path"] { return { $0.path = path } }
    if tag.name == "dt" {
      let end = bytes[place...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
      term = String(decoding: bytes[place..<end], as: UTF8.self)
    }
    guard tag.name == "dd" || tag.name == "dt" else { return nil }
    let term = term
    return { $0.term = term }
  }
}

extension String {
  fileprivate func components(until mark: String) -> String {
    firstRange(of: mark).map { String(self[..<$0.lowerBound]) } ?? self
  }
}

/// A tag and its attributes, as Offprint writes them.
struct PageTag {
  let name: String
  let isEnd: Bool
  let isClosed: Bool
  private(set) var attributes: [(name: String, value: String)] = []

  init(_ bytes: ArraySlice<UInt8>) {
    var text = String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)[...]
    isEnd = text.hasPrefix("/")
    isClosed = text.hasSuffix("/")
    if isEnd { text = text.dropFirst() }
    if isClosed { text = text.dropLast() }
    name = text.prefix { $0 != " " && $0 != "\n" }.lowercased()
    text = text.dropFirst(name.count)
    while let start = text.firstIndex(where: { $0 != " " && $0 != "\n" }) {
      text = text[start...]
      let key = text.prefix { $0 != "=" && $0 != " " && $0 != "\n" }
      text = text.dropFirst(key.count)
      var value: Substring = ""
      if text.hasPrefix("=\"") {
        value = text.dropFirst(2).prefix { $0 != "\"" }
        text = text.dropFirst(3 + value.count)
      } else if key.isEmpty {
        text = text.dropFirst()
      }
      attributes.append((String(key), String(value)))
    }
  }

  subscript(_ name: String) -> String? { attributes.first { $0.name == name }?.value }

  /// What a reader sees of a piece of markup: without tags, white space run together.
  static func plain(_ markup: String) -> String {
    var text = ""
    var isTag = false
    for character in markup {
      switch character {
      case "<": isTag = true
      case ">" where isTag: isTag = false
      default: if !isTag { text.append(character) }
      }
    }
    return MarkupElement.collapsed(MarkupReader.decoded(Array(text.utf8)[...]))
  }
}
