import Interop

/// Cuts a column into pages. Greedy: a page takes as much as fits, and floats that do not fit go to the top of the next.
struct PageBuilder {
  private let style: PageStyle
  private let elements: [FlowElement]
  /// By the number in `LayoutBox.tablePart`.
  private let heads: [LayoutBox]
  private var pages: [LayoutPage] = []
  private var page = LayoutPage()
  /// Spaces of the page that may grow: before which box, by how much.
  private var stretches: [(box: Int, amount: Double)] = []
  private var y = 0.0
  private var pendingSpace = 0.0
  private var pendingStretch = 0.0
  private var waiting: [LayoutBox] = []
  private var headsOnPage: Set<Int> = []

  private init(_ elements: [FlowElement], heads: [LayoutBox], style: PageStyle) {
    self.elements = elements
    self.heads = heads
    self.style = style
  }

  static func pages(_ elements: [FlowElement], heads: [LayoutBox], style: PageStyle) -> [LayoutPage] {
    var builder = PageBuilder(elements, heads: heads, style: style)
    builder.run()
    return builder.pages
  }

  private var height: Double { style.textArea.height }
  private var isEmpty: Bool { page.boxes.isEmpty }

  private mutating func run() {
    var index = 0
    while index < elements.count {
      switch elements[index] {
      case .keep: index += 1
      case .space(let amount, let stretch):
        addSpace(amount, stretch)
        index += 1
      case .barrier:
        placeAllWaiting()
        index += 1
      case .float(let box):
        placeOrWait(box)
        index += 1
      case .box:
        let chunk = chunk(from: index)
        place(chunk)
        index = chunk.end
      }
    }
    placeAllWaiting()
    if !isEmpty || pages.isEmpty { endPage(isLast: true) }
    for index in pages.indices { pages[index].panels = Self.panels(pages[index].boxes) }
  }

  // MARK: Chunks

  /// Boxes that must be on one page, with the spaces between them, and floats that were found among them.
  private struct Chunk {
    var pieces: [(space: Double, box: LayoutBox)] = []
    var floats: [LayoutBox] = []
    var end: Int
    var height: Double { pieces.reduce(0) { $0 + $1.space + $1.box.height } }
  }

  private func chunk(from start: Int) -> Chunk {
    var chunk = Chunk(end: start)
    var space = 0.0
    var isKept = true
    var index = start
    scan: while index < elements.count {
      switch elements[index] {
      case .keep: isKept = true
      case .space(let amount, _): space = max(space, amount)
      // A float between a heading and its text would part them; it is put after the text.
      case .float(let box):
        guard isKept else { break scan }
        chunk.floats.append(box)
      case .barrier: break scan
      case .box(let box):
        guard isKept else { break scan }
        chunk.pieces.append((chunk.pieces.isEmpty ? 0 : space, box))
        (space, isKept) = (0, false)
        chunk.end = index + 1
      }
      index += 1
    }
    // What was looked at past the last box is met again, but for floats that were taken.
    let metAgain = elements[chunk.end..<index].compactMap { element in
      if case .float(let box) = element { box.origin } else { nil }
    }
    chunk.floats.removeAll { metAgain.contains($0.origin) }
    return chunk
  }

  private mutating func place(_ chunk: Chunk) {
    guard let first = chunk.pieces.first else { return }
    while !fits(chunk.height, with: first.box), !isEmpty { turnPage() }
    for (space, box) in chunk.pieces {
      addSpace(space, 0)
      // Only a chunk taller than a page gets here without room: it is cut between its boxes.
      if !fits(box.height, with: box), !isEmpty { turnPage() }
      place(box)
    }
    for float in chunk.floats { placeOrWait(float) }
  }

  private func fits(_ needed: Double, with box: LayoutBox) -> Bool {
    let head = missingHead(of: box)?.height ?? 0
    return (isEmpty ? 0 : y + pendingSpace) + head + needed <= height + 0.01
  }

  /// What must stand above `box` on this page and does not yet.
  private func missingHead(of box: LayoutBox) -> LayoutBox? {
    guard case .row(let number)? = box.tablePart, !headsOnPage.contains(number) else { return nil }
    return heads[number]
  }

  // MARK: Placing

  private mutating func addSpace(_ amount: Double, _ stretch: Double) {
    pendingSpace = max(pendingSpace, amount)
    pendingStretch = max(pendingStretch, stretch)
  }

  private mutating func place(_ box: LayoutBox) {
    if var head = missingHead(of: box) {
      head.origin.isRepeat = true
      put(head)
    }
    put(box)
  }

  private mutating func put(_ box: LayoutBox) {
    if !isEmpty {
      y += pendingSpace
      if pendingStretch > 0 { stretches.append((page.boxes.count, pendingStretch)) }
    }
    (pendingSpace, pendingStretch) = (0, 0)
    if case .head(let number)? = box.tablePart { headsOnPage.insert(number) }
    let area = style.textArea
    page.boxes.append(
      PlacedBox(
        box: box, rect: Rect(x: area.x + box.x, y: area.y + y, width: box.width, height: box.height)))
    y += box.height
  }

  // MARK: Floats

  private mutating func placeOrWait(_ box: LayoutBox) {
    let before = (pendingSpace, pendingStretch)
    addSpace(style.floatSpace, 4)
    if waiting.isEmpty, fits(box.height, with: box) {
      put(box)
      addSpace(style.floatSpace, 4)
    } else {
      // The text flows on as if nothing had been here.
      (pendingSpace, pendingStretch) = before
      waiting.append(box)
    }
  }

  private mutating func placeAllWaiting() {
    while let next = waiting.first {
      addSpace(style.floatSpace, 4)
      if fits(next.height, with: next) || isEmpty {
        put(waiting.removeFirst())
        addSpace(style.floatSpace, 4)
      } else {
        turnPage()
      }
    }
  }

  /// Ends the page and begins the next with the floats that wait.
  private mutating func turnPage() {
    endPage(isLast: false)
    while let next = waiting.first, isEmpty || y + style.floatSpace + next.height <= height {
      addSpace(style.floatSpace, 4)
      put(waiting.removeFirst())
      addSpace(style.floatSpace, 4)
    }
  }

  private mutating func endPage(isLast: Bool) {
    if !isLast { fillUp() }
    pages.append(page)
    page = LayoutPage()
    stretches = []
    headsOnPage = []
    (y, pendingSpace, pendingStretch) = (0, 0, 0)
  }

  /// Spreads a small rest at the foot over the page's spaces, so that the last lines of pages are level.
  private mutating func fillUp() {
    let rest = height - y
    let total = stretches.reduce(0) { $0 + $1.amount }
    guard rest > 0, total > 0 else { return }
    let share = rest / total
    guard share <= 1 else { return }
    var shift = 0.0
    for index in page.boxes.indices {
      shift += stretches.filter { $0.box == index }.reduce(0) { $0 + $1.amount * share }
      page.boxes[index].rect.y += shift
    }
  }

  /// The ground under the boxes of each panel on a page.
  private static func panels(_ boxes: [PlacedBox]) -> [PlacedPanel] {
    var panels: [PlacedPanel] = []
    for placed in boxes {
      guard let panel = placed.box.panel else { continue }
      if let index = panels.firstIndex(where: { $0.panel.id == panel.id }) {
        panels[index].rect.height = placed.rect.maxY - panels[index].rect.y
      } else {
        let left = placed.rect.x - placed.box.x + panel.x
        panels.append(
          PlacedPanel(
            panel: panel,
            rect: Rect(x: left, y: placed.rect.y, width: panel.width, height: placed.rect.height)))
      }
    }
    return panels
  }
}
