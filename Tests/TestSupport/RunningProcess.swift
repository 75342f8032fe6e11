package import Foundation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How a process ended, and what it said.
package struct Outcome: Sendable {
  package var status: Int32
  package var output: String
  package var error: String
}

/// A process whose output is gathered while it runs.
package final class RunningProcess {
  private let process = Process()
  private let output: URL
  private let error: URL

  /// Without `keepsErrorApart` both streams are one file, in the order in which they were written.
  package init(
    _ url: URL, _ arguments: [String], in directory: URL, environment: [String: String], keepsErrorApart: Bool = true
  ) throws {
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
    let standardOutput = try FileHandle(forWritingTo: output)
    process.standardOutput = standardOutput
    process.standardError = keepsErrorApart ? try FileHandle(forWritingTo: error) : standardOutput
    try process.run()
  }

  package var outputSoFar: String { RunningProcess.text(output) }

  package var errorSoFar: String { RunningProcess.text(error) }

  /// As Ctrl-C does.
  package func interrupt() { process.interrupt() }

  package func terminate() { process.terminate() }

  package var isRunning: Bool { process.isRunning }

  /// At once, as a crash does.
  package func kill() { sendSignal(SIGKILL) }

  /// Not ended, but given no more time.
  package func stop() { sendSignal(SIGSTOP) }

  package var identifier: Int32 { process.processIdentifier }

  private func sendSignal(_ number: Int32) {
    #if canImport(Glibc)
      _ = Glibc.kill(process.processIdentifier, number)
    #else
      _ = Darwin.kill(process.processIdentifier, number)
    #endif
  }

  package func finish() -> Outcome {
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
