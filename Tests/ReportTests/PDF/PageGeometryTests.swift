import Interop
import OffprintCore
import Report
import Testing

/// What must hold on every page of every document, however odd.
@Suite struct PageGeometryTests {
  /// What the tests look at, free of type handles, so that it can be made once for all of them.
  private struct Mark: Sendable {
    var rect: Rect
    /// Nil for a rule or a figure.
    var text: String?
  }

  private struct Box: Sendable {
    var origin: LayoutOrigin
    var role: LayoutBox.Role
    var rect: Rect
    var marks: [Mark]

    init(_ placed: PlacedBox) {
      (origin, role, rect) = (placed.box.origin, placed.box.role, placed.rect)
      marks = placed.box.marks.map { mark in
        let text: String? = if case .line(let line, _) = mark { line.text } else { nil }
        return Mark(rect: PageGeometryTests.rect(of: mark, in: placed), text: text)
      }
    }
  }

  private struct Page: Sendable {
    var boxes: [Box]
    var panels: [Rect]
  }

  private struct Layout: Sendable {
    var textArea: Rect
    var pages: [Page]
  }

  private static let layouts: [(name: String, layout: Layout)] = TortureDocuments.all.map { entry in
    let layout = PDFWriter.layout(entry.document, typesetter: Typesetter())
    let pages = layout.pages.map { Page(boxes: $0.boxes.map(Box.init), panels: $0.panels.map(\.rect)) }
    return (entry.name, Layout(textArea: layout.style.textArea, pages: pages))
  }

  /// The right edges of type may be off by what Pango rounds.
  private static let tolerance = 0.6

  @Test func `everything lies inside the margins`() {
    var problems = Problems()
    for (name, layout) in Self.layouts {
      let area = layout.textArea.insetBy(-Self.tolerance)
      for (number, page) in layout.pages.enumerated() {
        for placed in page.boxes {
          if !area.contains(placed.rect) {
            problems.add("\(name), page \(number + 1): \(placed.origin), \(placed.rect)")
          }
          for mark in placed.marks {
            if !area.contains(mark.rect) {
              problems.add("\(name), page \(number + 1): \(placed.origin) draws at \(mark.rect)")
            }
          }
        }
        for panel in page.panels where !area.contains(panel) { problems.add("\(name), page \(number + 1): \(panel)") }
      }
    }
    problems.expectNone()
  }

  @Test func `a short cell stays whole, beside its name, and cells of figures are left to the notebook`() throws {
    var document = SamplePaper.document()
    document.body = [.paragraph([.text("Words.")])]
    let source = (1...7).map { "key-\($0): {name: value, other: \($0)}" }.joined(separator: "\n")
    for index in 1...30 {
      document.body.append(
        .cell(CellListing(kind: "train", name: "cell-\(index)", source: source, anchor: "cell-\(index)")))
    }
    let pages = PDFWriter.layout(document, typesetter: Typesetter()).pages.map { $0.boxes.map(Box.init) }
    for index in 0..<30 {
      let on = pages.indices.filter { page in pages[page].contains { $0.origin.item == "cells.\(index)" } }
      #expect(on.count == 1, "cell \(index) is on pages \(on)")
      let boxes = pages[try #require(on.first)].filter { $0.origin.item == "cells.\(index)" }
      // A rule, then seven lines of which the first has the name beside it.
      #expect(boxes.count == 8 && boxes[1].marks.map(\.text).contains("train cell-\(index + 1)"))
    }
    // About eight to a page: not much white.
    #expect(pages.count { page in page.contains { $0.origin.item.hasPrefix("cells.") } } <= 5)
  }

  @Test func `a digest is a row of the box's two columns at the text's leading`() throws {
    let document = SamplePaper.document()
    let boxes = PDFWriter.layout(document, typesetter: Typesetter()).pages.flatMap { $0.boxes.map(Box.init) }
      .filter { $0.origin.item.hasPrefix("reproducibility.") && $0.marks.count == 2 }
    let digest = document.reproducibility.notebookDigest.hexadecimal
    let row = try #require(boxes.first { $0.marks.contains { $0.text == digest } })
    let above = try #require(boxes.first { $0.marks.contains { $0.text == "Notebook" } })
    #expect(row.marks.map(\.text) == ["SHA-256", digest])
    #expect((row.marks[1].rect.minX - above.marks[1].rect.minX).magnitude < 0.01)
    #expect((row.rect.minY - above.rect.maxY).magnitude < 0.01 && row.rect.height == above.rect.height)
  }

  @Test func `no two boxes overlap`() {
    for (name, layout) in Self.layouts {
      for (number, page) in layout.pages.enumerated() {
        for (above, below) in zip(page.boxes, page.boxes.dropFirst()) {
          #expect(
            below.rect.minY >= above.rect.maxY - 0.001,
            "\(name), page \(number + 1): \(above.origin) and \(below.origin)")
        }
      }
    }
  }

  @Test func `no two pieces of type in a table overlap`() {
    var problems = Problems()
    for (name, layout) in Self.layouts {
      for page in layout.pages {
        for placed in page.boxes where placed.role == .table {
          let rects = placed.marks.filter { $0.text != nil }.map { $0.rect.insetBy(0.3) }
          for (index, rect) in rects.enumerated() where rect.width > 0 {
            if rects[..<index].contains(where: { $0.width > 0 && $0.overlaps(rect) }) {
              problems.add("\(name): \(placed.origin) at \(rect)")
            }
          }
        }
      }
    }
    problems.expectNone()
  }

  @Test func `every part of every item is placed once`() {
    for (name, layout) in Self.layouts {
      var parts: [String: [Int]] = [:]
      for placed in layout.pages.flatMap(\.boxes) where !placed.origin.isRepeat {
        parts[placed.origin.item, default: []].append(placed.origin.part)
      }
      for (item, numbers) in parts.sorted(by: { $0.key < $1.key }) {
        #expect(numbers.sorted() == Array(0..<numbers.count), "\(name): \(item)")
        #expect(numbers == numbers.sorted(), "\(name): \(item) is out of order")
      }
    }
    for (entry, layout) in zip(TortureDocuments.all, Self.layouts) {
      let items = Set(layout.layout.pages.flatMap(\.boxes).map(\.origin.item))
      for (index, block) in entry.document.body.enumerated() {
        if case .cell = block { continue }
        let item = "body.\(index)"
        #expect(items.contains { $0 == item || $0.hasPrefix(item + ".") }, "\(entry.name): \(item) is nowhere")
      }
    }
  }

  @Test func `no page ends with a heading, and no page but the last is blank`() {
    for (name, layout) in Self.layouts {
      let isHeading: (Box) -> Bool = { [.heading1, .heading2, .heading3].contains($0.role) }
      for (number, page) in layout.pages.enumerated() {
        #expect(!page.boxes.isEmpty, "\(name), page \(number + 1)")
        // A run of headings that fills a page leaves no choice.
        guard let last = page.boxes.last, !page.boxes.allSatisfy(isHeading) else { continue }
        if number + 1 < layout.pages.count {
          #expect(!isHeading(last), "\(name), page \(number + 1) ends with \(last.origin)")
        }
      }
    }
  }

  @Test func `no page begins or ends with a single line of a paragraph`() throws {
    let layout = try #require(Self.layouts.first { $0.name == "paragraphs" }?.layout)
    var pages: [String: [Int]] = [:]
    for (number, page) in layout.pages.enumerated() {
      for placed in page.boxes where placed.origin.item.hasPrefix("body.") {
        pages[placed.origin.item, default: []].append(number)
      }
    }
    #expect(layout.pages.count > 5)
    var cutCount = 0
    for (item, numbers) in pages.sorted(by: { $0.key < $1.key }) where Set(numbers).count > 1 {
      cutCount += 1
      for page in Set(numbers) { #expect(numbers.filter { $0 == page }.count >= 2, "\(item), page \(page + 1)") }
    }
    #expect(cutCount > 2)
  }

  @Test func `justified lines end at the right margin, all but the last`() throws {
    let layout = try #require(Self.layouts.first { $0.name == "paragraphs" }?.layout)
    let boxes = layout.pages.flatMap(\.boxes).filter { $0.origin.item.hasPrefix("body.") }
    let last = Dictionary(boxes.map { ($0.origin.item, $0.origin.part) }, uniquingKeysWith: max)
    for placed in boxes where last[placed.origin.item] != placed.origin.part {
      let right = placed.marks[0].rect.maxX
      #expect((right - layout.textArea.maxX).magnitude < 0.1, "\(placed.origin): \(right)")
    }
  }

  @Test func `a long table repeats its head on each of its pages`() throws {
    let layout = try #require(Self.layouts.first { $0.name == "tables" }?.layout)
    let pages = layout.pages.filter { page in page.boxes.contains { $0.origin.item == "body.0" } }
    #expect(pages.count > 2)
    for page in pages.dropFirst() {
      let first = try #require(page.boxes.first { $0.origin.item == "body.0" })
      #expect(first.origin.isRepeat)
    }
  }

  @Test func `no letter of a text is lost where lines and pages are cut`() {
    for (entry, layout) in zip(TortureDocuments.all, Self.layouts) {
      var set: [String: String] = [:]
      for placed in layout.layout.pages.flatMap(\.boxes) {
        set[placed.origin.item, default: ""] += placed.marks.compactMap(\.text).joined()
      }
      for (index, block) in entry.document.body.enumerated() {
        guard case .paragraph(let inlines) = block, entry.name != "paper" else { continue }
        #expect(Self.letters(set["body.\(index)"] ?? "") == Self.letters(inlines.plainText), "\(entry.name): \(index)")
      }
    }
  }

  private static func letters(_ text: String) -> String { text.filter { !$0.isWhitespace } }

  private static func rect(of mark: LayoutMark, in placed: PlacedBox) -> Rect {
    switch mark {
    case .line(let line, let place):
      Rect(
        x: placed.rect.x + place.x + line.x, y: placed.rect.y + place.y - line.ascent, width: line.width,
        height: line.leading)
    case .fill(let rect, _), .figure(_, let rect):
      Rect(x: placed.rect.x + rect.x, y: placed.rect.y + rect.y, width: rect.width, height: rect.height)
    }
  }
}

/// What was found wrong, told all at once and not by the thousand.
private struct Problems {
  private var all: [String] = []

  mutating func add(_ problem: String) { all.append(problem) }

  func expectNone(sourceLocation: SourceLocation = #_sourceLocation) {
    let shown = all.prefix(8).joined(separator: "\n")
    #expect(all.isEmpty, "\(all.count) problems, such as:\n\(shown)", sourceLocation: sourceLocation)
  }
}
