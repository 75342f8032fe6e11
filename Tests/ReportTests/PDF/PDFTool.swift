import Foundation
import Testing

/// A program that reads PDF files; tests that need one that is missing say so and are skipped.
struct PDFTool {
  private let url: URL

  /// Nil, with a note in the test's output, where `name` is not installed.
  init?(_ name: String) {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let found = folders.map { URL(fileURLWithPath: String($0)).appendingPathComponent(name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    guard let found else {
      print("SKIPPED: \(name) is not installed, so the PDF was not read back by it")
      return nil
    }
    url = found
  }

  /// What the program prints, and its exit status. `FILE` among the arguments stands for a file with `bytes`.
  func run(_ arguments: [String], on bytes: [UInt8]) throws -> (output: String, status: Int32) {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).pdf")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = url
    process.arguments = arguments.map { $0 == "FILE" ? file.path : $0 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (String(decoding: data, as: UTF8.self), process.terminationStatus)
  }
}
