#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension FileSystem {
  /// Makes the directory and all above it that are missing; those that exist are left alone.
  package static func makeDirectories(_ path: String) throws(SystemError) {
    if kind(of: path) == .directory { return }
    if let parent = parent(of: path) { try makeDirectories(parent) }
    guard unsafe mkdir(path, 0o755) == 0 || (errno == EEXIST && kind(of: path) == .directory) else {
      throw SystemError(operation: "make the directory", path: path, code: errno)
    }
  }

  /// Throws where nothing could be written into the directory, or into the nearest one above it where it does not exist yet.
  /// Changes nothing; what happens between this look and the writing is not foreseen.
  package static func requireWritable(_ path: String) throws(SystemError) {
    switch kind(of: path) {
    case .missing: try requireWritable(parent(of: path) ?? ".")
    case .directory:
      guard unsafe access(path, W_OK | X_OK) == 0 else {
        throw SystemError(operation: "write into", path: path, code: errno)
      }
    default: throw SystemError(operation: "make the directory", path: path, code: EEXIST)
    }
  }

  /// Makes a directory that must not exist yet.
  package static func makeNewDirectory(_ path: String) throws(SystemError) {
    guard unsafe mkdir(path, 0o755) == 0 else {
      throw SystemError(operation: "make the directory", path: path, code: errno)
    }
  }

  /// The names in a directory, sorted by their UTF-8 bytes, without `.` and `..`.
  package static func entries(of path: String) throws(SystemError) -> [String] {
    guard let directory = unsafe opendir(path) else {
      throw SystemError(operation: "list", path: path, code: errno)
    }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      // The name is a C array as a tuple; its bytes up to the first zero are the name.
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Waits until the directory's list of names is on the disk.
  package static func syncDirectory(_ path: String) throws(SystemError) {
    let directory = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw SystemError(operation: "sync", path: path, code: errno) }
    defer { close(directory) }
    // Some file systems cannot sync a directory and say so by EINVAL; there is nothing more to do there.
    guard fsync(directory) == 0 || errno == EINVAL else {
      throw SystemError(operation: "sync", path: path, code: errno)
    }
  }

  /// Removes a file.
  package static func removeFile(_ path: String) throws(SystemError) {
    guard unsafe unlink(path) == 0 else { throw SystemError(operation: "remove", path: path, code: errno) }
  }

  /// Removes a directory that has nothing in it.
  package static func removeEmptyDirectory(_ path: String) throws(SystemError) {
    guard unsafe rmdir(path) == 0 else { throw SystemError(operation: "remove", path: path, code: errno) }
  }

  /// Removes a directory with the files in it and everything below. Symbolic links are removed, not followed.
  package static func removeTree(_ path: String) throws(SystemError) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { throw SystemError(operation: "remove", path: path, code: errno) }
    guard status.st_mode & S_IFMT == S_IFDIR else { return try removeFile(path) }
    for name in try entries(of: path) { try removeTree(path + "/" + name) }
    guard unsafe rmdir(path) == 0 else { throw SystemError(operation: "remove", path: path, code: errno) }
  }

  /// The directory that a path lies in: nil for `/` and for a bare name.
  private static func parent(of path: String) -> String? {
    var trimmed = path[...]
    while trimmed.count > 1 && trimmed.last == "/" { trimmed.removeLast() }
    guard let slash = trimmed.lastIndex(of: "/"), trimmed.count > 1 else { return nil }
    let parent = trimmed[..<slash]
    return parent.isEmpty ? "/" : String(parent)
  }
}
