import Interop

/// Cuts a document into pages. A page takes as much as fits; floats that do not fit go to the top of the next column or page;
/// the columns of the last page are made level, and floats that are left stand below them.
struct PageBuilder {
  let style: PageStyle
  let flow: Flow

  static func pages(_ flow: Flow, style: PageStyle) -> [LayoutPage] {
    PageBuilder(style: style, flow: flow).pages()
  }

  /// How far the document is laid out.
  struct Cursor {
    var front = 0
    var index = 0
    /// Floats that have not found a place yet.
    var waiting: [LayoutFloat] = []
    /// What is left of a footnote that began on the page before.
    var carried: [LayoutBox] = []
    /// Whether what follows must wait for all floats.
    var isDraining = false
  }

  /// What a page is tried with.
  struct Attempt {
    /// Of the columns; nil for all the page's height.
    var height: Double?
    /// Floats as wide as the page that stand at its top although the text refers to them only on it.
    var promoted: [LayoutFloat] = []
    /// Floats that were tried there and whose reference then was not on the page.
    var banned: Set<Int> = []
  }

  struct Result {
    var page: LayoutPage
    var cursor: Cursor
    /// What each column takes.
    var used: [Double]
  }

  private func pages() -> [LayoutPage] {
    var cursor = Cursor()
    var pages: [LayoutPage] = []
    repeat {
      var result = settled(cursor)
      if isFinished(result.cursor) {
        result = balanced(result, from: cursor, while: isFinished)
      } else if let closed = closed(result, from: cursor) {
        result = closed
      }
      cursor = result.cursor
      pages.append(result.page)
    } while !isFinished(cursor)
    return pages
  }

  private func isFinished(_ cursor: Cursor) -> Bool {
    isTold(cursor) && cursor.waiting.isEmpty
  }

  /// Whether nothing but floats is left.
  private func isTold(_ cursor: Cursor) -> Bool {
    cursor.front == flow.front.count && cursor.index == flow.body.count && cursor.carried.isEmpty
  }

  /// The page with the floats at its top that belong on it.
  private func settled(_ cursor: Cursor, height: Double? = nil) -> Result {
    var attempt = Attempt(height: height)
    while true {
      switch page(cursor, attempt) {
      case .promote(let float): attempt.promoted.append(float)
      case .done(let result):
        // With the float at the top the text that refers to it may have moved to the next page.
        let early = attempt.promoted.filter { float in
          !flow.body[..<result.cursor.index].contains { element in
            if case .float(let met) = element { met.number == float.number } else { false }
          }
        }
        if early.isEmpty { return result }
        attempt.banned.formUnion(early.map(\.number))
        attempt.promoted = []
      }
    }
  }

  /// The last page of the text with the floats that are left below its columns, so that nobody turns a page for one figure. Nil
  /// where more than floats is left, or they find no room.
  private func closed(_ result: Result, from cursor: Cursor) -> Result? {
    let waiting = result.cursor.waiting
    guard style.columns > 1, isTold(result.cursor), waiting.allSatisfy(\.spansPage) else { return nil }
    var closed = balanced(result, from: cursor) { isTold($0) && $0.waiting.map(\.number) == waiting.map(\.number) }
    let area = style.textArea
    let top = (closed.page.boxes.map(\.rect.maxY).max() ?? area.y) + style.floatSpace
    var foot = ColumnFill(style: style, height: area.maxY - top)
    waiting.forEach { foot.putTop($0.box) }
    // Below the last there is no text to keep away from.
    guard foot.used - style.floatSpace <= foot.height else { return nil }
    append(foot, x: area.x, y: top, width: area.width, to: &closed.page, isFilled: false)
    closed.cursor.waiting = []
    return closed
  }

  /// The last page again with columns as short as can be, so that they end level.
  private func balanced(_ result: Result, from cursor: Cursor, while isSame: (Cursor) -> Bool) -> Result {
    guard style.columns > 1, result.used.count > 1 else { return result }
    let least = result.used.reduce(0, +) / Double(style.columns)
    let most = result.used.max() ?? 0
    var height = max(least - 12, 24)
    while height < most - 1 {
      let shorter = settled(cursor, height: height)
      if isSame(shorter.cursor) { return shorter }
      height += 4
    }
    return result
  }

  enum Outcome {
    case done(Result)
    /// To be laid out again with this float at its top.
    case promote(LayoutFloat)
  }

  // MARK: One page

  private func page(_ start: Cursor, _ attempt: Attempt) -> Outcome {
    var cursor = start
    var page = LayoutPage()
    let area = style.textArea
    var header = ColumnFill(style: style, height: area.height)
    let isFront = cursor.front < flow.front.count
    if isFront {
      var filler = ColumnFiller(builder: self, elements: flow.front, page: .init(mayForce: true, allowsTop: false))
      var inner = Cursor(index: cursor.front, carried: cursor.carried)
      _ = filler.fill(&header, &inner)
      (cursor.front, cursor.carried) = (inner.index, inner.carried)
    } else {
      attempt.promoted.forEach { header.putTop($0.box) }
      placeWide(&cursor, &header)
    }
    append(header, x: area.x, y: area.y, width: area.width, to: &page, isFilled: false)
    let top = area.y + header.used - header.notesHeight
    let isOnlyFront = cursor.front < flow.front.count
    let gap = isFront ? style.floatSpace + 4 : 0
    let room = area.height - header.used - gap
    var used: [Double] = []
    // A few lines under the title look lost.
    let isWorthwhile = room >= (header.isEmpty ? 0 : isFront ? 0.12 : 0.15) * area.height
    if !isOnlyFront, isWorthwhile, !isFinished(cursor) {
      let height = min(attempt.height ?? room, room)
      var context = ColumnFiller.Page(
        mayForce: header.isEmpty && attempt.height == nil, allowsTop: !isFront || !style.parts.text,
        mayPromote: !isFront && header.used < 0.5 * area.height, promoted: attempt.promoted.map(\.number),
        banned: attempt.banned, promotable: 0.75 * area.height - header.used)
      for index in 0..<style.columns {
        if index > 0 { context.allowsTop = true }
        var column = ColumnFill(style: style, height: height)
        var filler = ColumnFiller(builder: self, elements: flow.body, page: context)
        filler.begin(&column, &cursor)
        if let float = filler.fill(&column, &cursor) { return .promote(float) }
        context.placed = filler.page.placed
        let x = area.x + Double(index) * (style.columnWidth + style.columnGap)
        let isLast = cursor.index == flow.body.count
        append(
          column, x: x, y: top + gap, width: style.columnWidth, to: &page,
          isFilled: !isLast || (index == 0 && attempt.height != nil))
        used.append(column.used)
      }
    }
    return .done(Result(page: page, cursor: cursor, used: used))
  }

  /// Floats as wide as the page that have been waiting, at its top.
  private func placeWide(_ cursor: inout Cursor, _ header: inout ColumnFill) {
    guard style.columns > 1 else { return }
    let height = style.textArea.height
    for float in cursor.waiting where float.spansPage {
      if cursor.waiting.contains(where: { $0.kind == float.kind && $0.number < float.number }) { continue }
      let isFirst = header.isEmpty
      // Floats that take most of a page have one for themselves.
      let limit = header.used > 0.7 * height || (isFirst && float.box.height > 0.7 * height) ? height : 0.75 * height
      guard isFirst || (header.used + float.box.height <= limit && header.top.count < 3) else { continue }
      header.putTop(float.box)
      cursor.waiting.removeAll { $0.number == float.number }
    }
  }

  private func append(
    _ column: ColumnFill, x: Double, y: Double, width: Double, to page: inout LayoutPage, isFilled: Bool
  ) {
    let placed = column.placed(at: Point(x, y), isFilled: isFilled)
    page.boxes += placed
    page.panels += Self.panels(placed)
    if let first = column.notes.first, let box = placed.first(where: { $0.box.origin == first.origin }) {
      page.rules.append(Rect(x: x, y: box.rect.y - 5, width: min(width * 0.4, 120), height: 0.4))
    }
  }

  /// The ground under the boxes of each panel in a column.
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
