import Interop

/// Draws boxes as elements of the document's structure, so that a screen reader tells headings, lists, tables, figures and
/// notes from paragraphs. In Cairo 1.16 an element is either text or holds elements: a paragraph with links has its lines and
/// its links in it, each an element.
struct StructureWriter {
  let painter: PagePainter
  /// For each `Figure` and `Formula`, in the order of the elements.
  private(set) var alternativeTexts: [String?] = []
  private var isInSection = false
  private var groups: [LayoutGroup] = []
  /// What is open of an item: its name and its type.
  private var open: (item: String, type: String)?

  private var canvas: Canvas { painter.canvas }

  /// Items that have links, and so elements for their lines; all others are text themselves, which takes a fraction of the
  /// room.
  private let linked: Set<String>

  init(painter: PagePainter) {
    self.painter = painter
    linked = Set(
      painter.layout.pages.lazy.flatMap(\.boxes).filter { $0.box.marks.contains(where: Self.hasLink) }
        .map(\.box.origin.item))
  }

  func begin() { canvas.beginStructure("Document") }

  mutating func end() {
    setGroups([])
    if isInSection { canvas.endStructure("Sect") }
    canvas.endStructure("Document")
  }

  /// The next box begins an element of its own.
  mutating func endElement() {
    if let open { canvas.endStructure(open.type) }
    open = nil
  }

  mutating func paint(_ placed: PlacedBox) {
    let box = placed.box
    if box.role == .heading1, open?.item != box.origin.item {
      setGroups([])
      if isInSection { canvas.endStructure("Sect") }
      canvas.beginStructure("Sect")
      isInSection = true
    }
    if open?.item != box.origin.item { setGroups(box.groups) }
    let origin = Point(placed.rect.x, placed.rect.y)
    if box.role == .figure || box.role == .formula {
      endElement()
      paintPicture(placed, origin)
    } else if !box.marks.contains(where: Self.isLine) {
      // The edge of a panel or a rule.
      painter.paintDestinations(placed)
      for mark in box.marks { painter.paint(mark, at: origin) }
    } else {
      beginElement(box)
      painter.paintDestinations(placed)
      if box.rows.isEmpty {
        paintText(box.marks, origin, isLeaf: box.role != .table && !linked.contains(box.origin.item))
      } else {
        paintRows(box, origin)
      }
    }
  }

  private static func isLine(_ mark: LayoutMark) -> Bool { if case .line = mark { true } else { false } }

  private static func hasLink(_ mark: LayoutMark) -> Bool {
    if case .line(let line, _) = mark { !line.links.isEmpty } else { false }
  }

  // MARK: Elements

  private mutating func setGroups(_ wanted: [LayoutGroup]) {
    endElement()
    let common = zip(groups, wanted).prefix { $0 == $1 }.count
    for group in groups[common...].reversed() { canvas.endStructure(group.type) }
    for group in wanted[common...] { canvas.beginStructure(group.type) }
    groups = wanted
  }

  private mutating func beginElement(_ box: LayoutBox) {
    let item = box.origin.item
    guard open?.item != item else { return }
    let type =
      switch box.role {
      case .paragraph where groups.last?.type == "LI": "LBody"
      default: box.role.rawValue
      }
    canvas.beginStructure(type)
    open = (item, type)
  }

  /// Lines as elements, each followed by its links; or, of a leaf, just as text.
  private func paintText(_ marks: [LayoutMark], _ origin: Point, isLeaf: Bool) {
    guard !isLeaf else {
      for mark in marks { painter.paint(mark, at: origin) }
      return
    }
    for mark in marks {
      guard case .line(let line, let place) = mark else {
        painter.paint(mark, at: origin)
        continue
      }
      canvas.structure("Span") { painter.paint(mark, at: origin) }
      painter.paintLinks(of: line, at: origin + place)
    }
  }

  /// A whole element, which is a leaf where it has no links.
  private func paintLeaf(_ marks: [LayoutMark], _ origin: Point) {
    paintText(marks, origin, isLeaf: !marks.contains(where: Self.hasLink))
  }

  /// The drawing, then its caption.
  private mutating func paintPicture(_ placed: PlacedBox, _ origin: Point) {
    painter.paintDestinations(placed)
    let isCaption: (LayoutMark) -> Bool = { placed.box.role == .figure && Self.isLine($0) }
    let pictures = placed.box.marks.filter { !isCaption($0) }
    if !pictures.isEmpty {
      alternativeTexts.append(placed.box.alternativeText)
      canvas.structure(placed.box.role.rawValue) { for mark in pictures { painter.paint(mark, at: origin) } }
    }
    let caption = placed.box.marks.filter(isCaption)
    if !caption.isEmpty { canvas.structure("Caption") { paintLeaf(caption, origin) } }
  }

  private func paintRows(_ box: LayoutBox, _ origin: Point) {
    var next = 0
    func paintLoose(upTo end: Int) {
      let loose = Array(box.marks[min(next, end)..<end])
      if loose.contains(where: Self.isLine) {
        canvas.structure("Caption") { paintLeaf(loose, origin) }
      } else {
        for mark in loose { painter.paint(mark, at: origin) }
      }
      next = end
    }
    for row in box.rows {
      guard let start = row.cells.first?.lowerBound, let end = row.cells.last?.upperBound else { continue }
      paintLoose(upTo: start)
      canvas.structure("TR") {
        for cell in row.cells {
          canvas.structure(row.isHead ? "TH" : "TD") { paintLeaf(Array(box.marks[cell]), origin) }
        }
      }
      next = end
    }
    paintLoose(upTo: box.marks.count)
  }
}
