#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A file, a pipe or standard input read from its start to its end, for what may be larger than memory.
package final class FileReader {
  private let descriptor: Int32
  private let path: String
  private let closes: Bool

  /// Throws where there is no such file, and for a directory.
  package init(path: String) throws(SystemError) {
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    self.path = path
    closes = true
    guard descriptor >= 0 else { throw SystemError(operation: "read", path: path, code: errno) }
    var status = stat()
    // What is no file has no bytes: better said now than by the first read.
    if unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw SystemError(operation: "read", path: path, code: EISDIR)
    }
  }

  /// Standard input, which is left open.
  package static var standardInput: FileReader { FileReader(descriptor: 0, path: "standard input") }

  private init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
    closes = false
  }

  /// The next `count` bytes, fewer only at the end.
  package func read(_ count: Int) throws(SystemError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe Self.read(descriptor, buffer, from: filled)
      }
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw SystemError(operation: "read", path: path, code: errno) }
      if got == 0 { break }
      filled += got
    }
    bytes.removeLast(count - filled)
    return bytes
  }

  private static func read(_ file: Int32, _ buffer: UnsafeMutableRawBufferPointer, from start: Int) -> Int {
    #if canImport(Glibc)
      unsafe Glibc.read(file, buffer.baseAddress.map { unsafe $0 + start }, buffer.count - start)
    #else
      unsafe Darwin.read(file, buffer.baseAddress.map { unsafe $0 + start }, buffer.count - start)
    #endif
  }

  deinit { if closes && descriptor >= 0 { close(descriptor) } }
}

/// A new file, or standard output, written piece by piece.
package final class FileWriter {
  private var descriptor: Int32
  private let path: String
  private let closes: Bool
  /// Bytes written so far.
  package private(set) var count = 0

  /// Throws where something of that name is there already.
  package init(newPath path: String) throws(SystemError) {
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    self.path = path
    closes = true
    guard descriptor >= 0 else { throw SystemError(operation: "write", path: path, code: errno) }
  }

  /// Standard output, which is left open.
  package static var standardOutput: FileWriter { FileWriter(descriptor: 1, path: "standard output") }

  private init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
    closes = false
  }

  package func write(_ bytes: [UInt8]) throws(SystemError) {
    let failure = FileSystem.writeAll(bytes, to: descriptor)
    guard failure == 0 else { throw SystemError(operation: "write", path: path, code: failure) }
    count += bytes.count
  }

  /// Waits until a file is on the disk, and closes it. Nothing can be written afterwards.
  package func finish() throws(SystemError) {
    guard closes, descriptor >= 0 else { return }
    var failure = fsync(descriptor) == 0 ? 0 : errno
    if close(descriptor) != 0 && failure == 0 { failure = errno }
    descriptor = -1
    guard failure == 0 else { throw SystemError(operation: "write", path: path, code: failure) }
  }

  deinit { if closes && descriptor >= 0 { close(descriptor) } }
}
