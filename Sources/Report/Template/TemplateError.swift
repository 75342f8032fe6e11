/// A place in a file of a template.
package struct TemplatePlace: Hashable, Sendable {
  /// As messages show it: `looks/page.html`.
  package var path: String
  /// From 1.
  package var line = 1
  /// From 1, in Unicode scalars, so that an editor's column agrees.
  package var column = 1

  package init(path: String, line: Int = 1, column: Int = 1) {
    self.path = path
    self.line = line
    self.column = column
  }

  /// The place after `text`.
  func advanced(over text: Substring) -> TemplatePlace {
    var place = self
    for scalar in text.unicodeScalars {
      place.column += 1
      if scalar == "\n" {
        place.line += 1
        place.column = 1
      }
    }
    return place
  }
}

/// A template that cannot be used: `looks/page.html:3:7: there is nothing called ‘titel’ here`.
package struct TemplateError: Error, Hashable, Sendable, CustomStringConvertible {
  package var place: TemplatePlace
  /// What is wrong, in one sentence without a final stop.
  package var reason: String

  package init(_ place: TemplatePlace, _ reason: String) {
    self.place = place
    self.reason = reason
  }

  package var description: String { "\(place.path):\(place.line):\(place.column): \(reason)" }
}
