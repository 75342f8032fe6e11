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

  /// Everything before the last part: `notes` of `notes/a.md`, nothing of `a.md`.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { path[..<$0].isEmpty ? "/" : String(path[..<$0]) } ?? ""
  }

  /// `name` below `folder`; `name` itself below nothing.
  static func joined(_ folder: String, _ name: String) -> String {
    folder.isEmpty ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  /// `path` as a word of a POSIX shell, quoted only where it must be.
  static func shellWord(_ path: String) -> String {
    let plain = path.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./=+,:@%".contains($0)) }
    return plain && !path.isEmpty ? path : "'" + path.replacing("'", with: "'\\''") + "'"
  }
}
