import Interop
import OffprintCore

/// Reads one of MNIST's files from whatever bytes lie under its name, and trusts none of them.
///
/// IDX: two zero bytes, the element type (8: unsigned byte), the number of dimensions, then each extent as a big-endian
/// UInt32, then the elements. Checked in this order, so that the first complaint says the most: the gzip stream, the
/// magic number, the counts against the length, the counts against the data set's, the labels, SHA-256.
enum IDX {
  /// The elements behind the header. `subject` is what errors call the file.
  static func elements(
    of file: MNISTFile, in bytes: [UInt8], subject: String, remedy: String
  ) throws(DataError) -> [UInt8] {
    func refuse(_ kind: DataError.Kind, _ reason: String) -> DataError {
      DataError(kind, subject, reason, remedy: remedy)
    }
    guard !bytes.isEmpty else { throw refuse(.format, "the file is empty") }
    let plain = try decompressed(bytes, file: file, refuse)
    if let complaint = complaint(about: plain, as: file) { throw refuse(complaint.kind, complaint.reason) }
    let digest = ContentHash(of: plain)
    guard digest.hexadecimal == file.sha256 else {
      throw refuse(
        .digest,
        "it has the form of MNIST’s \(file.rawValue), but other content: SHA-256 \(digest.short)… instead of "
          + "\(file.sha256.prefix(12))… (a damaged copy, or another data set such as Fashion-MNIST)")
    }
    return Array(plain[(file.isImages ? 16 : 8)...])
  }

  private static func decompressed(
    _ bytes: [UInt8], file: MNISTFile, _ refuse: (DataError.Kind, String) -> DataError
  ) throws(DataError) -> [UInt8] {
    guard Gzip.isGzip(bytes) else { return bytes }
    do {
      return try Gzip.decompress(bytes, atMost: file.byteCount)
    } catch {
      throw refuse(.compression, error.description)
    }
  }

  private static func complaint(about bytes: [UInt8], as file: MNISTFile) -> (kind: DataError.Kind, reason: String)? {
    let headerCount = file.isImages ? 16 : 8
    guard bytes.count >= headerCount else {
      return (.format, "it is cut short: \(bytes.count) bytes are less than the header of an IDX file")
    }
    let magic = bigEndian(bytes, 0)
    guard magic == (file.isImages ? imagesMagic : labelsMagic) else {
      return (.format, "it should hold \(file.content), but \(words(forMagic: magic))")
    }
    let count = bigEndian(bytes, 4)
    if file.isImages, bigEndian(bytes, 8) != DataSet.side || bigEndian(bytes, 12) != DataSet.side {
      return (.counts, "its images are \(bigEndian(bytes, 8)) × \(bigEndian(bytes, 12)) pixels instead of 28 × 28")
    }
    // Extents below 2³² and an image of 784 bytes: no overflow in 64 bits.
    let announced = headerCount + count * (file.isImages ? DataSet.pixelCount : 1)
    let noun = file.isImages ? "images" : "labels"
    if announced != bytes.count {
      let difference = bytes.count < announced ? "it is cut short" : "something follows them"
      return (
        .counts,
        "its header announces \(count) \(noun), which take \(announced) bytes, but the file has \(bytes.count): "
          + difference
      )
    }
    guard count == file.count else {
      return (.counts, "it holds \(count) \(noun) where \(file.rawValue) has \(file.count)")
    }
    if !file.isImages, let place = bytes[headerCount...].firstIndex(where: { $0 > 9 }) {
      return (.label, "label \(place - headerCount + 1) is \(bytes[place]), which is no digit")
    }
    return nil
  }

  private static let imagesMagic = 0x0000_0803
  private static let labelsMagic = 0x0000_0801

  private static func words(forMagic magic: Int) -> String {
    switch magic {
    case imagesMagic: return "it is a file of images"
    case labelsMagic: return "it is a file of labels"
    default:
      let hex = String(magic, radix: 16)
      return "it starts with 0x\(String(repeating: "0", count: 8 - hex.count))\(hex), which is not an IDX file of bytes"
    }
  }

  private static func bigEndian(_ bytes: [UInt8], _ start: Int) -> Int {
    bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
  }
}
