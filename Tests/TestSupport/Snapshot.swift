import Foundation
import Testing

/// Compares text with a file in `folder` beside the test. With `OFFPRINT_RECORD=1` in the environment the file is written
/// instead, and the test fails all the same: a recording is to be looked at, and never passes for a test.
package func expectSnapshot(
  _ text: String, _ name: String, folder: String = "Snapshots", fileID: String = #fileID, file: String = #filePath,
  line: Int = #line, column: Int = #column
) throws {
  let place = SourceLocation(fileID: fileID, filePath: file, line: line, column: column)
  let url = URL(filePath: file).deletingLastPathComponent().appending(path: "\(folder)/\(name)")
  if ProcessInfo.processInfo.environment["OFFPRINT_RECORD"] != nil {
    try Data(text.utf8).write(to: url)
    Issue.record("recorded \(name): look at it, then run again without OFFPRINT_RECORD", sourceLocation: place)
    return
  }
  let expected = (try? String(decoding: Data(contentsOf: url), as: UTF8.self)) ?? ""
  guard text != expected else { return }
  let what = "differs from \(folder)/\(name) \(firstDifference(expected, text))"
  Issue.record(Comment(rawValue: what), sourceLocation: place)
}

/// `in line 7: ‘old’, now ‘new’`: what one looks for in two long texts.
private func firstDifference(_ expected: String, _ text: String) -> String {
  let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let new = text.split(separator: "\n", omittingEmptySubsequences: false)
  let line = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(old.count, new.count)
  let was = line < old.count ? "‘\(old[line])’" : "nothing"
  return "in line \(line + 1): \(was), now \(line < new.count ? "‘\(new[line])’" : "nothing")"
}
