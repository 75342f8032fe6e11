/// Small pictures of a data set's test images, for readers who point at one of them: made once from the data, kept with the
/// runs, so that a report needs no data and is the same with or without.
package struct TestPictures: Hashable, Sendable {
  package var count: Int
  /// Rows, and columns, of a picture.
  package var side: Int
  /// Of ink: 0 for paper, `levels` − 1 for full ink; at most 16.
  package var levels: Int
  /// `[image][row][column]`, two pixels in a byte, the first in its high half; compressed as a gzip file.
  package var packed: [UInt8]

  package init(count: Int, side: Int, levels: Int, packed: [UInt8]) {
    self.count = count
    self.side = side
    self.levels = levels
    self.packed = packed
  }
}
