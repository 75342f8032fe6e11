import CommandLineParser
import Foundation
import TestSupport
import Testing

@Suite("Completion scripts")
struct CompletionTests {
  @Test("read as recorded", arguments: Shell.allCases)
  func snapshots(shell: Shell) throws {
    try expectSnapshot(CompletionScript.text(for: Fixture.root, shell: shell), "completions.\(shell.rawValue)")
  }

  @Test("are accepted by the shell they are for", arguments: Shell.allCases.filter { path(of: $0) != nil })
  func syntax(shell: Shell) throws {
    let (status, output) = try run(shell, ["-n", try script(for: shell)])
    #expect(status == 0, "\(output)")
  }

  @Test(
    "offer in bash what may stand there",
    .enabled(if: path(of: .bash) != nil, "bash is not installed"),
    arguments: [
      ("press r", ["run", "runs"]), ("press run --qu", ["--quiet"]), ("press runs ", ["list", "show"]),
      ("press run -f ", ["html", "json", "pdf"]), ("press runs show --d", ["--data"]), ("press --v", ["--version"]),
      ("press runs --da", ["--data"]), ("press run --data /usr/bi", ["/usr/bin"]),
    ] as [(String, [String])])
  func bashOffers(line: String, expected: [String]) throws {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    let test = """
      source "$1"
      COMP_WORDS=(\(words.map { "'\($0)'" }.joined(separator: " ")))
      COMP_CWORD=\(words.count - 1)
      _press
      printf '%s\\0' "${COMPREPLY[@]}"
      """
    let (status, output) = try run(.bash, ["--norc", "-c", test, "bash", try script(for: .bash)])
    #expect(status == 0)
    #expect(Set(output.split(separator: "\0").map(String.init)) == Set(expected))
  }

  private func script(for shell: Shell) throws -> String {
    let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).\(shell.rawValue)")
    try Data(CompletionScript.text(for: Fixture.root, shell: shell).utf8).write(to: url)
    return url.path
  }

  private func run(_ shell: Shell, _ arguments: [String]) throws -> (Int32, String) {
    let process = Process()
    process.executableURL = URL(filePath: path(of: shell) ?? "/bin/false")
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }
}

/// Where the shell is, if it is installed.
private func path(of shell: Shell) -> String? {
  ["/bin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"].map { "\($0)/\(shell.rawValue)" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }
}
