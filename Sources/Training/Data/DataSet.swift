package import Experiment
package import OffprintCore

/// Labelled grey images of 28 × 28 pixels, a training set and a test set.
package struct DataSet: Sendable {
  /// Images and their classes, in one order.
  package struct Part: Hashable, Sendable {
    /// `[image][row][column]`, 0 for paper and 255 for ink.
    package let images: [UInt8]
    /// The class of each image.
    package let labels: [UInt8]

    package init(images: [UInt8], labels: [UInt8]) {
      precondition(images.count == labels.count * DataSet.pixelCount, "an image is \(DataSet.pixelCount) bytes")
      self.images = images
      self.labels = labels
    }

    package var count: Int { labels.count }
  }

  /// Rows, and columns, of an image.
  package static let side = 28
  package static let pixelCount = side * side

  /// `mnist`, `strokes`.
  package let name: String
  package let train: Part
  package let test: Part
  package let classCount: Int
  package let digest: ContentHash
  package let standardization: Standardization

  package init(name: String, train: Part, test: Part, classCount: Int) {
    precondition(train.count > 0 && test.count > 0, "a data set has images to train on and to test on")
    precondition((train.labels + test.labels).allSatisfy { Int($0) < classCount }, "a label is a class")
    self.name = name
    self.train = train
    self.test = test
    self.classCount = classCount
    digest = DataSet.digest(train: train, test: test, classCount: classCount)
    standardization = Standardization(of: train.images)
  }

  package var identity: DataIdentity {
    DataIdentity(name: name, digest: digest, trainCount: train.count, testCount: test.count)
  }

  /// SHA-256 over, in this order: the ASCII line `offprint-data 1 <classes> <train> <test> 28 28` with a line feed, the
  /// training images, the training labels, the test images, the test labels, one byte a pixel and one byte a label,
  /// without the headers that files put before them. The name is not part of it: the same pixels are the same data.
  private static func digest(train: Part, test: Part, classCount: Int) -> ContentHash {
    let header = "offprint-data 1 \(classCount) \(train.count) \(test.count) \(side) \(side)\n"
    var bytes: [UInt8] = []
    bytes.reserveCapacity(header.utf8.count + (train.count + test.count) * (pixelCount + 1))
    bytes += header.utf8
    for part in [train, test] {
      bytes += part.images
      bytes += part.labels
    }
    return ContentHash(of: bytes)
  }
}

/// The mean and standard deviation of the training pixels, on the scale where ink is 1, by which every image is standardised.
package struct Standardization: Hashable, Sendable {
  package let mean: Double
  /// Of the population; 1 where all pixels are equal, so that it can always be divided by.
  package let standardDeviation: Double

  /// From sums of whole numbers, so that no order of adding can matter.
  init(of pixels: [UInt8]) {
    var sum: UInt64 = 0
    var squares: UInt64 = 0
    for pixel in pixels {
      sum &+= UInt64(pixel)
      squares &+= UInt64(pixel) &* UInt64(pixel)
    }
    let count = Double(max(1, pixels.count))
    // n·Σx² − (Σx)² stays whole in 128 bits; its square root over n is the deviation.
    let spread = UInt128(pixels.count) * UInt128(squares) - UInt128(sum) * UInt128(sum)
    mean = Double(sum) / count / 255
    standardDeviation = spread == 0 ? 1 : Double(spread).squareRoot() / count / 255
  }
}
