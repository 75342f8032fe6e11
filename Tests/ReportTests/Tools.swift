import Foundation

/// Programs that read what we wrote, none of them ours.
enum Tools {
  static let python = find(["python3"])
  static let chromium = find(["chromium", "chromium-browser", "google-chrome"])

  private static func find(_ names: [String]) -> URL? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":").map(String.init)
    return names.lazy.flatMap { name in folders.map { URL(filePath: $0).appending(path: name) } }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  /// What the program wrote to its standard output and error, together, and its exit status.
  static func run(_ program: URL, _ arguments: [String]) throws -> (output: String, status: Int32) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = program
    process.arguments = arguments
    // The other program's idea of text must not hang on ours.
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"], uniquingKeysWith: { $1 })
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (String(decoding: output, as: UTF8.self), process.terminationStatus)
  }

  /// A folder of its own, removed afterwards.
  static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "offprint-report-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }
}
