#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// One of the process's standard streams, and the terminal behind it if there is one.
package enum StandardStream: Int32, Hashable, Sendable {
  case input = 0
  case output = 1
  case error = 2

  /// Whether a terminal is at the other end.
  package var isTerminal: Bool { isatty(rawValue) == 1 }

  /// Columns of the terminal; nil where there is none or it does not say.
  package var columns: Int? {
    var size = winsize()
    guard unsafe ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Rows of the terminal; nil where there is none or it does not say.
  package var rows: Int? {
    var size = winsize()
    guard unsafe ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return nil }
    return Int(size.ws_row)
  }

  /// Writes all of `bytes`, unbuffered. False where the other end is gone or the disk is full.
  @discardableResult
  package func write(_ bytes: [UInt8]) -> Bool {
    var written = 0
    while written < bytes.count {
      #if canImport(Glibc)
        let count = unsafe bytes[written...].withUnsafeBytes { unsafe Glibc.write(rawValue, $0.baseAddress, $0.count) }
      #elseif canImport(Musl)
        let count = unsafe bytes[written...].withUnsafeBytes { unsafe Musl.write(rawValue, $0.baseAddress, $0.count) }
      #else
        let count = unsafe bytes[written...].withUnsafeBytes { unsafe Darwin.write(rawValue, $0.baseAddress, $0.count) }
      #endif
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count > 0 else { return false }
      written += count
    }
    return true
  }
}
