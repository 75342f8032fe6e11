import Foundation
import TestSupport

/// Programs that read what we wrote, none of them ours.
enum Tools {
  static let python = Python.with()?.url
  static let chromium = Tool.chromium?.url

  /// What the program wrote to its standard output and error, together, and its exit status.
  static func run(_ program: URL, _ arguments: [String]) throws -> (output: String, status: Int32) {
    let outcome = try Tool(url: program).run(arguments)
    return (outcome.output, outcome.status)
  }

  /// A folder of its own, removed afterwards.
  static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = try TemporaryDirectory()
    return try withExtendedLifetime(folder) { try body(folder.url) }
  }
}
