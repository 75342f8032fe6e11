import Foundation
import TestSupport
import Testing

/// A notebook's preview, and what asks it.
struct Preview {
  let sandbox: Sandbox
  let process: RunningProcess
  let address: String

  init(_ sandbox: Sandbox, _ arguments: [String]) throws {
    self.sandbox = sandbox
    process = try sandbox.start(["preview"] + arguments)
    var address: String?
    for _ in 0..<3000 where address == nil && process.isRunning {
      address = process.outputSoFar.firstMatch(of: /preview: (http:\/\/\S+\/)/).map { String($0.1) }
      if address == nil { Thread.sleep(forTimeInterval: 0.01) }
    }
    self.address = try #require(address, "\(process.errorSoFar)")
  }

  var port: Int { URL(string: address)?.port ?? 0 }

  /// Python's words for `script`, behind what it can use: see `preview_client.py`.
  func words(_ script: String) throws -> [String] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let client = try String(contentsOf: folder.appending(path: "preview_client.py"), encoding: .utf8)
    return ["-c", client + "\n" + script, String(port)]
  }

  func ask(_ script: String) throws {
    let python = try #require(Python.with())
    let outcome = try python.run(words(script + "\nprint('fine')"), in: sandbox.directory)
    #expect(outcome.output == "fine\n", "\(outcome.output)\(process.errorSoFar)")
  }

  /// As Ctrl-C does.
  func end() -> Outcome {
    process.interrupt()
    return process.finish()
  }
}

func withPreview(
  of text: String = Notebooks.small, training: Bool = false, _ arguments: [String] = [],
  _ body: (Preview) throws -> Void
) throws {
  let sandbox = try Sandbox()
  defer { sandbox.remove() }
  try sandbox.write(text, to: "small.md")
  if training { #expect(try sandbox.run(["run", "--quiet", "small.md"]).status == 0) }
  let preview = try Preview(sandbox, ["small.md"] + arguments)
  defer { preview.process.kill() }
  try body(preview)
}
