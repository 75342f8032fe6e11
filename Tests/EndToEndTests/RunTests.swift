import Foundation
import TestSupport
import Testing

@Suite("Running a notebook", .serialized)
struct RunTests {
  @Test("writes the report; a second run trains nothing and says so, and the bytes are the same anywhere")
  func twice() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.small, to: "small.md")
    let first = try sandbox.run(["run", "small.md"])
    #expect(first.status == 0, "\(first.error)")
    #expect(first.output.contains("reports/small/index.html"))
    #expect(first.error.contains("data: strokes"))
    #expect(first.error.contains("training 8 runs"))
    #expect(first.error.contains("epoch 2 of 2"))
    let report = try sandbox.files(below: "reports/small")
    for name in ["index.html", "report.pdf", "results.json", "summary.md"] { #expect(report[name]?.isEmpty == false) }
    for ending in ["svg", "pdf", "png", "json"] { #expect(report["figures/fig-sphere.\(ending)"]?.isEmpty == false) }
    #expect(report.keys.allSatisfy { !$0.hasPrefix(".") }, "nothing temporary is left")
    let stored = try sandbox.files(below: ".offprint/runs")

    let elsewhere = ["TZ": "Asia/Kathmandu", "LC_ALL": "C", "LANG": "de_DE.UTF-8"]
    let second = try sandbox.run(["run", "small.md"], environment: elsewhere)
    #expect(second.status == 0)
    #expect(second.output.contains("nothing to train: all 8 runs are stored"))
    #expect(!second.error.contains("epoch"))
    #expect(try sandbox.files(below: "reports/small") == report)
    #expect(try sandbox.files(below: ".offprint/runs") == stored)

    let render = try sandbox.run(["render", "small.md", "--output", "again"], environment: elsewhere)
    #expect(render.status == 0, "\(render.error)")
    #expect(try sandbox.files(below: "again") == report)
  }

  @Test("gives the same weights with one worker and with two")
  func workers() throws {
    var digests: [[String]] = []
    for jobs in ["1", "2"] {
      let sandbox = try Sandbox()
      defer { sandbox.remove() }
      try sandbox.write(Notebooks.small, to: "small.md")
      let outcome = try sandbox.run(["run", "--quiet", "--jobs", jobs, "--format", "html", "small.md"])
      #expect(outcome.status == 0, "\(outcome.error)")
      #expect(outcome.output.isEmpty && outcome.error.isEmpty, "quiet is quiet")
      #expect(!sandbox.exists("reports/small/report.pdf"), "only the format that was asked for")
      let lines = try sandbox.text("reports/small/results.json").split(separator: "\n").map(String.init)
      digests.append(lines.filter { $0.contains("weightsDigest") })
    }
    #expect(digests[0].count >= 8)
    #expect(digests[0] == digests[1])
  }

  @Test("shows a run that diverged, keeps the others, and ends with status 1, also when all are stored")
  func divergence() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.diverging, to: "wild.md")
    for _ in 1...2 {
      let outcome = try sandbox.run(["run", "wild.md"])
      #expect(outcome.status == 1)
      #expect(outcome.error.contains("wild, seed 1, failed in epoch 1"), "\(outcome.error)")
      #expect(sandbox.exists("reports/wild/index.html"))
      #expect(try sandbox.text("reports/wild/index.html").contains("failed"))
    }
  }

  @Test("Ctrl-C keeps what is finished, says so, and ends with status 130", arguments: [false, true])
  func interruption(byTermination: Bool) throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.long, to: "long.md")
    let process = try sandbox.start(["run", "--jobs", "1", "long.md"])
    for _ in 1...600 where !process.errorSoFar.contains("long, seed 1: epoch 1 ") {
      Thread.sleep(forTimeInterval: 0.05)
    }
    if byTermination { process.terminate() } else { process.interrupt() }
    let outcome = process.finish()
    #expect(outcome.status == (byTermination ? 143 : 130))
    #expect(outcome.error.contains("1 of 2 runs are stored, 1 more has a checkpoint"), "\(outcome.error)")
    #expect(!sandbox.exists("reports"))
    let list = try sandbox.run(["runs"])
    #expect(list.output.split(separator: "\n").count == 2, "a head and one run")
    let verify = try sandbox.run(["runs", "verify"])
    #expect(verify.output.contains("1 run sound, 0 damaged"))
    #expect(verify.status == 0)
  }

  @Test("--seeds replaces the notebook's seeds")
  func seeds() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.small, to: "small.md")
    let check = try sandbox.run(["check", "--seeds", "5", "small.md"])
    #expect(check.status == 0, "\(check.error)")
    #expect(check.output.contains("20 distinct runs: 0 stored, 20 to train"))
    #expect(check.output.contains("measured by a few steps"))
    #expect(!sandbox.exists(".offprint"), "checking stores nothing")
  }
}
