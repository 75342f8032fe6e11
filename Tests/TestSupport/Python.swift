import Foundation
import Synchronization
package import Testing

/// Python with the modules that a test needs: by one rule for all of them the first that can import these of
/// `OFFPRINT_PYTHON`, the `.venv` of `make setup-test`, and the `python3` on the PATH.
package enum Python {
  private static let found = Mutex<[[String]: Tool?]>([:])

  /// Nil where there is none; a test then skips itself by `.enabled(if: …, Python.lack(of: …))`.
  package static func with(_ modules: String...) -> Tool? {
    found.withLock { found in
      if let known = found[modules] { return known }
      let first = candidates.first { tool in
        let check = "import sys" + modules.map { ", " + $0 }.joined()
        return (try? tool.run(["-c", check]))?.status == 0
      }
      found[modules] = .some(first)
      return first
    }
  }

  /// Why a test is skipped.
  package static func lack(of modules: String...) -> Comment {
    let what = modules.isEmpty ? "python3" : "Python with \(modules.joined(separator: " and "))"
    return Comment(rawValue: "no \(what) was found (OFFPRINT_PYTHON, .venv, python3), so nothing is checked with it")
  }

  private static var candidates: [Tool] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let named = [ProcessInfo.processInfo.environment["OFFPRINT_PYTHON"], root.path + "/.venv/bin/python3"]
    return named.compactMap { $0.map { Tool(url: URL(filePath: $0)) } } + [Tool.find("python3")].compactMap(\.self)
  }
}
