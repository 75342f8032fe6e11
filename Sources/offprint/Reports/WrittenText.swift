import Interop

/// Files of ‘--write’.
enum WrittenText {
  /// Writes `text` to `path`, whole or not at all, with the folders that it is in.
  static func write(_ text: String, to path: String) throws(CommandFailure) {
    let temporary = "\(path).writing-\(FileSystem.processNumber)"
    do throws(SystemError) {
      let folder = Paths.folder(of: path)
      if !folder.isEmpty { try FileSystem.makeDirectories(folder) }
      try FileSystem.writeNew(Array(text.utf8), to: temporary)
      try FileSystem.rename(temporary, to: path)
    } catch {
      try? FileSystem.removeFile(temporary)
      throw CommandFailure(error.description, status: .usage)
    }
  }
}
