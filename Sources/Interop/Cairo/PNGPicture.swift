internal import CCairo

/// A PNG file as it is, for embedding.
package struct PNGPicture: Hashable, Sendable {
  package let bytes: [UInt8]
  package let pixelWidth: Int
  package let pixelHeight: Int

  /// A larger picture would make a page that nobody opens: 40 million pixels.
  private static let maximumPixels = 40_000_000
  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Nil where `problem(with:)` says something.
  package init?(_ bytes: [UInt8]) {
    guard PNGPicture.problem(with: bytes) == nil, let size = PNGPicture.size(of: bytes) else { return nil }
    self.bytes = bytes
    (pixelWidth, pixelHeight) = size
  }

  /// Why `bytes` are no picture that can be shown, a clause without a final stop; nil where they are one. Reads all of it.
  package static func problem(with bytes: [UInt8]) -> String? {
    guard bytes.starts(with: signature) else { return "it is not a PNG file" }
    guard let size = size(of: bytes), size.width > 0, size.height > 0 else { return "its header is damaged" }
    guard size.width <= 16_384, size.height <= 16_384, size.width * size.height <= maximumPixels else {
      return "it has \(size.width) × \(size.height) pixels, which is more than a page can show"
    }
    let source = ByteSource(bytes)
    let surface = unsafe cairo_image_surface_create_from_png_stream(ByteSource.read, source.closure)
    defer { unsafe cairo_surface_destroy(surface) }
    return unsafe cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS ? nil : "the file is damaged or cut short"
  }

  /// From the header, IHDR, which comes first (PNG, third edition, section 11.2.1).
  private static func size(of bytes: [UInt8]) -> (width: Int, height: Int)? {
    guard bytes.count >= 24, bytes[12..<16].elementsEqual("IHDR".utf8) else { return nil }
    func number(_ start: Int) -> Int { bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
    return (number(16), number(20))
  }
}

/// Hands bytes to Cairo; whoever made it keeps it alive.
final class ByteSource {
  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// What Cairo's read callbacks get as their closure.
  var closure: UnsafeMutableRawPointer { unsafe Unmanaged.passUnretained(self).toOpaque() }

  static let read: cairo_read_func_t = { closure, data, count in
    guard let closure = unsafe closure, let data = unsafe data else { return CAIRO_STATUS_READ_ERROR }
    let source = unsafe Unmanaged<ByteSource>.fromOpaque(closure).takeUnretainedValue()
    let count = Int(count)
    guard source.bytes.count - source.offset >= count else { return CAIRO_STATUS_READ_ERROR }
    for index in 0..<count { unsafe data[index] = source.bytes[source.offset + index] }
    source.offset += count
    return CAIRO_STATUS_SUCCESS
  }
}
