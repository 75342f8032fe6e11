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
  package convenience init?(_ path: String) {
    do {
      guard let descriptor = try DirectoryLock.lock(path) else { return nil }
      self.init(descriptor: descriptor)
    } catch {
      return nil
    }
  }

  /// The lock; nil where another holder has it, or where the directory is missing or was replaced in this moment. Throws where
  /// there can be no lock at all, so that nobody waits for one that never comes.
  package static func attempt(_ path: String) throws(SystemError) -> DirectoryLock? {
    try lock(path).map(DirectoryLock.init(descriptor:))
  }

  private init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  private static func lock(_ path: String) throws(SystemError) -> Int32? {
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw SystemError(operation: "lock", path: path, code: errno)
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      close(descriptor)
      if code == EWOULDBLOCK || code == EINTR { return nil }
      throw SystemError(operation: "lock", path: path, code: code)
    }
    // It may have been removed, and another made under its name, between opening and locking.
    var opened = stat()
    guard unsafe fstat(descriptor, &opened) == 0, let named = FileSystem.status(of: path),
      named.st_ino == opened.st_ino && named.st_dev == opened.st_dev
    else {
      close(descriptor)
      return nil
    }
    return descriptor
  }

  deinit { close(descriptor) }
}
