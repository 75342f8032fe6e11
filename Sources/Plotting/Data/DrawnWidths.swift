/// A figure is drawn for the column of a page and again for narrow screens and columns, with letters of one size.
enum DrawnWidths {
  /// - Parameter part: of the column's width, at most 1.
  static func lists<Failure: Error>(
    of part: Double, _ draw: (Double) throws(Failure) -> DisplayList
  ) throws(Failure) -> (full: DisplayList, narrow: DisplayList?) {
    let width = Theme.width * min(max(part, 0.2), 1)
    let full = try draw(width)
    return (full, width > Theme.narrowWidth * 1.1 ? try draw(Theme.narrowWidth) : nil)
  }
}
