package import Interop

/// How a page looks: paper, margins, faces, sizes and the space between things. Lengths in points.
package struct PageStyle: Hashable, Sendable {
  /// A size of type and the distance between its baselines.
  package struct TypeSize: Hashable, Sendable {
    package var size: Double
    package var leading: Double

    package init(_ size: Double, leading: Double) {
      self.size = size
      self.leading = leading
    }
  }

  /// What the report is called in the files' folder: `article`.
  package var name = "article"
  package var pageSize = Size.a4
  package var marginLeft = 85.0
  package var marginRight = 85.0
  package var marginTop = 82.0
  package var marginBottom = 86.0
  /// 1 or 2; the title block stands across both.
  package var columns = 1
  package var columnGap = 20.0

  package var textFamilies = ["TeX Gyre Pagella", "TeX Gyre Pagella Math", "DejaVu Serif"]
  package var codeFamilies = Fonts.code

  package var text = TypeSize(11, leading: 14.4)
  package var abstract = TypeSize(10, leading: 13.2)
  package var caption = TypeSize(9.5, leading: 12.2)
  package var table = TypeSize(9.5, leading: 13.4)
  package var small = TypeSize(8.8, leading: 11.6)
  package var code = TypeSize(8, leading: 11.4)
  package var listing = TypeSize(6.9, leading: 9.8)
  package var title = TypeSize(20, leading: 25)
  package var subtitle = TypeSize(13, leading: 17)
  package var footnote = TypeSize(8.8, leading: 11)
  package var references = TypeSize(9.6, leading: 12.4)
  /// For sections, subsections and all levels below.
  package var headings = [TypeSize(14, leading: 18), TypeSize(11.8, leading: 15.5), TypeSize(11, leading: 14.4)]

  /// How headings of each of these ranks look.
  package var headingLooks = [
    HeadingLook(weight: 700, before: 21, after: 7), HeadingLook(weight: 700, before: 16, after: 5),
    HeadingLook(weight: 400, italic: true, before: 12, after: 3),
  ]
  /// After a section's number: `1.` or `1`.
  package var dotsNumbers = false

  /// The indent of a paragraph's first line.
  package var paragraphIndent = 16.0
  /// Between paragraphs.
  package var paragraphSpace = 0.0
  package var isJustified = true
  package var hyphenates = true
  package var hangsPunctuation = true
  /// Around displayed equations.
  package var equationSpace = 9.0
  /// Around figures and tables.
  package var floatSpace = 15.0
  /// Around quotes, lists and code.
  package var displaySpace = 7.5
  /// What the running head says at its left and right; nothing on the first page.
  package var head = RunningHead(left: .title, right: .section)
  package var foot = RunningFoot.pageOfPages
  /// Which parts of the report are set.
  package var parts = Parts()
  /// In columns: from how many times a column's width on a figure stands across the page.
  package var wideFigures = 1.6
  /// In columns: whether a figure that has a narrow drawing stands in a column.
  package var prefersNarrow = false
  /// How large figures are, as a part of what they would be.
  package var figureScale = 1.0
  package var linkColor = Color(hex: 0x1f4272)
  package var mutedColor = Color(hex: 0x55585e)

  /// A heading's weight and the room around it.
  package struct HeadingLook: Hashable, Sendable {
    package var weight = 700
    package var italic = false
    package var before = 16.0
    package var after = 5.0
  }

  package struct RunningHead: Hashable, Sendable {
    package enum Content: String, CaseIterable, Hashable, Sendable { case title, section, nothing = "none" }
    package var left: Content
    package var right: Content
  }

  package enum RunningFoot: String, CaseIterable, Hashable, Sendable {
    case page
    case pageOfPages = "page-of-pages"
    case nothing = "none"
  }

  /// What follows the notebook's own text.
  package struct Parts: Hashable, Sendable {
    /// The notebook's prose.
    package var text = true
    package var abstract = true
    package var reproducibility = true
    package var runs = true
    package var cells = true
  }

  package init() {}

  /// What Offprint's reports are set in where no template says otherwise.
  package static let paper = PageStyle()

  /// The width of a column of text.
  package var columnWidth: Double {
    (textArea.width - columnGap * Double(columns - 1)) / Double(columns)
  }

  /// Where the text goes.
  package var textArea: Rect {
    Rect(
      x: marginLeft, y: marginTop, width: pageSize.width - marginLeft - marginRight,
      height: pageSize.height - marginTop - marginBottom)
  }

  /// Code in a size of type.
  package func codeFace(_ size: Double) -> TextStyle {
    var face = TextStyle(families: codeFamilies, size: size)
    face.ligatures = false
    return face
  }

  /// Running text in a size.
  package func face(_ size: TypeSize) -> TextStyle { TextStyle(families: textFamilies, size: size.size) }
}
