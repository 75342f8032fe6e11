import Interop
import TestSupport
import Testing
import Training

/// Files under MNIST's names that are not what they say: each refused by name, for its own reason, and left alone.
///
/// The images and labels around the bad one are of the right form and the wrong content, so that whatever is refused before
/// the digest is refused for the reason tested, and a file that passes every other check ends at the digest.
@Suite("Bad MNIST files") struct BadMNISTTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private static func header(_ magic: UInt32, _ extents: [Int]) -> [UInt8] {
    ([magic] + extents.map { UInt32($0) }).flatMap { word in
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) }
    }
  }

  static let labels = header(0x801, [60_000]) + [UInt8](repeating: 3, count: 60_000)
  static let testLabels = header(0x801, [10_000]) + [UInt8](repeating: 3, count: 10_000)
  static let testImages = header(0x803, [10_000, 28, 28]) + [UInt8](repeating: 0, count: 7_840_000)
  static let images = header(0x803, [60_000, 28, 28]) + [UInt8](repeating: 0, count: 47_040_000)

  /// The complaint about one file, with three others beside it that would pass as far.
  private func complaint(about file: MNISTFile, _ bytes: [UInt8], suffix: String = "") throws -> DataError {
    for other in MNISTFile.allCases where other != file { try directory.write([], to: other.rawValue) }
    let name = file.rawValue + suffix
    try directory.write(bytes, to: name)
    // Read in the order of the four files: the one in question must come first, so it is loaded alone.
    let location = try #require(try MNIST.locate(in: directory.path))
    let error = try #require(throws: DataError.self) { try MNIST.read(file, from: location) }
    #expect(error.subject == directory.path + "/" + name)
    #expect(error.description.contains("it is left as it is"))
    #expect(try directory.read(name) == bytes)
    return error
  }

  private func expect(
    _ file: MNISTFile, _ bytes: [UInt8], suffix: String = "", _ kind: DataError.Kind, _ words: String,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let error = try complaint(about: file, bytes, suffix: suffix)
    #expect(error.kind == kind, sourceLocation: location)
    #expect(error.reason.contains(words), "\(error.reason)", sourceLocation: location)
  }

  @Test func `an empty file`() throws {
    try expect(.trainLabels, [], .format, "the file is empty")
  }

  @Test func `a file shorter than a header`() throws {
    try expect(.trainLabels, [0, 0, 8], .format, "3 bytes are less than the header")
  }

  @Test func `a web page under the name of a file`() throws {
    let page = Array("<!DOCTYPE html><title>404</title>".utf8)
    try expect(.trainImages, page, .format, "it starts with 0x3c21444f, which is not an IDX file")
  }

  @Test func `labels under the name of images`() throws {
    try expect(.trainImages, Self.labels, .format, "should hold 60000 training images, but it is a file of labels")
  }

  @Test func `images under the name of labels`() throws {
    // Long enough to be looked into, short enough to be no more than the labels may be.
    try expect(.trainLabels, Array(Self.testImages[..<5000]), .format, "it is a file of images")
  }

  @Test func `the test labels in place of the training labels`() throws {
    try expect(.trainLabels, Self.testLabels, .counts, "it holds 10000 labels where train-labels-idx1-ubyte has 60000")
  }

  @Test func `a header that announces more than there is`() throws {
    let bytes = Self.header(0x801, [60_001]) + Self.labels[8...]
    try expect(.trainLabels, bytes, .counts, "announces 60001 labels, which take 60009 bytes, but the file has 60008")
  }

  @Test func `a header that announces less than there is`() throws {
    let bytes = Self.header(0x801, [59_999]) + Self.labels[8...]
    try expect(.trainLabels, bytes, .counts, "something follows them")
  }

  @Test func `a header with the largest count there is`() throws {
    let bytes = Self.header(0x803, [Int(UInt32.max), 28, 28]) + Self.testImages[16...]
    try expect(.testImages, bytes, .counts, "announces 4294967295 images")
  }

  @Test func `images of another size`() throws {
    let bytes = Self.header(0x803, [10_000, 56, 14]) + Self.testImages[16...]
    try expect(.testImages, bytes, .counts, "its images are 56 × 14 pixels")
  }

  @Test func `a file cut in the middle`() throws {
    try expect(.testImages, Array(Self.testImages[..<1_000_000]), .counts, "it is cut short")
  }

  @Test func `bytes behind the last label`() throws {
    try expect(.testLabels, Self.testLabels + [1, 2, 3], .counts, "the file has 10011: something follows them")
  }

  @Test func `a file far too long is not even read`() throws {
    let bytes = Self.testLabels + [UInt8](repeating: 0, count: 1_000_000)
    try expect(.testLabels, bytes, .counts, "it has 1010008 bytes where t10k-labels-idx1-ubyte has 10008")
  }

  @Test func `a label that is no digit`() throws {
    var bytes = Self.testLabels
    bytes[8 + 41] = 12
    try expect(.testLabels, bytes, .label, "label 42 is 12, which is no digit")
  }

  @Test func `the right form with other content`() throws {
    try expect(
      .testLabels, Self.testLabels, .digest, "has the form of MNIST’s t10k-labels-idx1-ubyte, but other content")
    try expect(.testImages, Self.testImages, .digest, "SHA-256")
  }

  @Test func `a gzip file that is cut short`() throws {
    let file = Gzip.compress(Self.testLabels)
    try expect(.testLabels, Array(file[..<(file.count - 9)]), suffix: ".gz", .compression, "cut short")
  }

  @Test func `a gzip file with a flipped check sum`() throws {
    var file = Gzip.compress(Self.testLabels)
    file[file.count - 7] ^= 0x10
    try expect(.testLabels, file, suffix: ".gz", .compression, "incorrect data check")
  }

  @Test func `a gzip file with something behind it`() throws {
    let file = Gzip.compress(Self.testLabels) + Array("rest".utf8)
    try expect(.testLabels, file, suffix: ".gz", .compression, "4 bytes follow")
  }

  @Test func `a gzip bomb`() throws {
    let bomb = Gzip.compress([UInt8](repeating: 0, count: 5_000_000))
    try expect(.testLabels, bomb, suffix: ".gz", .compression, "more than the 10008 bytes")
  }

  @Test func `a gzip file of another file`() throws {
    try expect(
      .trainLabels, Gzip.compress(Self.testLabels), suffix: ".gz", .counts, "it holds 10000 labels where")
  }

  @Test func `a directory under the name of a file`() throws {
    for file in MNISTFile.allCases { try directory.write([], to: file.rawValue + "/inside") }
    let location = try #require(try MNIST.locate(in: directory.path))
    let error = try #require(throws: DataError.self) { try MNIST.load(location) }
    #expect(error.kind == .unreadable)
    #expect(error.reason == "it cannot be read: it is a directory")
  }

  @Test func `three files of four`() throws {
    for file in MNISTFile.allCases where file != .testLabels { try directory.write([1], to: file.rawValue) }
    let error = try #require(throws: DataError.self) { try MNIST.locate(in: directory.path) }
    #expect(error.kind == .incomplete)
    #expect(error.reason.contains("neither t10k-labels-idx1-ubyte nor t10k-labels-idx1-ubyte.gz"))
  }
}

/// The real files, where there are any.
@Suite("Real MNIST", .enabled(if: RealMNIST.isThere, Comment(rawValue: RealMNIST.why))) struct RealMNISTTests {
  @Test func `the real files are read, and are what runs are named after`() throws {
    let location = try #require(try MNIST.locate(in: RealMNIST.directory ?? ""))
    let data = try MNIST.load(location)
    #expect(data.identity == MNIST.identity)
    // The label counts and pixel statistics that everybody publishes.
    #expect(
      (0..<10).map { digit in data.train.labels.count { $0 == digit } }
        == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])
    #expect(
      (0..<10).map { digit in data.test.labels.count { $0 == digit } }
        == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])
    #expect((data.standardization.mean - 0.1306604762738429).magnitude < 1e-12)
    #expect((data.standardization.standardDeviation - 0.30810780385646264).magnitude < 1e-12)
  }

  @Test func `one flipped bit is found`() throws {
    let location = try #require(try MNIST.locate(in: RealMNIST.directory ?? ""))
    let index = try #require(MNISTFile.allCases.firstIndex(of: .testImages))
    var bytes = try FileSystem.read(location.paths[index])
    if Gzip.isGzip(bytes) { bytes = try Gzip.decompress(bytes, atMost: MNISTFile.testImages.byteCount) }
    bytes[4_000_000] ^= 1
    let directory = try TemporaryDirectory()
    for file in MNISTFile.allCases { try directory.write(file == .testImages ? bytes : [], to: file.rawValue) }
    let bad = try #require(try MNIST.locate(in: directory.path))
    let error = try #require(throws: DataError.self) { try MNIST.read(.testImages, from: bad) }
    #expect(error.kind == .digest)
  }
}
