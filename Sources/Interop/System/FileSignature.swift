#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What tells, without reading it, that a file was written or replaced, or that names in a directory came or went.
package struct FileSignature: Hashable, Sendable {
  private let device: UInt64
  private let node: UInt64
  private let size: Int64
  private let seconds: Int
  private let nanoseconds: Int

  /// Nil where there is nothing at `path`.
  package init?(of path: String) {
    guard let status = FileSystem.status(of: path) else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    node = UInt64(truncatingIfNeeded: status.st_ino)
    size = Int64(status.st_size)
    #if canImport(Glibc)
      (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
    #else
      (seconds, nanoseconds) = (status.st_mtimespec.tv_sec, status.st_mtimespec.tv_nsec)
    #endif
  }
}
