import OffprintCore

/// A page with holes, in the common core of the Mustache language: `{{name}}` escaped, `{{{name}}}` as it is, `{{#name}}…{{/name}}`
/// for each element of a list or where there is something, `{{^name}}…{{/name}}` where there is nothing, `{{.}}` for the
/// element itself, `{{> file}}` for the page part `file.html`, `{{! a remark}}`. Names are looked up from the innermost section outward. A section tag alone on its line
/// leaves no line behind.
package struct Template: Sendable {
  private indirect enum Node: Sendable {
    case literal(String)
    case value(name: String, isEscaped: Bool, TemplatePlace)
    case section(name: String, isInverted: Bool, [Node], TemplatePlace)
  }

  private let nodes: [Node]

  /// Page parts may hold page parts, but not without end.
  private static let maximumDepth = 20

  /// `path` is where `source` stands, for messages; `part` gives the file of a page part. Throws where a tag is not closed or
  /// closes what was not opened, and where a part is not there.
  package init(
    _ source: String, path: String = "template", part: (String) -> ReportTemplate.File? = { _ in nil }
  ) throws(TemplateError) {
    try self.init(ReportTemplate.File(path: path, text: source), depth: 0, part: part)
  }

  private init(
    _ file: ReportTemplate.File, depth: Int, part: (String) -> ReportTemplate.File?
  ) throws(TemplateError) {
    var tokens = try TemplateToken.tokens(of: file.text, path: file.path)[...]
    nodes = try Template.parse(&tokens, until: nil, depth: depth, part: part)
    if let extra = tokens.first {
      throw TemplateError(extra.place, "there is no section for this {{/…}} to close")
    }
  }

  /// Throws for a name that no section around it knows: a misspelling must not leave a hole.
  package func render(_ values: [String: TemplateValue]) throws(TemplateError) -> String {
    var text = ""
    try Template.render(nodes, in: [.map(values)], to: &text)
    return text
  }

  /// All names in it, wherever they stand.
  var names: Set<String> { Template.names(in: nodes) }

  private static func names(in nodes: [Node]) -> Set<String> {
    nodes.reduce(into: []) { names, node in
      switch node {
      case .literal: break
      case .value(let name, _, _): names.insert(name)
      case .section(let name, _, let content, _):
        names.insert(name)
        names.formUnion(Template.names(in: content))
      }
    }
  }

  /// Throws for the first name that no page has, wherever it stands: in a section that one report does not show, too. `names`
  /// are those of a page, `children` those within its sections.
  func check(names: Set<String>, children: [String: Set<String>]) throws(TemplateError) {
    try Template.check(nodes, names, children)
  }

  private static func check(
    _ nodes: [Node], _ names: Set<String>, _ children: [String: Set<String>]
  ) throws(TemplateError) {
    for node in nodes {
      switch node {
      case .literal: break
      case .value(let name, _, let place): try require(name, in: names, at: place)
      case .section(let name, _, let content, let place):
        try require(name, in: names, at: place)
        try check(content, names.union(children[name] ?? []), children)
      }
    }
  }

  private static func require(
    _ name: String, in names: Set<String>, at place: TemplatePlace
  ) throws(TemplateError) {
    guard name != ".", !names.contains(name) else { return }
    let meant = Suggestion.closest(to: name, among: names.sorted()).map { "; did you mean ‘\($0)’?" } ?? ""
    throw TemplateError(place, "there is nothing called ‘\(name)’ here\(meant)")
  }

  // MARK: - Parsing

  private static func parse(
    _ tokens: inout ArraySlice<TemplateToken>, until opening: TemplateToken?, depth: Int,
    part: (String) -> ReportTemplate.File?
  ) throws(TemplateError) -> [Node] {
    var nodes: [Node] = []
    while let token = tokens.first {
      switch token.kind {
      case .literal(let text): nodes.append(.literal(text))
      case .value(let name, let isEscaped):
        nodes.append(.value(name: name, isEscaped: isEscaped, token.place))
      case .open(let name, let isInverted):
        tokens.removeFirst()
        let content = try parse(&tokens, until: token, depth: depth, part: part)
        nodes.append(.section(name: name, isInverted: isInverted, content, token.place))
        continue
      case .close(let name):
        guard let opening else { return nodes }
        guard case .open(name, _) = opening.kind else {
          throw TemplateError(
            token.place, "{{/\(name)}} does not close the section of line \(opening.place.line)")
        }
        tokens.removeFirst()
        return nodes
      case .partial(let name):
        guard let file = part(name + ".html") else {
          throw TemplateError(token.place, "there is no page part ‘\(name).html’")
        }
        guard depth < maximumDepth else { throw TemplateError(token.place, "‘\(name).html’ holds itself") }
        nodes += try Template(file, depth: depth + 1, part: part).nodes
      }
      tokens.removeFirst()
    }
    if let opening { throw TemplateError(opening.place, "this section is never closed") }
    return nodes
  }

  // MARK: - Rendering

  private static func render(
    _ nodes: [Node], in scopes: [TemplateValue], to text: inout String
  ) throws(TemplateError) {
    for node in nodes {
      switch node {
      case .literal(let literal): text += literal
      case .value(let name, let isEscaped, let place):
        let value = try lookUp(name, in: scopes, at: place)
        if case .text(let content) = value { text += isEscaped ? HTMLText.escaped(content) : content }
      case .section(let name, let isInverted, let content, let place):
        let value = try lookUp(name, in: scopes, at: place)
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
    _ name: String, in scopes: [TemplateValue], at place: TemplatePlace
  ) throws(TemplateError) -> TemplateValue {
    if name == ".", let innermost = scopes.last { return innermost }
    for scope in scopes.reversed() {
      if case .map(let entries) = scope, let value = entries[name] { return value }
    }
    throw TemplateError(place, "there is nothing called ‘\(name)’ here")
  }
}
