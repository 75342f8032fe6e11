import Interop

/// A column that is being filled: floats at its top, text, floats at its bottom, footnotes at its foot.
struct ColumnFill {
  struct Entry {
    var space: Double
    var stretch: Double
    var box: LayoutBox
  }

  let style: PageStyle
  /// What there is.
  let height: Double
  private(set) var top: [LayoutBox] = []
  private(set) var body: [Entry] = []
  private(set) var bottom: [LayoutBox] = []
  private(set) var notes: [LayoutBox] = []
  /// Tables whose head stands here.
  private(set) var heads: Set<Int> = []
  private(set) var bodyHeight = 0.0
  private(set) var topHeight = 0.0
  private(set) var bottomHeight = 0.0
  private(set) var notesHeight = 0.0
  private var stretch = 0.0
  /// How much the column's spaces may shrink.
  private(set) var shrink = 0.0
  /// Below the last box.
  private(set) var pending = (space: 0.0, stretch: 0.0)
  /// Whether a footnote goes on in the next column, so that none can follow here.
  var isClosed = false

  /// Above the footnotes: room, then a short rule.
  static let noteGap = 12.0
  /// The share of spaces' stretch that they may also shrink by, to take one more line.
  private static let shrinkability = 0.3

  init(style: PageStyle, height: Double) {
    self.style = style
    self.height = height
  }

  var isEmpty: Bool { top.isEmpty && body.isEmpty && bottom.isEmpty && notes.isEmpty }
  var hasText: Bool { !body.isEmpty }
  var used: Double { topHeight + bodyHeight + bottomHeight + notesHeight }
  var room: Double { height - used }

  // MARK: Text

  mutating func addSpace(_ amount: Double, _ stretch: Double) {
    pending = (max(pending.space, amount), max(pending.stretch, stretch))
  }

  /// What the next box takes, with the space above it.
  func needed(_ height: Double) -> Double { (body.isEmpty ? 0 : pending.space) + height }

  func fits(_ needed: Double, mayShrink: Bool = false) -> Bool {
    needed <= room + (mayShrink ? shrink + (body.isEmpty ? 0 : Self.shrink(of: pending)) : 0) + 0.01
  }

  /// A space that is nothing cannot shrink.
  private static func shrink(of space: (space: Double, stretch: Double)) -> Double {
    min(space.stretch * shrinkability, space.space / 2)
  }

  mutating func put(_ box: LayoutBox) {
    let space = body.isEmpty ? (space: 0.0, stretch: 0.0) : pending
    body.append(Entry(space: space.space, stretch: space.stretch, box: box))
    bodyHeight += space.space + box.height
    stretch += space.stretch
    shrink += Self.shrink(of: space)
    pending = (0, 0)
    if case .head(let number)? = box.tablePart { heads.insert(number) }
  }

  // MARK: Floats

  mutating func putTop(_ box: LayoutBox) {
    top.append(box)
    topHeight += box.height + style.floatSpace
    if case .head(let number)? = box.tablePart { heads.insert(number) }
  }

  mutating func putBottom(_ box: LayoutBox) {
    bottom.append(box)
    bottomHeight += box.height + style.floatSpace
  }

  // MARK: Footnotes

  /// What these lines would take at the foot.
  func noteHeight(_ lines: some Sequence<LayoutBox>) -> Double {
    let sum = lines.reduce(0) { $0 + $1.height }
    return sum > 0 && notes.isEmpty ? sum + Self.noteGap : sum
  }

  mutating func putNotes(_ lines: some Sequence<LayoutBox>) {
    notesHeight += noteHeight(lines)
    notes += lines
  }

  // MARK: Result

  /// The boxes at their places, in the order of reading. `isFilled` says whether a small rest is spread over the spaces, so
  /// that the last lines of columns are level.
  func placed(at origin: Point, isFilled: Bool) -> [PlacedBox] {
    var placed: [PlacedBox] = []
    var y = origin.y
    func place(_ box: LayoutBox) {
      placed.append(
        PlacedBox(
          box: box, rect: Rect(x: origin.x + box.x, y: y, width: box.width, height: box.height)))
      y += box.height
    }
    for box in top {
      place(box)
      y += style.floatSpace
    }
    let share = isFilled ? stretchShare : 0
    let shrinking = room < 0 && shrink > 0 ? min(-room / shrink, 1) : 0
    for entry in body {
      y += entry.space + entry.stretch * share - shrinking * Self.shrink(of: (entry.space, entry.stretch))
      place(entry.box)
    }
    y = origin.y + height - notesHeight - bottomHeight
    for box in bottom {
      y += style.floatSpace
      place(box)
    }
    guard !notes.isEmpty else { return placed }
    y = origin.y + height - notesHeight + Self.noteGap
    notes.forEach(place)
    return placed
  }

  /// Of each stretch, what is used; 0 where the column would have to stretch too far.
  private var stretchShare: Double {
    guard stretch > 0, room > 0 else { return 0 }
    let share = room / stretch
    return share <= 1.6 ? share : 0
  }
}
