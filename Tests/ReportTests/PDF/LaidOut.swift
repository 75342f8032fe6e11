import Interop
import Report
import Testing

/// What the tests look at of a layout, free of type handles, so that it can be made once for all of them.
struct LaidOut: Sendable {
  struct Mark: Sendable {
    var rect: Rect
    /// Nil for a rule or a figure. A hyphen that was added is left out.
    var text: String?
    /// How far punctuation may hang out of the measure.
    var overhang = 0.0
  }

  struct Box: Sendable {
    var origin: LayoutOrigin
    var role: LayoutBox.Role
    var rect: Rect
    var marks: [Mark]
    var footnotes: [Int]
    /// 0 or 1; nil for what is as wide as the page.
    var column: Int?
  }

  struct Page: Sendable {
    var boxes: [Box]
    var panels: [Rect]
  }

  var name: String
  var style: PageStyle
  var pages: [Page]
  var textArea: Rect { style.textArea }
  var boxes: [Box] { pages.flatMap(\.boxes) }

  init(_ name: String, _ document: ReportDocument, style: PageStyle = .paper) {
    self.name = "\(name), \(style.name)"
    self.style = style
    pages = PDFWriter.layout(document, style: style, typesetter: Typesetter()).pages.map { page in
      Page(boxes: page.boxes.map { Self.box($0, style) }, panels: page.panels.map(\.rect))
    }
  }

  private static func box(_ placed: PlacedBox, _ style: PageStyle) -> Box {
    let isWide = style.columns > 1 && placed.rect.width > style.columnWidth + 1
    let second = style.textArea.x + style.columnWidth + style.columnGap - 1
    return Box(
      origin: placed.box.origin, role: placed.box.role, rect: placed.rect,
      marks: placed.box.marks.map { mark($0, in: placed) }, footnotes: placed.box.footnotes,
      column: isWide ? nil : style.columns > 1 && placed.rect.minX >= second ? 1 : 0)
  }

  private static func mark(_ mark: LayoutMark, in placed: PlacedBox) -> Mark {
    switch mark {
    case .line(let line, let place):
      Mark(
        rect: Rect(
          x: placed.rect.x + place.x + line.x, y: placed.rect.y + place.y - line.ascent, width: line.width,
          height: line.height), text: line.isHyphenated ? String(line.text.dropLast()) : line.text,
        overhang: line.overhang)
    case .fill(let rect, _), .figure(_, let rect):
      Mark(rect: Rect(x: placed.rect.x + rect.x, y: placed.rect.y + rect.y, width: rect.width, height: rect.height))
    }
  }

  /// The style of a template that is built in.
  static func style(_ name: String) -> PageStyle {
    guard let template = ReportTemplate.builtIn(name), let style = try? PageStyle(template) else {
      preconditionFailure("\(name) is built in and can be read")
    }
    return style
  }

  static let styles = ReportTemplate.builtInNames.map(style)
}

/// What was found wrong, told all at once and not by the thousand.
struct Problems {
  private var all: [String] = []

  mutating func add(_ problem: String) { all.append(problem) }

  func expectNone(sourceLocation: SourceLocation = #_sourceLocation) {
    let shown = all.prefix(8).joined(separator: "\n")
    #expect(all.isEmpty, "\(all.count) problems, such as:\n\(shown)", sourceLocation: sourceLocation)
  }
}
