/// Paths as people type them, taken apart and put together without asking the file system.
enum Paths {
  /// The last part: `a.md` of `notes/a.md`.
  static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The last part without its extension: `a` of `notes/a.md`. Never empty, nor `.` or `..`, for a path to a file.
  static func stem(of path: String) -> String {
    let name = name(of: path)
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// `path` as a word of a POSIX shell, quoted only where it must be.
  static func shellWord(_ path: String) -> String {
    let plain = path.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./=+,:@%".contains($0)) }
    return plain && !path.isEmpty ? path : "'" + path.replacing("'", with: "'\\''") + "'"
  }
}
