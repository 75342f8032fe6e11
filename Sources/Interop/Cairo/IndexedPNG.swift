/// PNG files of at most 256 colors, much smaller than true color for drawings of few colors.
package enum IndexedPNG {
  /// - Parameters:
  ///   - palette: 1…256 colors, straight 0xAARRGGBB.
  ///   - indices: into the palette, row by row from the top.
  package static func encode(palette: [UInt32], indices: [UInt8], width: Int, height: Int) -> [UInt8] {
    precondition((1...256).contains(palette.count) && width > 0 && height > 0 && indices.count == width * height)
    var file = PNGFile(width: width, height: height, colorType: .indexed)
    file.append("PLTE", palette.flatMap { [UInt8($0 >> 16 & 0xff), UInt8($0 >> 8 & 0xff), UInt8($0 & 0xff)] })
    file.append("tRNS", palette.map { UInt8($0 >> 24) })
    var rows: [UInt8] = []
    rows.reserveCapacity((width + 1) * height)
    for row in 0..<height {
      rows.append(0)
      rows += indices[row * width..<(row + 1) * width]
    }
    file.finish(rows: rows)
    return file.bytes
  }
}
