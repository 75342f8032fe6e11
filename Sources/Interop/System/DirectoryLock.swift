#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// "Somebody is at work in this directory", said by a lock that the kernel drops when its holder ends, in whatever way.
/// A directory that can be locked is therefore nobody's, without asking any clock.
package final class DirectoryLock: Sendable {
  private let descriptor: Int32

  /// Nil where the directory is missing, is locked by another holder, or cannot be locked.
  package init?(_ path: String) {
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var opened = stat()
    let isLocked = flock(descriptor, LOCK_EX | LOCK_NB) == 0
    // It may have been removed, and another made under its name, between opening and locking.
    guard isLocked, unsafe fstat(descriptor, &opened) == 0, let named = FileSystem.status(of: path),
      named.st_ino == opened.st_ino && named.st_dev == opened.st_dev
    else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }
}
