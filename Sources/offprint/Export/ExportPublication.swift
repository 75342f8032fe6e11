import Exchange
import Interop

/// Puts an export's files where they are wanted: beside whatever else is there, and over nothing that differs, unless that is
/// wanted too. Each file is there whole or not at all; whoever is interrupted asks once more.
struct ExportPublication {
  let files: [ExchangedFile]
  /// Nothing for the working directory.
  let folder: String

  /// What became of the files.
  struct Outcome {
    var written = 0
    /// Those that were there already, byte for byte.
    var unchanged = 0
  }

  @discardableResult
  func publish(force: Bool) throws -> Outcome {
    var outcome = Outcome()
    var wanted: [ExchangedFile] = []
    var differing: [String] = []
    for file in files {
      let path = Paths.joined(folder, file.path)
      switch FileSystem.kind(of: path) {
      case .missing: wanted.append(file)
      case .file where try isSame(path, file.bytes): outcome.unchanged += 1
      case .file:
        differing.append(path)
        wanted.append(file)
      default: throw CommandFailure("‘\(path)’ is there and is no file", status: .usage)
      }
    }
    if let first = differing.first, !force {
      let others = differing.count == 1 ? "" : " and \(Quantities.count(differing.count - 1, "other file"))"
      throw CommandFailure(
        "‘\(first)’\(others) would be written over, and what is there differs; nothing was written",
        help: "‘--force’ writes over it, ‘--output’ takes another place", status: .usage)
    }
    var made: Set<String> = []
    for file in wanted {
      let path = Paths.joined(folder, file.path)
      let parent = Paths.folder(of: path)
      if !parent.isEmpty, made.insert(parent).inserted { try FileSystem.makeDirectories(parent) }
      try write(file.bytes, to: path)
      outcome.written += 1
    }
    return outcome
  }

  private func isSame(_ path: String, _ bytes: [UInt8]) throws(SystemError) -> Bool {
    guard try FileSystem.size(of: path) == bytes.count else { return false }
    return try FileSystem.read(path) == bytes
  }

  /// Without waiting for the disk, file by file: an export can be made again.
  private func write(_ bytes: [UInt8], to path: String) throws(SystemError) {
    let new = "\(path).\(FileSystem.processNumber).new"
    do {
      // What a crashed process of the same number left.
      if FileSystem.kind(of: new) == .file { try FileSystem.removeFile(new) }
      try FileSystem.append(bytes, to: new)
      try FileSystem.rename(new, to: path)
    } catch {
      try? FileSystem.removeFile(new)
      throw error
    }
  }
}
