import Foundation
import TestSupport
import Testing

@Suite("Help of the program")
struct HelpTests {
  private static let all: [[String]] = [
    ["run"], ["check"], ["render"], ["preview"], ["diff"], ["runs"], ["runs", "list"], ["runs", "show"],
    ["runs", "verify"], ["verify"],
    ["runs", "remove"], ["runs", "export"], ["runs", "import"], ["why"],
    ["runs", "gc"], ["data"], ["data", "list"], ["data", "fetch"], ["data", "verify"], ["data", "path"], ["doctor"],
    ["help"], ["completions"],
  ]

  @Test("every command explains itself, by --help and by help", arguments: HelpTests.all)
  func commands(command: [String]) throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    let byOption = try sandbox.run(command + ["--help"])
    #expect(byOption.status == 0)
    #expect(byOption.output.contains("USAGE: offprint \(command.joined(separator: " "))"))
    let isGroup = ["runs", "data"].contains(command.joined(separator: " "))
    #expect(isGroup || byOption.output.contains("EXAMPLES:"))
    #expect(byOption.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    // ‘offprint help data’ is the topic, which says where data sets come from.
    if command != ["data"] { #expect(try sandbox.run(["help"] + command).output == byOption.output) }
  }

  @Test("the examples of the help are command lines that the program understands", arguments: HelpTests.all)
  func examples(command: [String]) throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    let help = try sandbox.run(command + ["--help"]).output
    let examples = help.split(separator: "EXAMPLES:\n").dropFirst().joined().split(separator: "\n")
      .filter { $0.hasPrefix("  offprint ") }
    for example in examples {
      let words = example.split(separator: " ").dropFirst().prefix { !["|", ">"].contains($0) }.map(String.init)
      let outcome = try sandbox.run(words + ["--help"])
      #expect(outcome.status == 0 && outcome.output.contains("USAGE:"), "\(example): \(outcome.error)")
      let mistake = try sandbox.run(words)
      #expect(
        !mistake.error.contains("has no option") && !mistake.error.contains("one argument too many"), "\(example)")
      // Help needs no notebook and no store, so its examples work as they stand.
      #expect(words.first != "help" || mistake.status == 0, "\(example): \(mistake.error)")
    }
  }

  @Test(
    "every topic can be read",
    arguments: [
      "cells", "layer", "loss", "optimizer", "plot", "reference", "schema", "diagnostics", "data", "math", "store",
      "report", "gates",
      "environment", "exit-status", "topics",
    ])
  func topics(topic: String) throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    let outcome = try sandbox.run(["help", topic])
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.output.count > 200)
    #expect(try sandbox.run(["help", "topics"]).output.contains(topic))
  }

  @Test(
    "whatever a notebook can name has a page, schedules within optimizers too",
    arguments: [
      ("arcface", "margin (default 0.5)"), ("conv", "`conv: value` sets `channels`"), ("adamw", "step: "),
      ("step", "every (required)"), ("one-cycle", "rise (default 0.3)"), ("strokes", "seed (default 1)"),
      ("learning-curves", "metric"),
    ] as [(String, String)])
  func components(name: String, content: String) throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    let outcome = try sandbox.run(["help", "cells", name])
    #expect(outcome.status == 0 && outcome.output.contains(content), "\(outcome)")
    #expect(try sandbox.run(["help", name]).error.contains("‘offprint help cells \(name)’"))
  }

  @Test("text that could not be written is an error")
  func fullDisk() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    guard let shell = Program.tool("sh"), FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let outcome = try sandbox.tool(shell, ["-c", "'\(Program.url.path)' help schema > /dev/full"])
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("standard output could not be written"))
  }

  @Test("the schema is JSON")
  func schema() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    let schema = try sandbox.run(["help", "schema"]).output
    let object = try JSONSerialization.jsonObject(with: Data(schema.utf8)) as? [String: Any]
    #expect(object?["$schema"] != nil)
  }

  @Test("the version is one line")
  func version() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    #expect(try sandbox.run(["--version"]).output.wholeMatch(of: /offprint \d+\.\d+\.\d+\n/) != nil)
  }

  @Test(
    "completion scripts are accepted by their shells",
    arguments: ["bash", "zsh", "fish"].filter { Program.tool($0) != nil })
  func completions(shell: String) throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(try sandbox.run(["completions", shell]).output, to: "script")
    let url = try #require(Program.tool(shell))
    let outcome = try sandbox.tool(url, ["-n", "script"])
    #expect(outcome.status == 0, "\(outcome.error)")
  }

  @Test("doctor names the processor, the kernels, the libraries and the store")
  func doctor() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    let output = try sandbox.run(["doctor"]).output
    for word in ["system", "kernels", "Cairo", "libyaml", "strokes: built in", "0 runs"] {
      #expect(output.contains(word), "\(output)")
    }
  }
}
