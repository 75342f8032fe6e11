/// A piece of a template: text, or what stands between braces.
struct TemplateToken: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case literal(String)
    case value(name: String, isEscaped: Bool)
    case open(name: String, isInverted: Bool)
    case close(name: String)
    case partial(name: String)
  }

  var kind: Kind
  var place: TemplatePlace

  /// `path` is where `source` stands, for messages.
  static func tokens(of source: String, path: String) throws(TemplateError) -> [TemplateToken] {
    var tokens: [TemplateToken] = []
    var rest = source[...]
    var place = TemplatePlace(path: path)
    while let start = rest.firstRange(of: "{{") {
      var literal = rest[..<start.lowerBound]
      let isRaw = rest[start.lowerBound...].hasPrefix("{{{")
      let inside = rest[start.upperBound...].dropFirst(isRaw ? 1 : 0)
      guard let end = inside.firstRange(of: isRaw ? "}}}" : "}}") else {
        throw TemplateError(place.advanced(over: literal), "this tag is never closed")
      }
      let content = inside[..<end.lowerBound]
      var after = inside[end.upperBound...]
      let kind = kind(of: content, isRaw: isRaw)
      let tagPlace = place.advanced(over: literal)
      let literalPlace = place
      place = tagPlace.advanced(over: source[start.lowerBound..<end.upperBound])
      if stands(alone: kind), isAlone(before: literal, after: after) {
        while let last = literal.last, last == " " || last == "\t" { literal.removeLast() }
        place = place.advanced(over: after.prefix(1))
        after = after.dropFirst()
      }
      if !literal.isEmpty { tokens.append(TemplateToken(kind: .literal(String(literal)), place: literalPlace)) }
      if let kind { tokens.append(TemplateToken(kind: kind, place: tagPlace)) }
      rest = after
    }
    if !rest.isEmpty { tokens.append(TemplateToken(kind: .literal(String(rest)), place: place)) }
    return tokens
  }

  /// Nil for a remark.
  private static func kind(of content: Substring, isRaw: Bool) -> Kind? {
    let trimmed = content.drop { $0.isWhitespace }
    let name = String(
      trimmed.drop { "#^/!&>".contains($0) || $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    if isRaw { return .value(name: name, isEscaped: false) }
    return switch trimmed.first {
    case "#": .open(name: name, isInverted: false)
    case "^": .open(name: name, isInverted: true)
    case "/": .close(name: name)
    case "!": nil
    case ">": .partial(name: name)
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
}
