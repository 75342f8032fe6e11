internal import CZlib

/// PNG files of at most 256 colors (ISO/IEC 15948), much smaller than true color for drawings of few colors.
package enum IndexedPNG {
  /// - Parameters:
  ///   - palette: 1…256 colors, straight 0xAARRGGBB.
  ///   - indices: into the palette, row by row from the top.
  package static func encode(palette: [UInt32], indices: [UInt8], width: Int, height: Int) -> [UInt8] {
    precondition((1...256).contains(palette.count) && width > 0 && height > 0 && indices.count == width * height)
    var file: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
    // 8 bits for each pixel, indexed color, deflate, no interlace.
    appendChunk("IHDR", bigEndian(UInt32(width)) + bigEndian(UInt32(height)) + [8, 3, 0, 0, 0], to: &file)
    let colors = palette.flatMap { [UInt8($0 >> 16 & 0xff), UInt8($0 >> 8 & 0xff), UInt8($0 & 0xff)] }
    appendChunk("PLTE", colors, to: &file)
    appendChunk("tRNS", palette.map { UInt8($0 >> 24) }, to: &file)
    var rows: [UInt8] = []
    rows.reserveCapacity((width + 1) * height)
    for row in 0..<height {
      // Filter 0: neighboring indices have nothing to do with each other.
      rows.append(0)
      rows += indices[row * width..<(row + 1) * width]
    }
    appendChunk("IDAT", deflate(rows), to: &file)
    appendChunk("IEND", [], to: &file)
    return file
  }

  private static func appendChunk(_ type: String, _ payload: [UInt8], to file: inout [UInt8]) {
    let body = Array(type.utf8) + payload
    let checksum = unsafe body.withUnsafeBufferPointer { unsafe crc32(0, $0.baseAddress, UInt32($0.count)) }
    file += bigEndian(UInt32(payload.count)) + body + bigEndian(UInt32(truncatingIfNeeded: checksum))
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    [UInt8(value >> 24), UInt8(value >> 16 & 0xff), UInt8(value >> 8 & 0xff), UInt8(value & 0xff)]
  }

  private static func deflate(_ bytes: [UInt8]) -> [UInt8] {
    var count = compressBound(uLong(bytes.count))
    var output = [UInt8](repeating: 0, count: Int(count))
    let status = unsafe compress2(&output, &count, bytes, uLong(bytes.count), 5)
    precondition(status == Z_OK, "the buffer is as large as zlib asked for")
    return Array(output.prefix(Int(count)))
  }
}
