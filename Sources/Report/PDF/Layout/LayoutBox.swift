package import Interop
package import Plotting

/// What a box draws; places are from its top left corner.
package enum LayoutMark {
  /// `at` is the left edge of the line's measure on its baseline.
  case line(SetLine, at: Point)
  case fill(Rect, Color)
  case figure(DisplayList, Rect)
}

/// Where a box comes from. Every part of every item of a document is on paper once, but for repeats.
package struct LayoutOrigin: Hashable, Sendable {
  /// `title`, `body.3`, `body.3.2` for the third child of the fourth block.
  package var item: String
  /// From 0 without a gap.
  package var part: Int
  /// The head of a table again, on its next page.
  package var isRepeat = false

  package init(item: String, part: Int, isRepeat: Bool = false) {
    self.item = item
    self.part = part
    self.isRepeat = isRepeat
  }
}

/// Something that is never cut by the end of a page: a line, a row, a figure with its caption.
package struct LayoutBox {
  package var origin: LayoutOrigin
  /// From the left edge of the text.
  package var x: Double
  package var width: Double
  package var height: Double
  package var marks: [LayoutMark]
  /// Names of places that links lead to, at its top left corner.
  package var destinations: [String] = []
  /// What it stands on, with others.
  package var panel: LayoutPanel?
  package var tablePart: TablePart?
  package var role = Role.paragraph
  /// The footnotes whose marks are in it.
  package var footnotes: [Int] = []
  /// Of a table: for each of its rows, which marks are of which cell.
  package var rows: [TableRow] = []
  /// What it is part of, from the outermost inward: lists and their items, quotes.
  package var groups: [LayoutGroup] = []
  /// For those who do not see what it draws.
  package var alternativeText: String?

  /// What a box is to a screen reader: types of structure elements in ISO 32000.
  package enum Role: String, Hashable, Sendable {
    case paragraph = "P"
    case heading1 = "H1"
    case heading2 = "H2"
    case heading3 = "H3"
    case figure = "Figure"
    case table = "Table"
    case code = "Code"
    case formula = "Formula"
    case note = "Note"
    case listItem = "LI"
    case reference = "BibEntry"
    case caption = "Caption"
  }

  /// The table that a box is of, where that may be cut by the end of a page.
  package enum TablePart: Hashable, Sendable {
    case head(Int)
    /// Stands on a page only under the head of that number.
    case row(Int)
  }

  package init(origin: LayoutOrigin, x: Double, width: Double, height: Double, marks: [LayoutMark]) {
    self.origin = origin
    self.x = x
    self.width = width
    self.height = height
    self.marks = marks
  }
}

/// A row of a table in a box.
package struct TableRow: Hashable, Sendable {
  package var isHead: Bool
  /// In the box's marks.
  package var cells: [Range<Int>]
}

/// An element of the document's structure that holds boxes.
package struct LayoutGroup: Hashable, Sendable {
  /// A type of structure element in ISO 32000: `L`, `LI`, `BlockQuote`.
  package var type: String
  package var id: Int
}

/// A colored or framed ground under boxes that follow each other; drawn on each of their pages.
package struct LayoutPanel: Hashable, Sendable {
  package var id: Int
  package var x: Double
  package var width: Double
  package var fill: Color?
  package var frame: Color?
  /// A bar along its left edge.
  package var bar: Color?
}

/// A box at its place on the page.
package struct PlacedBox {
  package var box: LayoutBox
  package var rect: Rect
}

package struct PlacedPanel: Hashable, Sendable {
  package var panel: LayoutPanel
  package var rect: Rect
}

/// One page; boxes in the order of reading.
package struct LayoutPage {
  package var boxes: [PlacedBox] = []
  package var panels: [PlacedPanel] = []
  /// Above footnotes.
  package var rules: [Rect] = []
  /// The section that it begins in or that begins on it.
  package var section: String?
}

/// A bookmark.
package struct LayoutBookmark: Hashable, Sendable {
  /// 1 for a section.
  package var level: Int
  package var title: String
  package var destination: String
}

/// A document as pages of things with their places; not yet drawn.
package struct PageLayout {
  package var style: PageStyle
  package var pages: [LayoutPage]
  package var bookmarks: [LayoutBookmark]
  /// At the head of all pages but the first: what is printed at the left and right of each.
  package var runningHeads: [(left: SetLine?, right: SetLine?)]
}
