import Interop

/// The files of a report's folder, wherever it is.
protocol ReportFiles: Sendable {
  /// Those that are there, relative to the folder, with `/`.
  func names() throws(CommandFailure) -> Set<String>
  /// The bytes of `names`, all of which are there.
  func read(_ names: [String]) throws(CommandFailure) -> [String: [UInt8]]
}

/// A folder on the disk.
struct FolderFiles: ReportFiles {
  let path: String

  /// A file of a report is never larger.
  static let limit = 1 << 30

  func names() throws(CommandFailure) -> Set<String> {
    do throws(SystemError) {
      var names = Set(try FileSystem.entries(of: path))
      let figures = Paths.joined(path, "figures")
      if FileSystem.kind(of: figures) == .directory {
        names.formUnion(try FileSystem.entries(of: figures).map { "figures/\($0)" })
      }
      return names
    } catch {
      throw CommandFailure(error.description, status: .usage)
    }
  }

  func read(_ names: [String]) throws(CommandFailure) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in names { files[name] = try FolderFiles.read(Paths.joined(path, name)) }
    return files
  }

  static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
    do throws(SystemError) {
      return try FileSystem.read(path, atMost: limit)
    } catch {
      throw CommandFailure(error.description, status: .usage)
    }
  }
}

/// A folder in a git revision.
struct RevisionFiles: ReportFiles {
  let repository: GitRepository
  /// Names of blobs by path.
  let blobs: [String: String]

  func names() -> Set<String> { Set(blobs.keys) }

  func read(_ names: [String]) throws(CommandFailure) -> [String: [UInt8]] {
    let found = names.compactMap { name in blobs[name].map { (name, $0) } }
    let bytes = try repository.blobs(found.map(\.1))
    return Dictionary(zip(found.map(\.0), bytes), uniquingKeysWith: { first, _ in first })
  }
}
