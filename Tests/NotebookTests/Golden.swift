import Foundation
import Testing

/// Files beside the tests, and the texts that are expected of them.
enum Golden {
  static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  /// The files of a folder with an extension, sorted by name.
  static func files(in folder: String, _ suffix: String) -> [String] {
    let url = fixtures.appending(path: folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return names.filter { $0.hasSuffix(suffix) }.sorted()
  }

  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: fixtures.appending(path: path)))
  }

  /// Compares with the file at `path`. With `OFFPRINT_RECORD` set the file is written instead, and the test fails all the
  /// same: a recording is to be looked at.
  static func expect(_ text: String, matches path: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let url = fixtures.appending(path: path)
    if ProcessInfo.processInfo.environment["OFFPRINT_RECORD"] != nil {
      try Data(text.utf8).write(to: url)
      Issue.record("recorded \(path): look at it, then run again", sourceLocation: sourceLocation)
      return
    }
    let expected = (try? String(decoding: Data(contentsOf: url), as: UTF8.self)) ?? ""
    #expect(text == expected, "differs from \(path)", sourceLocation: sourceLocation)
  }
}
