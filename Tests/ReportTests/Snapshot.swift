import Foundation
import Testing

/// Compares text with a file in `Snapshots/`; with `OFFPRINT_RECORD=1` in the environment it writes the file and fails, so
/// that a recording never passes for a test.
func expectSnapshot(
  _ text: String, _ name: String, file: String = #filePath, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let url = URL(filePath: file).deletingLastPathComponent().appending(path: "Snapshots/\(name)")
  if ProcessInfo.processInfo.environment["OFFPRINT_RECORD"] != nil {
    try Data(text.utf8).write(to: url)
    Issue.record("recorded \(name): look at it, then run again without OFFPRINT_RECORD", sourceLocation: sourceLocation)
    return
  }
  let expected = try String(decoding: Data(contentsOf: url), as: UTF8.self)
  #expect(text == expected, "differs from Snapshots/\(name)", sourceLocation: sourceLocation)
}
