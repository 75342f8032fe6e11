package import Foundation

/// The built program, run as a process in a directory of its own.
package struct Sandbox: Sendable {
  package let directory: URL

  package init() throws {
    directory = FileManager.default.temporaryDirectory.appending(path: "offprint-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  }

  package func remove() {
    try? FileManager.default.removeItem(at: directory)
  }

  package func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: directory.appending(path: name))
  }

  package func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: directory.appending(path: path))
  }

  package func text(_ path: String) throws -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }

  package func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: directory.appending(path: path).path)
  }

  /// Every file below `path`, with its bytes.
  package func files(below path: String) throws -> [String: Data] {
    let root = directory.appending(path: path)
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: root.path) {
      let url = root.appending(path: name)
      let isDirectory = try url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory ?? false
      if !isDirectory { files[name] = try Data(contentsOf: url) }
    }
    return files
  }

  /// Runs the program to its end.
  package func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
    try start(arguments, environment: environment).finish()
  }

  package func start(_ arguments: [String], environment: [String: String] = [:]) throws -> RunningProcess {
    try RunningProcess(Program.url, arguments, in: directory, environment: clean(environment))
  }

  /// Runs another tool to its end.
  package func tool(_ url: URL, _ arguments: [String]) throws -> Outcome {
    try RunningProcess(url, arguments, in: directory, environment: clean([:])).finish()
  }

  /// No data sets, caches or settings of whoever runs the tests.
  private func clean(_ additions: [String: String]) -> [String: String] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let base = ["PATH": path, "HOME": directory.path, "TERM": "dumb", "LANG": "C.UTF-8"]
    return base.merging(additions) { $1 }
  }
}

/// Where the program and other tools are.
package enum Program {
  /// Beside the test bundle, where SwiftPM puts all products of a build.
  package static let url: URL = {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
    let path = bundle.bundlePath.hasSuffix(".xctest") ? bundle.bundleURL.deletingLastPathComponent() : bundle.bundleURL
    return path.appending(path: "offprint")
  }()

  /// Whether a pseudo-terminal can be opened: on Linux only where devpts is mounted, which not every container has.
  package static let hasTerminals =
    !FileManager.default.fileExists(atPath: "/dev/pts") || FileManager.default.fileExists(atPath: "/dev/pts/ptmx")

  /// A tool on the PATH, if it is installed.
  package static func tool(_ name: String) -> URL? { Tool.find(name)?.url }
}
