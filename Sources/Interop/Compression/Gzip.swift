internal import CZlib

/// Why bytes are not the gzip file they should be.
package enum GzipError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The two magic bytes are missing.
  case notGzip
  /// The stream ends before its end mark.
  case truncated
  /// The stream or its check sum is wrong; zlib's own words, where it has any.
  case corrupt(String)
  /// Bytes follow the end of the stream.
  case trailingBytes(Int)
  /// It would decompress to more than `limit` bytes.
  case tooLong(limit: Int)

  package var description: String {
    switch self {
    case .notGzip: "it is not a gzip file"
    case .truncated: "the gzip stream is cut short"
    case .corrupt(let detail): "the gzip stream is damaged (\(detail))"
    case .trailingBytes(let count): "\(count) bytes follow the end of the gzip stream"
    case .tooLong(let limit): "it decompresses to more than the \(limit) bytes that it may hold"
    }
  }
}

/// Gzip files (RFC 1952) of one member, by zlib.
package enum Gzip {
  /// Whether `bytes` start as a gzip file does.
  package static func isGzip(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B
  }

  /// The bytes inside, check sum verified. Never holds more than `limit` bytes and one chunk, whatever the file claims.
  package static func decompress(_ bytes: [UInt8], atMost limit: Int) throws(GzipError) -> [UInt8] {
    guard isGzip(bytes) else { throw .notGzip }
    // zlib counts input in 32 bits; nothing that is read here comes near that.
    guard bytes.count <= Int(UInt32.max) else { throw .tooLong(limit: limit) }
    var output: [UInt8] = []
    output.reserveCapacity(min(limit, bytes.count &* 16))
    let outcome = inflateAll(bytes, limit: limit, into: &output)
    if let error = outcome { throw error }
    return output
  }

  /// `bytes` as a gzip file; no name and no time in its header, so the same bytes always give the same file.
  /// - Parameter level: zlib's, 1…9: 9 for what is sent or kept in a page, 6 for large files, which takes half the time for
  ///   a hundredth more bytes.
  package static func compress(_ bytes: [UInt8], level: Int32 = 9) -> [UInt8] {
    precondition(bytes.count <= Int(UInt32.max) / 2)
    var stream = unsafe z_stream()
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    let ready = unsafe deflateInit2_(&stream, level, Z_DEFLATED, gzipWindow, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
    precondition(ready == Z_OK, "zlib could not be set up")
    defer { unsafe deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: unsafe Int(deflateBound(&stream, UInt(bytes.count))) + 32)
    unsafe input.withUnsafeMutableBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        unsafe stream.next_in = source.baseAddress
        unsafe stream.avail_in = UInt32(source.count)
        unsafe stream.next_out = target.baseAddress
        unsafe stream.avail_out = UInt32(target.count)
        let status = unsafe deflate(&stream, Z_FINISH)
        precondition(status == Z_STREAM_END, "deflateBound promises that all fits")
      }
    }
    output.removeLast(unsafe Int(stream.avail_out))
    return output
  }

  /// zlib's code for "a gzip wrapper around a 32 kB window".
  private static let gzipWindow: Int32 = 15 + 16
  private static let chunkSize = 1 << 16

  private static func inflateAll(_ bytes: [UInt8], limit: Int, into output: inout [UInt8]) -> GzipError? {
    var stream = unsafe z_stream()
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    let ready = unsafe inflateInit2_(&stream, gzipWindow, ZLIB_VERSION, size)
    guard ready == Z_OK else { return .corrupt("zlib could not be set up") }
    defer { unsafe inflateEnd(&stream) }
    var input = bytes
    var chunk = [UInt8](repeating: 0, count: chunkSize)
    return unsafe input.withUnsafeMutableBufferPointer { source -> GzipError? in
      unsafe stream.next_in = source.baseAddress
      unsafe stream.avail_in = UInt32(source.count)
      while true {
        let (status, produced) = unsafe inflateChunk(&stream, into: &chunk)
        if output.count + produced > limit { return .tooLong(limit: limit) }
        output += chunk[..<produced]
        switch status {
        case Z_STREAM_END:
          return unsafe stream.avail_in == 0 ? nil : .trailingBytes(Int(stream.avail_in))
        case Z_OK where produced > 0: continue
        case Z_OK, Z_BUF_ERROR: return .truncated
        default: return unsafe .corrupt(stream.msg.map { unsafe String(cString: $0) } ?? "zlib error \(status)")
        }
      }
    }
  }

  private static func inflateChunk(
    _ stream: UnsafeMutablePointer<z_stream>, into chunk: inout [UInt8]
  ) -> (status: Int32, produced: Int) {
    unsafe chunk.withUnsafeMutableBufferPointer { target in
      unsafe stream.pointee.next_out = target.baseAddress
      unsafe stream.pointee.avail_out = UInt32(target.count)
      let status = unsafe inflate(stream, Z_NO_FLUSH)
      return (status, unsafe target.count - Int(stream.pointee.avail_out))
    }
  }
}
