#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A system call that was refused.
package struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was tried, in words that fit "cannot …": `read`, `write`, `rename`.
  package var operation: String
  package var path: String
  /// `errno`.
  package var code: Int32

  package init(operation: String, path: String, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  package var isMissing: Bool { code == ENOENT || code == ENOTDIR }
  package var isExisting: Bool { code == EEXIST || code == ENOTEMPTY }
  package var isDiskFull: Bool { code == ENOSPC || code == EDQUOT }

  /// The cause in words of our own, so that no locale changes them.
  package var reason: String {
    switch code {
    case EACCES, EPERM: "permission denied"
    case ENOENT: "no such file or directory"
    case EEXIST: "something of that name is there already"
    case ENOTDIR: "a part of the path is not a directory"
    case EISDIR: "it is a directory"
    case ENOTEMPTY: "the directory is not empty"
    case ENOSPC: "the disk is full"
    case EDQUOT: "the disk quota is used up"
    case EROFS: "the file system is read-only"
    case EMFILE, ENFILE: "too many open files"
    case EIO: "the disk reports an error"
    case EFBIG: "the file is too large"
    case ENAMETOOLONG: "the name is too long"
    case ELOOP: "too many symbolic links"
    case EXDEV: "it lies on another file system"
    case ENOMEM: "out of memory"
    default: "system error \(code)"
    }
  }

  package var description: String { "cannot \(operation) ‘\(path)’: \(reason)" }
}
