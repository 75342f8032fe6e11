/// Why a file beside a notebook could not be read: a clause without a final stop.
package struct NotebookFileError: Error, Hashable, Sendable {
  package var reason: String

  package init(_ reason: String) {
    self.reason = reason
  }
}

/// How a notebook gets at the files that it names. Reading a notebook is pure but for this.
package struct NotebookFiles: Sendable {
  /// Reads the file at a path that is relative to where the notebook's own name is: at most `limit` bytes of it.
  package var read: @Sendable (_ path: String, _ limit: Int) -> Result<[UInt8], NotebookFileError>

  package init(read: @escaping @Sendable (_ path: String, _ limit: Int) -> Result<[UInt8], NotebookFileError>) {
    self.read = read
  }

  /// No files at all.
  package static let none = NotebookFiles { _, _ in .failure(NotebookFileError("no files can be read here")) }

  /// `path`, as the notebook called `name` has it, for whoever opens the notebook as `name`.
  package static func path(_ path: String, beside name: String) -> String {
    guard !path.hasPrefix("/"), let slash = name.lastIndex(of: "/") else { return path }
    return name[...slash] + path
  }
}
