import Foundation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How a process ended, and what it said.
struct Outcome: Sendable {
  var status: Int32
  var output: String
  var error: String
}

/// The built program, run as a process in a directory of its own.
struct Sandbox: Sendable {
  let directory: URL

  init() throws {
    directory = FileManager.default.temporaryDirectory.appending(path: "offprint-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  }

  func remove() {
    try? FileManager.default.removeItem(at: directory)
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: directory.appending(path: name))
  }

  func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: directory.appending(path: path))
  }

  func text(_ path: String) throws -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }

  func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: directory.appending(path: path).path)
  }

  /// Every file below `path`, with its bytes.
  func files(below path: String) throws -> [String: Data] {
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
  func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
    try start(arguments, environment: environment).finish()
  }

  func start(_ arguments: [String], environment: [String: String] = [:]) throws -> RunningProcess {
    try RunningProcess(Program.url, arguments, in: directory, environment: clean(environment))
  }

  /// Runs another tool to its end.
  func tool(_ url: URL, _ arguments: [String]) throws -> Outcome {
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
enum Program {
  /// Beside the test bundle, where SwiftPM puts all products of a build.
  static let url: URL = {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
    let path = bundle.bundlePath.hasSuffix(".xctest") ? bundle.bundleURL.deletingLastPathComponent() : bundle.bundleURL
    return path.appending(path: "offprint")
  }()

  /// Whether a pseudo-terminal can be opened: on Linux only where devpts is mounted, which not every container has.
  static let hasTerminals =
    !FileManager.default.fileExists(atPath: "/dev/pts") || FileManager.default.fileExists(atPath: "/dev/pts/ptmx")

  /// A tool on the PATH, if it is installed.
  static func tool(_ name: String) -> URL? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return path.split(separator: ":").map { URL(filePath: String($0)).appending(path: name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }
}

/// A process whose output is gathered while it runs.
final class RunningProcess {
  private let process = Process()
  private let output: URL
  private let error: URL

  init(_ url: URL, _ arguments: [String], in directory: URL, environment: [String: String]) throws {
    // Files instead of pipes: nothing can block, and what was said so far can be read at any time.
    let folder = FileManager.default.temporaryDirectory
    output = folder.appending(path: "\(UUID().uuidString).out")
    error = folder.appending(path: "\(UUID().uuidString).err")
    for file in [output, error] { try Data().write(to: file) }
    process.executableURL = url
    process.arguments = arguments
    process.currentDirectoryURL = directory
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: error)
    try process.run()
  }

  var errorSoFar: String { RunningProcess.text(error) }

  /// As Ctrl-C does.
  func interrupt() { process.interrupt() }

  func terminate() { process.terminate() }

  var isRunning: Bool { process.isRunning }

  /// At once, as a crash does.
  func kill() { sendSignal(SIGKILL) }

  /// Not ended, but given no more time.
  func stop() { sendSignal(SIGSTOP) }

  private func sendSignal(_ number: Int32) {
    #if canImport(Glibc)
      _ = Glibc.kill(process.processIdentifier, number)
    #else
      _ = Darwin.kill(process.processIdentifier, number)
    #endif
  }

  func finish() -> Outcome {
    process.waitUntilExit()
    let outcome = Outcome(
      status: process.terminationStatus, output: RunningProcess.text(output), error: RunningProcess.text(error))
    for file in [output, error] { try? FileManager.default.removeItem(at: file) }
    return outcome
  }

  private static func text(_ url: URL) -> String {
    String(decoding: (try? Data(contentsOf: url)) ?? Data(), as: UTF8.self)
  }
}
