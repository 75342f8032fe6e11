package import Experiment
import Interop

extension DataSet {
  /// The test images at half their width and height in eight levels of ink: enough to see which digit it is.
  package var testPictures: TestPictures {
    let side = DataSet.side / 2
    let levels = 8
    var nibbles: [UInt8] = []
    nibbles.reserveCapacity(test.count * side * side + 1)
    for image in 0..<test.count {
      for row in 0..<side {
        for column in 0..<side {
          let corner = image * DataSet.pixelCount + 2 * row * DataSet.side + 2 * column
          let sum = [0, 1, DataSet.side, DataSet.side + 1].reduce(0) { $0 + Int(test.images[corner + $1]) }
          // The mean of four, rounded to the nearest level.
          nibbles.append(UInt8((sum * (levels - 1) + 2 * 255) / (4 * 255)))
        }
      }
    }
    if !nibbles.count.isMultiple(of: 2) { nibbles.append(0) }
    let packed = stride(from: 0, to: nibbles.count, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
    return TestPictures(count: test.count, side: side, levels: levels, packed: Gzip.compress(packed))
  }
}
