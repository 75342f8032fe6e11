import Interop

/// Puts a document's elements into a column until it is full.
struct ColumnFiller {
  /// What the page that the column is of allows.
  struct Page {
    /// Whether something must be placed even where it does not fit: in an empty column of the full height.
    var mayForce: Bool
    /// Whether floats may stand at the column's top.
    var allowsTop: Bool
    /// Whether a float as wide as the page may still be put at its top.
    var mayPromote = false
    var promoted: [Int] = []
    var banned: Set<Int> = []
    /// The height that such a float may have.
    var promotable = 0.0
    /// Floats in the page's columns so far.
    var placed: [LayoutFloat] = []
  }

  let builder: PageBuilder
  let elements: [FlowElement]
  var page: Page

  private var style: PageStyle { builder.style }
  /// The part of a column that floats may take at its top, at its bottom, or alone.
  private static let (topShare, bottomShare, aloneShare) = (0.7, 0.6, 0.75)

  init(builder: PageBuilder, elements: [FlowElement], page: Page) {
    self.builder = builder
    self.elements = elements
    self.page = page
  }

  /// What a new column begins with: the rest of a footnote, floats that wait.
  mutating func begin(_ column: inout ColumnFill, _ cursor: inout PageBuilder.Cursor) {
    carryOn(&column, &cursor)
    for float in cursor.waiting where !isWide(float) {
      if cursor.waiting.contains(where: { $0.kind == float.kind && $0.number < float.number }) { continue }
      let height = float.box.height
      let isAlone = column.top.isEmpty && height > Self.topShare * column.height
      let limit = cursor.isDraining || isAlone ? column.height : Self.aloneShare * column.height
      let isForced = page.mayForce && column.isEmpty
      guard page.allowsTop || cursor.isDraining || isForced,
        isForced || column.topHeight + height <= min(limit, column.height - column.notesHeight),
        column.top.count < 2 || cursor.isDraining, notesFit(float, column)
      else { continue }
      place(float, atTop: true, &column, &cursor)
      cursor.waiting.removeAll { $0.number == float.number }
    }
    if !cursor.waiting.contains(where: { !isWide($0) }) { cursor.isDraining = false }
  }

  private func isWide(_ float: LayoutFloat) -> Bool { float.spansPage && style.columns > 1 }

  /// The rest of a footnote, where it is long not so much that no text has room.
  private func carryOn(_ column: inout ColumnFill, _ cursor: inout PageBuilder.Cursor) {
    guard !cursor.carried.isEmpty else { return }
    let isLast = cursor.index == elements.count
    let limit = (isLast ? 1 : 0.7) * column.height - ColumnFill.noteGap
    var count = 0
    var height = 0.0
    for line in cursor.carried {
      height += line.height
      if height > limit, count > 0 { break }
      count += 1
    }
    column.putNotes(cursor.carried.prefix(count))
    cursor.carried.removeFirst(count)
    column.isClosed = !cursor.carried.isEmpty
  }

  /// Nil when the column is full or the document ends; a float that the whole page is to be laid out again for.
  mutating func fill(_ column: inout ColumnFill, _ cursor: inout PageBuilder.Cursor) -> LayoutFloat? {
    // Floats that everything has to wait for.
    if cursor.isDraining { return nil }
    while cursor.index < elements.count {
      switch elements[cursor.index] {
      case .keep: cursor.index += 1
      case .space(let amount, let stretch):
        column.addSpace(amount, stretch)
        cursor.index += 1
      case .barrier:
        if cursor.waiting.contains(where: { !isWide($0) }) {
          cursor.isDraining = true
          return nil
        }
        cursor.index += 1
      case .float(let float):
        if mayPromote(float, cursor) { return float }
        cursor.index += 1
        take(float, &column, &cursor)
      case .box:
        let chunk = FlowChunk(elements, from: cursor.index)
        if let float = chunk.floats.first(where: { mayPromote($0, cursor) }) { return float }
        guard place(chunk, &column, &cursor) else { return nil }
      }
    }
    return nil
  }

  // MARK: Text

  /// False where there is no room; then, of a chunk that no column could hold, a part may have been placed.
  private mutating func place(
    _ chunk: FlowChunk, _ column: inout ColumnFill, _ cursor: inout PageBuilder.Cursor
  ) -> Bool {
    let heads = missingHeads(of: chunk, column)
    let headHeight = heads.reduce(0) { $0 + $1.height }
    let needed = column.needed(headHeight + chunk.height)
    let notes = noteLines(chunk.pieces.flatMap(\.box.footnotes))
    let noteHeight = column.noteHeight(notes.flatMap { $0 })
    if notes.isEmpty || !column.isClosed, column.fits(needed + noteHeight, mayShrink: true) {
      put(chunk, heads, &column)
      column.putNotes(notes.flatMap { $0 })
    } else if let count = partialNotes(notes, needed, column) {
      put(chunk, heads, &column)
      let lines = notes.flatMap { $0 }
      column.putNotes(lines.prefix(count))
      cursor.carried = Array(lines.dropFirst(count))
      column.isClosed = true
    } else if page.mayForce, !column.hasText, column.top.isEmpty, column.notes.isEmpty {
      return force(chunk, &column, &cursor)
    } else {
      return false
    }
    cursor.index = chunk.end
    for float in chunk.floats { take(float, &column, &cursor) }
    return true
  }

  private func put(_ chunk: FlowChunk, _ heads: [LayoutBox], _ column: inout ColumnFill) {
    for (index, piece) in chunk.pieces.enumerated() {
      if index > 0 { column.addSpace(piece.space, piece.stretch) }
      if index == chunk.firstRow { heads.forEach { column.put($0) } }
      column.put(piece.box)
    }
  }

  /// A chunk taller than a column is cut between its boxes.
  private mutating func force(
    _ chunk: FlowChunk, _ column: inout ColumnFill, _ cursor: inout PageBuilder.Cursor
  ) -> Bool {
    for (index, piece) in chunk.pieces.enumerated() {
      if index > 0 { column.addSpace(piece.space, piece.stretch) }
      let notes = noteLines(piece.box.footnotes).flatMap { $0 }
      let needed = column.needed(piece.box.height)
      let least = column.noteHeight(notes.prefix(1))
      if column.hasText, column.isClosed && !notes.isEmpty || !column.fits(needed + least) {
        cursor.index = piece.element
        return false
      }
      column.put(piece.box)
      var count = 0
      while count < notes.count, column.fits(column.noteHeight(notes.prefix(count + 1))) { count += 1 }
      column.putNotes(notes.prefix(count))
      if count < notes.count {
        cursor.carried = Array(notes.dropFirst(count))
        column.isClosed = true
      }
    }
    cursor.index = chunk.end
    for float in chunk.floats { take(float, &column, &cursor) }
    return true
  }

  /// What must stand above the chunk's first row in this column and does not yet.
  private func missingHeads(of chunk: FlowChunk, _ column: ColumnFill) -> [LayoutBox] {
    guard let index = chunk.firstRow, case .row(let number)? = chunk.pieces[index].box.tablePart,
      !column.heads.contains(number), builder.flow.tableHeads.indices.contains(number)
    else { return [] }
    let heads = builder.flow.tableHeads[number]
    // A head of half a column would leave no room for what it is the head of.
    return heads.reduce(0) { $0 + $1.height } > 0.4 * style.textArea.height ? [] : heads
  }

  // MARK: Footnotes

  /// The lines of each.
  private func noteLines(_ numbers: [Int]) -> [[LayoutBox]] {
    numbers.compactMap { builder.flow.footnotes[$0]?.lines }.filter { !$0.isEmpty }
  }

  /// How many lines of a chunk's footnotes stand under it where not all have room: at least two of the last, where it is so
  /// long that it may be cut; nil where the chunk should rather go to the next column.
  private func partialNotes(_ notes: [[LayoutBox]], _ needed: Double, _ column: ColumnFill) -> Int? {
    guard let last = notes.last, last.count > 4, !column.isClosed else { return nil }
    // Where moving the chunk costs no more than a few lines, a whole footnote is worth them.
    guard column.room > 0.12 * column.height || !column.hasText else { return nil }
    let lines = notes.flatMap { $0 }
    let least = lines.count - last.count + 2
    var count = least
    guard column.fits(needed + column.noteHeight(lines.prefix(count))) else { return nil }
    while count < lines.count - 1, column.fits(needed + column.noteHeight(lines.prefix(count + 1))) { count += 1 }
    // Not a single line on the next page.
    return min(count, max(least, lines.count - 2))
  }

  // MARK: Floats

  private func mayPromote(_ float: LayoutFloat, _ cursor: PageBuilder.Cursor) -> Bool {
    isWide(float) && page.mayPromote && !page.promoted.contains(float.number) && !page.banned.contains(float.number)
      && float.box.height + style.floatSpace <= page.promotable
      && !cursor.waiting.contains { $0.kind == float.kind }
      && !page.placed.contains { $0.kind == float.kind && $0.number < float.number }
  }

  private mutating func take(_ float: LayoutFloat, _ column: inout ColumnFill, _ cursor: inout PageBuilder.Cursor) {
    if page.promoted.contains(float.number) { return }
    let height = float.box.height + style.floatSpace
    let fits = column.fits(height + (column.hasText ? 0 : style.floatSpace)) && notesFit(float, column)
    let mayStand = !isWide(float) && fits && !cursor.waiting.contains { $0.kind == float.kind }
    // Without text there is nothing for floats to leave room for.
    let isFree = !style.parts.text
    if mayStand, page.allowsTop, column.bottom.isEmpty, column.top.count < 2 || isFree,
      column.topHeight + height <= (isFree ? 1 : Self.topShare) * column.height
    {
      place(float, atTop: true, &column, &cursor)
    } else if mayStand, column.bottom.isEmpty, height <= Self.bottomShare * column.height, !column.isClosed {
      place(float, atTop: false, &column, &cursor)
    } else {
      cursor.waiting.append(float)
    }
  }

  private func notesFit(_ float: LayoutFloat, _ column: ColumnFill) -> Bool {
    let notes = noteLines(float.box.footnotes).flatMap { $0 }
    guard !notes.isEmpty else { return true }
    return !column.isClosed && column.fits(float.box.height + style.floatSpace + column.noteHeight(notes))
  }

  private mutating func place(
    _ float: LayoutFloat, atTop: Bool, _ column: inout ColumnFill, _ cursor: inout PageBuilder.Cursor
  ) {
    if atTop { column.putTop(float.box) } else { column.putBottom(float.box) }
    column.putNotes(noteLines(float.box.footnotes).flatMap { $0 })
    page.placed.append(float)
  }
}
