import Interop
import OffprintCore
import Report
import Testing

/// What must hold on every page of every document, however odd.
@Suite struct PageGeometryTests {
  private typealias Box = LaidOut.Box

  private static let article = TortureDocuments.all.map { LaidOut($0.name, $0.document) }

  /// Every odd document in every template, and three papers of many pages.
  private static let layouts: [LaidOut] =
    article
    + LaidOut.styles.flatMap { style in
      TortureDocuments.all.map { LaidOut($0.name, $0.document, style: style) }
        + (1...3).map { LaidOut("torture \($0)", TorturePaper.document(seed: $0).document, style: style) }
    }

  /// The right edges of type may be off by what Pango rounds.
  private static let tolerance = 0.6

  @Test func `everything lies inside the margins`() {
    var problems = Problems()
    for layout in Self.layouts {
      let name = layout.name
      let area = layout.textArea.insetBy(-Self.tolerance)
      for (number, page) in layout.pages.enumerated() {
        for placed in page.boxes {
          if !area.contains(placed.rect) {
            problems.add("\(name), page \(number + 1): \(placed.origin), \(placed.rect)")
          }
          for mark in placed.marks {
            if !layout.textArea.insetBy(-Self.tolerance - mark.overhang).contains(mark.rect) {
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
    let pages = LaidOut("cells", document).pages.map(\.boxes)
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
    let boxes = LaidOut("box", document).boxes
      .filter { $0.origin.item.hasPrefix("reproducibility.") && $0.marks.count == 2 }
    let digest = document.reproducibility.notebookDigest.hexadecimal
    let row = try #require(boxes.first { $0.marks.contains { $0.text == digest } })
    let above = try #require(boxes.first { $0.marks.contains { $0.text == "Notebook" } })
    #expect(row.marks.map(\.text) == ["SHA-256", digest])
    #expect((row.marks[1].rect.minX - above.marks[1].rect.minX).magnitude < 0.01)
    #expect((row.rect.minY - above.rect.maxY).magnitude < 0.01 && row.rect.height == above.rect.height)
  }

  @Test func `no two boxes overlap`() {
    var problems = Problems()
    for layout in Self.layouts {
      for (number, page) in layout.pages.enumerated() {
        for (index, box) in page.boxes.enumerated() where box.rect.height > 0 {
          let rect = box.rect.insetBy(0.002)
          for other in page.boxes[..<index] where other.rect.height > 0 && other.rect.overlaps(rect) {
            problems.add("\(layout.name), page \(number + 1): \(other.origin) and \(box.origin)")
          }
        }
      }
    }
    problems.expectNone()
  }

  @Test func `no two pieces of type in a table overlap`() {
    var problems = Problems()
    for layout in Self.layouts {
      let name = layout.name
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
    for layout in Self.layouts {
      let name = layout.name
      var parts: [String: [Int]] = [:]
      for placed in layout.pages.flatMap(\.boxes) where !placed.origin.isRepeat {
        parts[placed.origin.item, default: []].append(placed.origin.part)
      }
      for (item, numbers) in parts.sorted(by: { $0.key < $1.key }) {
        #expect(numbers.sorted() == Array(0..<numbers.count), "\(name): \(item)")
        #expect(numbers == numbers.sorted(), "\(name): \(item) is out of order")
      }
    }
    for (entry, layout) in zip(TortureDocuments.all, Self.article) {
      let items = Set(layout.pages.flatMap(\.boxes).map(\.origin.item))
      for (index, block) in entry.document.body.enumerated() {
        if case .cell = block { continue }
        let item = "body.\(index)"
        #expect(items.contains { $0 == item || $0.hasPrefix(item + ".") }, "\(entry.name): \(item) is nowhere")
      }
    }
  }

  @Test func `no column ends with a heading, and no page but the last is blank`() {
    var problems = Problems()
    let isHeading: (Box) -> Bool = { [.heading1, .heading2, .heading3].contains($0.role) }
    for layout in Self.layouts {
      for (number, page) in layout.pages.enumerated() {
        if page.boxes.isEmpty { problems.add("\(layout.name), page \(number + 1) is blank") }
        for column in 0..<layout.style.columns where number + 1 < layout.pages.count {
          let text = page.boxes.filter { $0.column == column && $0.role != .note && $0.role != .figure }
          // A run of headings that fills a column leaves no choice.
          guard let last = text.max(by: { $0.rect.maxY < $1.rect.maxY }), !text.allSatisfy(isHeading) else { continue }
          if isHeading(last) { problems.add("\(layout.name), page \(number + 1) ends with \(last.origin)") }
        }
      }
    }
    problems.expectNone()
  }

  @Test func `no column begins or ends with a single line of a paragraph`() throws {
    var problems = Problems()
    var cutCount = 0
    for layout in Self.layouts where layout.name.hasPrefix("paragraphs") || layout.name.hasPrefix("torture") {
      var places: [String: [Int]] = [:]
      // Beside a note of more than a page lines with further notes must go to other pages: a note on the page of its mark
      // comes first.
      let crowded = Self.columnsOfContinuedNotes(layout)
      for (number, page) in layout.pages.enumerated() {
        for box in page.boxes where box.role == .paragraph && Self.isParagraph(box.origin.item) {
          places[box.origin.item, default: []].append(2 * number + (box.column ?? 0))
        }
      }
      for (item, columns) in places.sorted(by: { $0.key < $1.key }) where Set(columns).count > 1 {
        cutCount += 1
        for column in Set(columns)
        where columns.count(where: { $0 == column }) < 2 && !crowded.contains(column) {
          problems.add("\(layout.name): \(item), page \(column / 2 + 1)")
        }
      }
    }
    #expect(cutCount > 40)
    problems.expectNone()
  }

  /// Those with a part of a footnote that is in several.
  private static func columnsOfContinuedNotes(_ layout: LaidOut) -> Set<Int> {
    var columns: [Substring: Set<Int>] = [:]
    for (number, page) in layout.pages.enumerated() {
      for box in page.boxes where box.role == .note {
        let note = box.origin.item.split(separator: ".").dropFirst().first ?? ""
        columns[note, default: []].insert(2 * number + (box.column ?? 0))
      }
    }
    return columns.values.filter { $0.count > 1 }.reduce(into: []) { $0.formUnion($1) }
  }

  /// `body.7`, not a part of a block.
  private static func isParagraph(_ item: String) -> Bool {
    item.hasPrefix("body.") && item.split(separator: ".").count == 2
  }

  @Test func `justified lines end at the right margin, all but the last`() throws {
    let layout = try #require(Self.article.first { $0.name.hasPrefix("paragraphs") })
    let boxes = layout.pages.flatMap(\.boxes).filter { $0.origin.item.hasPrefix("body.") }
    let last = Dictionary(boxes.map { ($0.origin.item, $0.origin.part) }, uniquingKeysWith: max)
    for placed in boxes where last[placed.origin.item] != placed.origin.part {
      let right = placed.marks[0].rect.maxX - placed.marks[0].overhang
      #expect(
        (0...placed.marks[0].overhang + 0.1).contains(layout.textArea.maxX - right + 0.05), "\(placed.origin): \(right)"
      )
    }
  }

  @Test func `a long table repeats its head on each of its pages`() throws {
    let layout = try #require(Self.article.first { $0.name.hasPrefix("tables") })
    let pages = layout.pages.filter { page in page.boxes.contains { $0.origin.item == "body.0" } }
    #expect(pages.count > 2)
    for page in pages.dropFirst() {
      let first = try #require(page.boxes.first { $0.origin.item == "body.0" })
      #expect(first.origin.isRepeat)
    }
  }

  @Test func `no letter of a text is lost where lines and pages are cut`() {
    for (entry, layout) in zip(TortureDocuments.all, Self.article) {
      var set: [String: String] = [:]
      for placed in layout.pages.flatMap(\.boxes) {
        set[placed.origin.item, default: ""] += placed.marks.compactMap(\.text).joined()
      }
      for (index, block) in entry.document.body.enumerated() {
        guard case .paragraph(let inlines) = block, entry.name != "paper" else { continue }
        #expect(Self.letters(set["body.\(index)"] ?? "") == Self.letters(inlines.plainText), "\(entry.name): \(index)")
      }
    }
  }

  private static func letters(_ text: String) -> String { text.filter { !$0.isWhitespace } }

  @Test func `every footnote is on the page of its mark, in order, and goes on only on the next`() {
    var problems = Problems()
    var (count, cut) = (0, 0)
    for layout in Self.layouts where layout.name.hasPrefix("torture") {
      var marks: [Int: Int] = [:]
      var notes: [Int: [Int]] = [:]
      for (number, page) in layout.pages.enumerated() {
        for box in page.boxes {
          for note in box.footnotes { marks[note] = number }
          let parts = box.origin.item.split(separator: ".")
          if parts.first == "notes", let note = Int(parts[1]) { notes[note, default: []].append(number) }
        }
      }
      guard layout.style.parts.text else { continue }
      count += marks.count
      for (note, page) in marks {
        let pages = notes[note] ?? []
        if pages.first != page { problems.add("\(layout.name): note \(note) of page \(page) is on \(pages)") }
        if Set(pages).count > 1 { cut += 1 }
        if zip(pages, pages.dropFirst()).contains(where: { $1 - $0 > 1 || $1 < $0 }) {
          problems.add("\(layout.name): note \(note) is on \(pages)")
        }
      }
    }
    #expect(count > 100 && cut > 2)
    problems.expectNone()
  }

  @Test func `floats of a kind are in order, and stand no page before the text that they stand in`() {
    var problems = Problems()
    for layout in Self.layouts where layout.name.hasPrefix("torture") || layout.name.hasPrefix("figures") {
      var last = (index: -1, page: 0)
      var textPage: [Int: Int] = [:]
      for (number, page) in layout.pages.enumerated() {
        for box in page.boxes where Self.isParagraph(box.origin.item) {
          let index = Int(box.origin.item.dropFirst(5)) ?? 0
          if box.role == .figure {
            if index < last.index { problems.add("\(layout.name): \(box.origin.item) after \(last.index)") }
            last = (index, number)
          } else if box.role != .table, textPage[index] == nil {
            textPage[index] = number
          }
        }
      }
      guard layout.style.parts.text else { continue }
      for (number, page) in layout.pages.enumerated() {
        for box in page.boxes where box.role == .figure {
          let index = Int(box.origin.item.dropFirst(5)) ?? 0
          // The block before it in the text.
          let before = textPage.keys.filter { $0 < index }.max().flatMap { textPage[$0] }
          if let before, number < before { problems.add("\(layout.name): \(box.origin.item) is on page \(number + 1)") }
        }
      }
    }
    problems.expectNone()
  }
}
