/// A page with holes, in the common core of the Mustache language: `{{name}}` escaped, `{{{name}}}` as it is, `{{#name}}…{{/name}}`
/// for each element of a list or where there is something, `{{^name}}…{{/name}}` where there is nothing, `{{.}}` for the
/// element itself, `{{! a remark}}`. Names are looked up from the innermost section outward. A section tag alone on its line
/// leaves no line behind.
package struct Template: Sendable {
  private indirect enum Node: Sendable {
    case literal(String)
    case value(name: String, isEscaped: Bool, line: Int)
    case section(name: String, isInverted: Bool, [Node], line: Int)
  }

  private let nodes: [Node]

  /// Throws where a tag is not closed or closes what was not opened.
  package init(_ source: String) throws(TemplateError) {
    var tokens = try TemplateToken.tokens(of: source)[...]
    nodes = try Template.parse(&tokens, until: nil)
    if let extra = tokens.first {
      throw TemplateError(line: extra.line, reason: "there is no section for this {{/…}} to close")
    }
  }

  /// Throws for a name that no section around it knows: a misspelling must not leave a hole.
  package func render(_ values: [String: TemplateValue]) throws(TemplateError) -> String {
    var text = ""
    try Template.render(nodes, in: [.map(values)], to: &text)
    return text
  }

  // MARK: - Parsing

  private static func parse(
    _ tokens: inout ArraySlice<TemplateToken>, until opening: TemplateToken?
  ) throws(TemplateError) -> [Node] {
    var nodes: [Node] = []
    while let token = tokens.first {
      switch token.kind {
      case .literal(let text): nodes.append(.literal(text))
      case .value(let name, let isEscaped):
        nodes.append(.value(name: name, isEscaped: isEscaped, line: token.line))
      case .open(let name, let isInverted):
        tokens.removeFirst()
        let content = try parse(&tokens, until: token)
        nodes.append(.section(name: name, isInverted: isInverted, content, line: token.line))
        continue
      case .close(let name):
        guard let opening else { return nodes }
        guard case .open(name, _) = opening.kind else {
          throw TemplateError(
            line: token.line, reason: "{{/\(name)}} does not close the section of line \(opening.line)")
        }
        tokens.removeFirst()
        return nodes
      }
      tokens.removeFirst()
    }
    if let opening { throw TemplateError(line: opening.line, reason: "this section is never closed") }
    return nodes
  }

  // MARK: - Rendering

  private static func render(
    _ nodes: [Node], in scopes: [TemplateValue], to text: inout String
  ) throws(TemplateError) {
    for node in nodes {
      switch node {
      case .literal(let literal): text += literal
      case .value(let name, let isEscaped, let line):
        let value = try lookUp(name, in: scopes, line: line)
        if case .text(let content) = value { text += isEscaped ? HTMLText.escaped(content) : content }
      case .section(let name, let isInverted, let content, let line):
        let value = try lookUp(name, in: scopes, line: line)
        if isInverted {
          if !value.isShown { try render(content, in: scopes, to: &text) }
        } else if case .list(let elements) = value {
          for element in elements { try render(content, in: scopes + [element], to: &text) }
        } else if value.isShown {
          try render(content, in: scopes + [value], to: &text)
        }
      }
    }
  }

  private static func lookUp(
    _ name: String, in scopes: [TemplateValue], line: Int
  ) throws(TemplateError) -> TemplateValue {
    if name == ".", let innermost = scopes.last { return innermost }
    for scope in scopes.reversed() {
      if case .map(let entries) = scope, let value = entries[name] { return value }
    }
    throw TemplateError(line: line, reason: "there is nothing called ‘\(name)’ here")
  }
}
