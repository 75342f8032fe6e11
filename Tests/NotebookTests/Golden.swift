import Foundation
import Notebook
import TestSupport

/// Files beside the tests, and the texts that are expected of them.
enum Golden {
  static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  /// What notebooks of Fixtures/Bad and Fixtures/Good name, from the folder `Files` beside them.
  static let files = NotebookFiles { path, limit in
    let url = fixtures.appending(path: "Files").appending(path: path)
    guard let data = try? Data(contentsOf: url) else { return .failure(NotebookFileError("no such file or directory")) }
    return .success([UInt8](data.prefix(limit)))
  }

  /// The files of a folder with an extension, sorted by name.
  static func files(in folder: String, _ suffix: String) -> [String] {
    let url = fixtures.appending(path: folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return names.filter { $0.hasSuffix(suffix) }.sorted()
  }

  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: fixtures.appending(path: path)))
  }

  /// Compares with the file at `path`, as snapshots are.
  static func expect(
    _ text: String, matches path: String, fileID: String = #fileID, file: String = #filePath, line: Int = #line,
    column: Int = #column
  ) throws {
    try expectSnapshot(text, path, folder: "Fixtures", fileID: fileID, file: file, line: line, column: column)
  }
}
