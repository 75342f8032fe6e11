#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The few file operations that have to be exact about durability and atomicity, as thin wrappers of the system calls.
package enum FileSystem {
  /// What a path leads to, symbolic links followed.
  package enum Kind: Hashable, Sendable {
    case missing
    case file
    case directory
    /// A socket, a device, a pipe.
    case other
  }

  package static func kind(of path: String) -> Kind {
    guard let status = status(of: path) else { return .missing }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .directory
    default: return .other
    }
  }

  /// Bytes of a regular file.
  package static func size(of path: String) throws(SystemError) -> Int {
    guard let status = status(of: path) else { throw SystemError(operation: "read", path: path, code: errno) }
    return Int(status.st_size)
  }

  /// The whole file, or its first `limit` bytes where it is longer. Refuses anything but a regular file, so that a pipe
  /// or a device can never hang the reader.
  package static func read(_ path: String, atMost limit: Int = .max) throws(SystemError) -> [UInt8] {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw SystemError(operation: "read", path: path, code: errno) }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { throw SystemError(operation: "read", path: path, code: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw SystemError(operation: "read", path: path, code: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
    }
    var bytes = [UInt8](repeating: 0, count: min(limit, Int(status.st_size)))
    var filled = 0
    while filled < bytes.count {
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe Self.read(file, buffer, from: filled)
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw SystemError(operation: "read", path: path, code: errno) }
      if count == 0 { break }
      filled += count
    }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }

  private static func read(_ file: Int32, _ buffer: UnsafeMutableRawBufferPointer, from start: Int) -> Int {
    #if canImport(Glibc)
      unsafe Glibc.read(file, buffer.baseAddress.map { unsafe $0 + start }, buffer.count - start)
    #else
      unsafe Darwin.read(file, buffer.baseAddress.map { unsafe $0 + start }, buffer.count - start)
    #endif
  }

  /// Writes a file that must not exist yet and waits until it is on the disk.
  package static func writeNew(_ bytes: [UInt8], to path: String) throws(SystemError) {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw SystemError(operation: "write", path: path, code: errno) }
    var failure = writeAll(bytes, to: file)
    if failure == 0 && fsync(file) != 0 { failure = errno }
    if close(file) != 0 && failure == 0 { failure = errno }
    guard failure == 0 else { throw SystemError(operation: "write", path: path, code: failure) }
  }

  /// Adds to the end of a file, which is made where it is missing.
  package static func append(_ bytes: [UInt8], to path: String) throws(SystemError) {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw SystemError(operation: "write", path: path, code: errno) }
    var failure = writeAll(bytes, to: file)
    if close(file) != 0 && failure == 0 { failure = errno }
    guard failure == 0 else { throw SystemError(operation: "write", path: path, code: failure) }
  }

  /// 0, or the error.
  static func writeAll(_ bytes: [UInt8], to file: Int32) -> Int32 {
    unsafe bytes.withUnsafeBytes { buffer -> Int32 in
      var written = 0
      while written < buffer.count {
        let count = unsafe write(file, buffer.baseAddress.map { unsafe $0 + written }, buffer.count - written)
        if count < 0 && errno == EINTR { continue }
        if count < 0 { return errno }
        written += count
      }
      return 0
    }
  }

  /// Renames within one file system, atomically. A directory is never put over one that has something in it.
  package static func rename(_ source: String, to target: String) throws(SystemError) {
    #if canImport(Glibc)
      let status = unsafe Glibc.rename(source, target)
    #else
      let status = unsafe Darwin.rename(source, target)
    #endif
    guard status == 0 else { throw SystemError(operation: "rename to", path: target, code: errno) }
  }

  /// The running process's number: part of temporary names, so that two processes never choose the same.
  package static var processNumber: Int { Int(getpid()) }

  static func status(of path: String) -> stat? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? status : nil
  }
}
