internal import CCairo

/// Cairo's word for what went wrong.
package struct CairoError: Error, Hashable, Sendable, CustomStringConvertible {
  package var description: String

  init(_ status: cairo_status_t) {
    description = unsafe "drawing failed: \(String(cString: cairo_status_to_string(status)))"
  }

  static func check(_ status: cairo_status_t) throws(CairoError) {
    if status != CAIRO_STATUS_SUCCESS { throw CairoError(status) }
  }
}

/// Collects the bytes that a surface writes; the surface's owner keeps it alive.
final class ByteSink {
  var bytes: [UInt8] = []

  /// What Cairo's write callbacks get as their closure.
  var closure: UnsafeMutableRawPointer { unsafe Unmanaged.passUnretained(self).toOpaque() }

  static let write: cairo_write_func_t = { closure, data, count in
    guard let closure = unsafe closure, let data = unsafe data else { return CAIRO_STATUS_WRITE_ERROR }
    let sink = unsafe Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
    unsafe sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
    return CAIRO_STATUS_SUCCESS
  }
}
