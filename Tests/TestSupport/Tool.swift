package import Foundation

/// A program of this machine that reads our files, none of it ours.
package struct Tool: Sendable {
  package let url: URL

  package init(url: URL) {
    self.url = url
  }

  /// The first of `names` that is installed; nil, said aloud, where none is, so that `make test` can list what was skipped.
  package init?(_ names: String...) {
    guard let found = Tool.search(names) else {
      print("SKIPPED: \(names.joined(separator: " or ")) is not installed, so nothing is checked with it")
      return nil
    }
    self = found
  }

  /// The same without a word, for a test's `.enabled(if:)`, which says itself why it is skipped.
  package static func find(_ names: String...) -> Tool? { search(names) }

  /// A browser that can be run without a screen.
  package static let chromium = find("chromium", "chromium-browser", "google-chrome")

  private static func search(_ names: [String]) -> Tool? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    return names.lazy.flatMap { name in folders.map { URL(filePath: String($0)).appending(path: name) } }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }.map(Tool.init(url:))
  }

  /// Runs the tool to its end. `output` has its standard error too. Text is UTF-8 whatever the locale of whoever runs the
  /// tests.
  package func run(
    _ arguments: [String], in directory: URL? = nil, environment: [String: String] = [:]
  ) throws -> Outcome {
    let surroundings = ProcessInfo.processInfo.environment
      .merging(["LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
      .merging(environment) { $1 }
    return try RunningProcess(
      url, arguments, in: directory ?? FileManager.default.temporaryDirectory, environment: surroundings,
      keepsErrorApart: false
    ).finish()
  }

  /// Runs the tool on a temporary file of `bytes`, whose name stands between `arguments` and `trailing`.
  package func run(
    _ arguments: [String], on bytes: [UInt8], suffix: String, trailing: [String] = [],
    environment: [String: String] = [:]
  ) throws -> Outcome {
    let directory = try TemporaryDirectory()
    let file = try directory.write(bytes, to: "file.\(suffix)")
    return try run(arguments + [file.path] + trailing, in: directory.url, environment: environment)
  }
}
