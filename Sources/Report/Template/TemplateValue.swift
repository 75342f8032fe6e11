/// What a template is filled with.
package indirect enum TemplateValue: Hashable, Sendable {
  /// Escaped where it is shown with two braces, as it is with three.
  case text(String)
  case flag(Bool)
  case list([TemplateValue])
  case map([String: TemplateValue])

  /// Text where there is some; else nothing, so that a section of that name is left out.
  package init(_ text: String?) {
    self = text.map { .text($0) } ?? .flag(false)
  }

  /// Whether a section of this value is shown.
  var isShown: Bool {
    switch self {
    case .text(let text): !text.isEmpty
    case .flag(let flag): flag
    case .list(let elements): !elements.isEmpty
    case .map: true
    }
  }
}
