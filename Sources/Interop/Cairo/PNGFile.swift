internal import CZlib

/// The parts of a PNG file (ISO/IEC 15948), 8 bits for each sample, not interlaced.
struct PNGFile {
  /// The samples of a pixel, as the file's header counts them.
  enum ColorType: UInt8 {
    case trueColor = 2
    case indexed = 3
    case trueColorWithAlpha = 6
  }

  private(set) var bytes: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

  init(width: Int, height: Int, colorType: ColorType) {
    // Deflate, the one set of filters that there is, no interlace.
    append(
      "IHDR", PNGFile.bigEndian(UInt32(width)) + PNGFile.bigEndian(UInt32(height)) + [8, colorType.rawValue, 0, 0, 0])
  }

  mutating func append(_ type: String, _ payload: [UInt8]) {
    let body = Array(type.utf8) + payload
    let checksum = unsafe body.withUnsafeBufferPointer { unsafe crc32(0, $0.baseAddress, UInt32($0.count)) }
    bytes += PNGFile.bigEndian(UInt32(payload.count)) + body + PNGFile.bigEndian(UInt32(truncatingIfNeeded: checksum))
  }

  /// The picture, and the end of the file. `rows` has before each row the number of its filter: 0, which takes the samples as
  /// they are and makes drawings of flat colors smaller than any other does.
  mutating func finish(rows: [UInt8]) {
    append("IDAT", PNGFile.deflate(rows))
    append("IEND", [])
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    [UInt8(value >> 24), UInt8(value >> 16 & 0xff), UInt8(value >> 8 & 0xff), UInt8(value & 0xff)]
  }

  private static func deflate(_ bytes: [UInt8]) -> [UInt8] {
    var count = compressBound(uLong(bytes.count))
    var output = [UInt8](repeating: 0, count: Int(count))
    let status = unsafe compress2(&output, &count, bytes, uLong(bytes.count), 9)
    precondition(status == Z_OK, "the buffer is as large as zlib asked for")
    return Array(output.prefix(Int(count)))
  }
}
