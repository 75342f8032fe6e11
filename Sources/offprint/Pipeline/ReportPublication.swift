import Interop

/// Puts a report's files where readers look, so that a crash leaves the old report or the new one in every file, never half
/// of one.
struct ReportPublication {
  /// Relative to the report's directory, with their bytes.
  let files: [(path: String, bytes: [UInt8])]

  /// The files that only some formats, or CI jobs, have; one that is left out now must not stay from an earlier time.
  private static let optional = ["index.html", "report.pdf", "junit.xml"]

  /// The names of a figure's files that may stand for each other: data that were few and are many now, or the other way.
  private static let pictures = [".svg", ".pdf", ".png"]
  private static let data = [".json", ".json.gz", ".csv", ".csv.gz"]

  /// Writes all files below a temporary directory inside `directory`, then renames each into its place.
  func publish(to directory: String) throws(SystemError) {
    try FileSystem.makeDirectories(directory)
    try removeStrays(in: directory)
    let (staging, lock) = try makeStaging(in: directory)
    defer { withExtendedLifetime(lock) {} }
    do {
      for file in files { try stage(file, below: staging) }
      for file in files {
        if let parent = ReportPublication.parent(of: file.path) {
          try FileSystem.makeDirectories("\(directory)/\(parent)")
        }
        try FileSystem.rename("\(staging)/\(file.path)", to: "\(directory)/\(file.path)")
      }
      try removeOutdated(in: directory)
      try FileSystem.removeTree(staging)
      try FileSystem.syncDirectory(directory)
    } catch {
      try? FileSystem.removeTree(staging)
      throw error
    }
  }

  /// A directory whose lock says to others that it is no stray; nil for the lock where directories cannot be locked, and
  /// nobody takes any for a stray.
  private func makeStaging(in directory: String) throws(SystemError) -> (path: String, lock: DirectoryLock?) {
    var attempt = 0
    while true {
      let path = "\(directory)/.writing-\(FileSystem.processNumber)" + (attempt == 0 ? "" : "-\(attempt)")
      try FileSystem.makeNewDirectory(path)
      do {
        if let lock = try DirectoryLock.attempt(path) { return (path, lock) }
      } catch {
        return (path, nil)
      }
      // Between the two another process took it for a stray, and removes it.
      attempt += 1
    }
  }

  private func stage(_ file: (path: String, bytes: [UInt8]), below staging: String) throws(SystemError) {
    if let parent = ReportPublication.parent(of: file.path) { try FileSystem.makeDirectories("\(staging)/\(parent)") }
    try FileSystem.writeNew(file.bytes, to: "\(staging)/\(file.path)")
  }

  /// What a crashed writer left here: what nobody holds the lock of. One that lives holds it from the moment after it made
  /// the directory.
  private func removeStrays(in directory: String) throws(SystemError) {
    for name in try FileSystem.entries(of: directory) where name.hasPrefix(".writing-") {
      let path = "\(directory)/\(name)"
      guard let lock = DirectoryLock(path) else { continue }
      try FileSystem.removeTree(path)
      withExtendedLifetime(lock) {}
    }
  }

  /// Formats that were not asked for this time, and what is left of figures that changed or that the notebook no longer has:
  /// only of those that stand there with all of a figure's pictures and its data, which nobody else would have put there.
  private func removeOutdated(in directory: String) throws(SystemError) {
    let written = Set(files.map(\.path))
    for name in ReportPublication.optional where !written.contains(name) {
      if FileSystem.kind(of: "\(directory)/\(name)") == .file { try FileSystem.removeFile("\(directory)/\(name)") }
    }
    let figures = "\(directory)/figures"
    guard FileSystem.kind(of: figures) == .directory else { return }
    let names = Set(try FileSystem.entries(of: figures))
    let endings = ReportPublication.pictures + ReportPublication.data
    let stems = Set(
      names.compactMap { name in endings.first { name.hasSuffix($0) }.map { String(name.dropLast($0.count)) } })
    for stem in stems.sorted() {
      let family = endings.map { stem + $0 }.filter(names.contains)
      let isWritten = family.contains { written.contains("figures/\($0)") }
      let isWhole =
        ReportPublication.pictures.allSatisfy { names.contains(stem + $0) }
        && ReportPublication.data.contains { names.contains(stem + $0) }
      guard isWritten || isWhole else { continue }
      for file in family where !written.contains("figures/\(file)") { try FileSystem.removeFile("\(figures)/\(file)") }
    }
  }

  private static func parent(of path: String) -> String? {
    path.lastIndex(of: "/").map { String(path[..<$0]) }
  }
}
