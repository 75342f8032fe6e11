/// A piece of a template: text, or what stands between braces.
struct TemplateToken: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case literal(String)
    case value(name: String, isEscaped: Bool)
    case open(name: String, isInverted: Bool)
    case close(name: String)
  }

  var kind: Kind
  /// From 1.
  var line: Int

  static func tokens(of source: String) throws(TemplateError) -> [TemplateToken] {
    var tokens: [TemplateToken] = []
    var rest = source[...]
    var line = 1
    while let start = rest.firstRange(of: "{{") {
      var literal = rest[..<start.lowerBound]
      let isRaw = rest[start.lowerBound...].hasPrefix("{{{")
      let inside = rest[start.upperBound...].dropFirst(isRaw ? 1 : 0)
      guard let end = inside.firstRange(of: isRaw ? "}}}" : "}}") else {
        throw TemplateError(line: line + newlines(in: literal), reason: "this tag is never closed")
      }
      let content = inside[..<end.lowerBound]
      var after = inside[end.upperBound...]
      let kind = kind(of: content, isRaw: isRaw)
      let tagLine = line + newlines(in: literal)
      line = tagLine + newlines(in: content)
      if stands(alone: kind), isAlone(before: literal, after: after) {
        while let last = literal.last, last == " " || last == "\t" { literal.removeLast() }
        after = after.dropFirst()
        line += 1
      }
      if !literal.isEmpty { tokens.append(TemplateToken(kind: .literal(String(literal)), line: tagLine)) }
      if let kind { tokens.append(TemplateToken(kind: kind, line: tagLine)) }
      rest = after
    }
    if !rest.isEmpty { tokens.append(TemplateToken(kind: .literal(String(rest)), line: line)) }
    return tokens
  }

  /// Nil for a remark.
  private static func kind(of content: Substring, isRaw: Bool) -> Kind? {
    let trimmed = content.drop { $0.isWhitespace }
    let name = String(
      trimmed.drop { "#^/!&".contains($0) || $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    if isRaw { return .value(name: name, isEscaped: false) }
    return switch trimmed.first {
    case "#": .open(name: name, isInverted: false)
    case "^": .open(name: name, isInverted: true)
    case "/": .close(name: name)
    case "!": nil
    case "&": .value(name: name, isEscaped: false)
    default: .value(name: name, isEscaped: true)
    }
  }

  private static func stands(alone kind: Kind?) -> Bool {
    if case .value = kind { false } else { true }
  }

  /// Whether nothing but the tag is on its line.
  private static func isAlone(before: Substring, after: Substring) -> Bool {
    let source = before.base
    let indentation = source[..<before.endIndex].reversed().prefix { $0 == " " || $0 == "\t" }.count
    let lineStart = source.index(before.endIndex, offsetBy: -indentation)
    let opensLine = lineStart == source.startIndex || source[source.index(before: lineStart)] == "\n"
    return opensLine && indentation <= before.count && after.first == "\n"
  }

  private static func newlines(in text: Substring) -> Int {
    text.utf8.count { $0 == UInt8(ascii: "\n") }
  }
}
