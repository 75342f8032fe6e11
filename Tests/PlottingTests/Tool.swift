import Foundation

/// A program of this machine that reads our files; nil, said aloud, where it is not installed.
struct Tool {
  let url: URL

  init?(_ name: String) {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let candidates = folders.map { URL(filePath: String($0)).appending(path: name) }
    guard let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) }) else {
      print("SKIPPED: \(name) is not installed, so nothing is checked with it")
      return nil
    }
    url = found
  }

  /// Runs the tool on a temporary file of `bytes`.
  func run(
    _ arguments: [String], on bytes: [UInt8], suffix: String, trailing: [String] = [],
    environment: [String: String] = [:]
  ) throws -> (status: Int32, output: String) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "offprint-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "file.\(suffix)")
    try Data(bytes).write(to: file)
    let process = Process()
    process.executableURL = url
    process.arguments = arguments + [file.path] + trailing
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
