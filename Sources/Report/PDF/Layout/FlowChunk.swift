/// Boxes that must be in one column, with the spaces between them, and floats that were found among them.
struct FlowChunk {
  struct Piece {
    var space: Double
    var stretch: Double
    var box: LayoutBox
    var element: Int
  }

  private(set) var pieces: [Piece] = []
  /// A float between a heading and its text would part them; it is put after the text.
  private(set) var floats: [LayoutFloat] = []
  /// The element after the last piece.
  private(set) var end: Int
  /// The first piece that stands under a table's head that is not in the chunk.
  private(set) var firstRow: Int?

  var height: Double {
    pieces.enumerated().reduce(0) { $0 + ($1.offset > 0 ? $1.element.space : 0) + $1.element.box.height }
  }

  init(_ elements: [FlowElement], from start: Int) {
    end = start
    var (space, stretch) = (0.0, 0.0)
    var isKept = true
    var index = start
    var met: [(index: Int, float: LayoutFloat)] = []
    var heads: Set<Int> = []
    scan: while index < elements.count {
      switch elements[index] {
      case .keep: isKept = true
      case .space(let amount, let more): (space, stretch) = (max(space, amount), max(stretch, more))
      case .float(let float):
        guard isKept else { break scan }
        met.append((index, float))
      // Between a heading and its text nothing waits.
      case .barrier:
        guard isKept, !pieces.isEmpty else { break scan }
      case .box(let box):
        guard isKept else { break scan }
        switch box.tablePart {
        case .head(let number)?: heads.insert(number)
        case .row(let number)?:
          if firstRow == nil, !heads.contains(number) { firstRow = pieces.count }
        case nil: break
        }
        pieces.append(Piece(space: space, stretch: stretch, box: box, element: index))
        (space, stretch, isKept) = (0, 0, false)
        end = index + 1
      }
      index += 1
    }
    // What was looked at past the last box is met again.
    floats = met.filter { $0.index < end }.map(\.float)
  }
}
