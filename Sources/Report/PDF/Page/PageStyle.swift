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

  package var pageSize = Size.a4
  package var marginLeft = 85.0
  package var marginRight = 85.0
  package var marginTop = 82.0
  package var marginBottom = 86.0

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
  /// For sections, subsections and all levels below.
  package var headings = [TypeSize(14, leading: 18), TypeSize(11.8, leading: 15.5), TypeSize(11, leading: 14.4)]

  /// The indent of a paragraph's first line.
  package var paragraphIndent = 16.0
  /// Around figures and tables.
  package var floatSpace = 15.0
  /// Around quotes, lists and code.
  package var displaySpace = 7.5
  package var linkColor = Color(hex: 0x1f4272)
  package var mutedColor = Color(hex: 0x55585e)

  package init() {}

  /// What Offprint's reports are set in.
  package static let paper = PageStyle()

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
