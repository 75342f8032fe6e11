package import Interop

/// A picture as it is, in every format: an author's photograph or screenshot. It has no dark variant.
package struct ImageMark: Hashable, Sendable {
  package var picture: PNGPicture
  package var rect: Rect

  package init(_ picture: PNGPicture, in rect: Rect) {
    self.picture = picture
    self.rect = rect
  }
}

extension DisplayList {
  /// A drawing of nothing but `picture`, as wide as a figure is and no larger than its pixels at 96 to the inch.
  package init(picture: PNGPicture, title: String, summary: String, width: Double = 1) {
    let natural = Double(picture.pixelWidth) * 72 / 96
    let drawn = min(Theme.width * width, natural)
    let size = Size(drawn, drawn * Double(picture.pixelHeight) / Double(picture.pixelWidth))
    let rect = Rect(x: 0, y: 0, width: size.width, height: size.height)
    self.init(size: size, title: title, summary: summary, marks: [.image(ImageMark(picture, in: rect))])
  }
}
