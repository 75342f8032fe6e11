import Foundation
import TestSupport
import Testing

/// Numbers typed into the text that the runs produce.
@Suite("Typed numbers", .serialized)
struct TypedNumberTests {
  @Test("check, run and render warn of a typed result, and fail for it with --strict; references and marks are fine")
  func typed() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    func write(_ sentence: String) throws {
      try sandbox.write(Notebooks.small + "\n\(sentence)\n", to: "small.md")
    }
    try write("A first try had 88.28 %, they say.")
    let before = try sandbox.run(["check", "--strict", "small.md"])
    #expect(before.status == 0, "\(before.error)")
    #expect(before.error.contains("not compared with results: no run is stored yet"))

    try write("No number here.")
    #expect(try sandbox.run(["check", "small.md"]).error.contains("not compared") == false)
    #expect(try sandbox.run(["run", "--quiet", "--strict", "small.md"]).status == 0)
    let page = try sandbox.text("reports/small/index.html")
    let match = try #require(page.firstMatch(of: /data-path="softmax\.accuracy"[^>]*>(\d+\.\d+)/))
    let number = String(match.output.1)

    try write("It came to \(number) %, we found.")
    for command in ["check", "run", "render"] {
      let outcome = try sandbox.run([command, "small.md"])
      #expect(outcome.status == 0, "\(command): \(outcome.error)")
      #expect(
        outcome.error.contains(":12: warning: \(number) is typed, and is a result: `{"), "\(command): \(outcome.error)")
      let strict = try sandbox.run(
        [command, "--quiet", "--strict", "small.md"].filter { command != "check" || $0 != "--quiet" })
      #expect(strict.status == 1, "\(command): \(strict.error)")
      #expect(strict.error.contains("1 warning, which fails because of ‘--strict’"), "\(strict.error)")
    }
    let escaped = number.replacing(".", with: "\\.")
    for sentence in ["It came to `{softmax.accuracy}` %.", "They had \(escaped) %.", "They had “\(number)”."] {
      try write(sentence)
      let outcome = try sandbox.run(["check", "--strict", "small.md"])
      #expect(outcome.status == 0, "\(sentence): \(outcome.error)")
    }
    // Other readers of Markdown see the number, and so does the report.
    try write("They had \(escaped) %.")
    #expect(try sandbox.run(["render", "--quiet", "--strict", "small.md"]).status == 0)
    #expect(try sandbox.text("reports/small/index.html").contains("They had \(number)"))
  }
}
