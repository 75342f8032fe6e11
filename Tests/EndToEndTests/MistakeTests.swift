import Foundation
import TestSupport
import Testing

@Suite("Mistakes of the user", .serialized)
struct MistakeTests {
  @Test("a bad notebook: every mistake with its place, status 2, nothing done")
  func badNotebook() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.wrong, to: "wrong.md")
    for command in ["run", "check", "render"] {
      let outcome = try sandbox.run([command, "wrong.md"])
      #expect(outcome.status == 2)
      #expect(outcome.error.contains("wrong.md:7:8: error: "), "\(outcome.error)")
      #expect(outcome.error.contains("wrong.md:8:1: error: "))
      #expect(outcome.error.contains("loss"))
      #expect(outcome.error.contains("nothing was done"))
      #expect(!sandbox.exists(".offprint") && !sandbox.exists("reports"))
    }
  }

  @Test(
    "a wrong command line: what is wrong, what was meant, status 2",
    arguments: [
      (["rnu", "small.md"], "did you mean ‘run’?"),
      (["run"], "<notebook> is missing"),
      (["run", "smal.md"], "did you mean ‘small.md’?"),
      (["run", "."], "‘.’ is a directory"),
      (["run", "nowhere/a.md"], "there is no notebook ‘nowhere/a.md’"),
      (["run", "small.md", "--sedes", "3"], "did you mean ‘--seeds’?"),
      (["run", "small.md", "--seeds", "0"], "a whole number from 1 to 1000 is wanted"),
      (["run", "small.md", "--jobs", "many"], "a whole number from 1 to 1024 is wanted"),
      (["run", "small.md", "--format", "docx"], "‘html’ or ‘pdf’"),
      (["run", "small.md", "other.md"], "‘other.md’ is one argument too many"),
      (["data", "fetch", "mnits"], "did you mean ‘mnist’?"),
      (["runs", "show", "xyz"], "is not the start of a run's ID"),
      (["help", "celsl"], "did you mean ‘cells’?"),
      (["completions", "tcsh"], "‘bash’, ‘zsh’ or ‘fish’"),
    ] as [([String], String)])
  func usage(arguments: [String], message: String) throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.small, to: "small.md")
    let outcome = try sandbox.run(arguments)
    #expect(outcome.status == 2)
    #expect(outcome.error.contains(message), "\(outcome.error)")
    #expect(outcome.output.isEmpty)
  }

  @Test(
    "what cannot be had or done: the reason, status 1",
    arguments: [
      (["render", "small.md"], "8 of 8 runs on strokes are not stored: softmax, seed 1; "),
      (["runs", "show", "abcd1234"], "no run in .offprint begins with ‘abcd1234’"),
      (["data", "path", "mnist"], "--data"),
      (["data", "path", "strokes"], "built in"),
      (["data", "fetch", "mnist", "--offline"], "downloads are switched off"),
      (["data", "verify", "mnist", "--data", "nowhere"], "nowhere: --data names it, and it is not a directory"),
    ] as [([String], String)])
  func failures(arguments: [String], message: String) throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.small, to: "small.md")
    let outcome = try sandbox.run(arguments)
    #expect(outcome.status == 1)
    #expect(outcome.error.contains(message), "\(outcome.error)")
    #expect(!sandbox.exists("reports"))
  }

  @Test(
    "settings that do not go together, found before anything is trained",
    arguments: [
      ("{name: combined, m1: 1.1, past-pi: linear}", "adamw", "‘linear’ is defined for m1 = 1 only"),
      ("softmax", "{name: sgd, nesterov: true, momentum: 0}", "with a momentum above 0"),
    ] as [(String, String, String)])
  func impossibleRun(loss: String, optimizer: String, message: String) throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    let text = Notebooks.small.replacing("loss: softmax", with: "loss: \(loss)")
      .replacing("optimizer: {name: adamw, rate: 0.01}", with: "optimizer: \(optimizer)")
    try sandbox.write(text, to: "small.md")
    for command in ["check", "run"] {
      let outcome = try sandbox.run([command, "small.md"])
      #expect(outcome.status == 2)
      let line = text.split(separator: "\n", omittingEmptySubsequences: false)
        .firstIndex { $0.hasPrefix(loss == "softmax" ? "optimizer:" : "loss:") }
      let place = "small.md:\((line ?? 0) + 1):\(loss == "softmax" ? 12 : 7): "
      #expect(outcome.error.contains(place) && outcome.error.contains(message), "\(outcome.error)")
      #expect(!sandbox.exists(".offprint"))
    }
  }

  @Test("a model that does not fit in memory, found before anything is trained")
  func hugeModel() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(
      Notebooks.small.replacing("batch: 64", with: "batch: 65536\nevaluation-batch: 65536")
        .replacing("- embedding:", with: "- linear: 65536\n  - embedding:"), to: "small.md")
    let outcome = try sandbox.run(["check", "small.md"])
    #expect(outcome.status == 2)
    #expect(outcome.error.contains("MiB allowed"), "\(outcome.error)")
  }

  @Test("damaged test features are said by render, with status 1, though the figure can be drawn; run makes them again")
  func damagedFeatures() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.small, to: "small.md")
    #expect(try sandbox.run(["run", "--quiet", "small.md"]).status == 0)
    let report = try sandbox.files(below: "reports/small")
    let list = try sandbox.run(["runs"]).output.split(separator: "\n")
    let id = try #require(list.first { $0.contains("softmax") && $0.contains(" 1 ") }?.prefix(12))
    let name = try #require(
      try sandbox.files(below: ".offprint/runs").keys.first { $0.hasPrefix(id) && $0.contains("embeddings") })
    try sandbox.write("cut", to: ".offprint/runs/\(name)")
    let render = try sandbox.run(["render", "--output", "look", "small.md"])
    #expect(render.status == 1)
    #expect(render.error.contains("the stored run \(id) is damaged: embeddings.safetensors"), "\(render.error)")
    let run = try sandbox.run(["run", "small.md"])
    #expect(run.status == 0 && run.error.contains("training 1 run"), "\(run.error)")
    #expect(run.error.contains("the stored run \(id) is damaged: embeddings.safetensors"), "\(run.error)")
    #expect(try sandbox.files(below: "reports/small") == report)
  }

  @Test("a place where no report can be written is found before the training")
  func unwritablePlace() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.long, to: "a.md")
    try sandbox.write("in the way", to: "reports")
    let outcome = try sandbox.run(["run", "a.md"])
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("‘reports’: something of that name is there already"), "\(outcome.error)")
    #expect(try sandbox.text("reports") == "in the way")
  }

  @Test("a report that cannot be written: the reason, status 1, and the runs are kept")
  func unwritableReport() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.long.replacing("100000", with: "1"), to: "a.md")
    try FileManager.default.createDirectory(
      at: sandbox.directory.appending(path: "reports/a/results.json/x"), withIntermediateDirectories: true)
    let outcome = try sandbox.run(["run", "a.md"])
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("reports"), "\(outcome.error)")
    #expect(try sandbox.run(["runs", "verify"]).output.contains("1 run sound"))
  }

  @Test("a store that is named and not there is a mistake of the command line, one that is not named is none yet")
  func absentStore() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.small, to: "small.md")
    for command in [["runs"], ["runs", "verify"], ["render", "small.md"], ["preview", "small.md"]] {
      let outcome = try sandbox.run(command + ["--store", "nowhere"])
      #expect(outcome.status == 2)
      #expect(outcome.error.contains("there is no run store at ‘nowhere’"), "\(outcome.error)")
    }
    let list = try sandbox.run(["runs"])
    #expect(list.status == 0 && list.output.contains("no runs: there is no store in .offprint yet"), "\(list)")
  }

  @Test("what a report's writer left behind is removed, what one that lives is writing is not")
  func strays() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.long.replacing("100000", with: "1"), to: "a.md")
    let folder = sandbox.directory.appending(path: "reports/a")
    for name in [".writing-1", ".writing-2"] {
      try FileManager.default.createDirectory(
        at: folder.appending(path: name), withIntermediateDirectories: true)
    }
    // The lock that a writer holds, held by another program.
    let python = try #require(Python.with("fcntl"))
    let script = """
      import fcntl, os, sys, time
      fcntl.flock(os.open(sys.argv[1], os.O_RDONLY), fcntl.LOCK_EX)
      print("locked", flush=True)
      time.sleep(600)
      """
    let holder = try RunningProcess(
      python.url, ["-c", script, folder.appending(path: ".writing-2").path], in: sandbox.directory, environment: [:])
    while holder.isRunning, !holder.outputSoFar.contains("locked") { Thread.sleep(forTimeInterval: 0.01) }
    #expect(try sandbox.run(["run", "--quiet", "--format", "html", "a.md"]).status == 0)
    #expect(!sandbox.exists("reports/a/.writing-1"))
    #expect(sandbox.exists("reports/a/.writing-2"))
    holder.kill()
    _ = holder.finish()
    #expect(try sandbox.run(["run", "--quiet", "--format", "html", "a.md"]).status == 0)
    #expect(!sandbox.exists("reports/a/.writing-2"))
  }

  @Test("tables that go into a pipe are whole, however narrow a terminal would be")
  func wholeTables() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    let name = "a-cell-with-" + String(repeating: "long-", count: 9) + "name"
    try sandbox.write(Notebooks.small.replacing("margins", with: name), to: "small.md")
    let check = try sandbox.run(["check", "small.md"], environment: ["COLUMNS": "40"])
    #expect(check.status == 0 && check.output.contains(name), "\(check)")
    #expect(!check.output.contains("…"))
  }

  @Test("a damaged run is named, and trained again")
  func damagedRun() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.long.replacing("100000", with: "1"), to: "a.md")
    #expect(try sandbox.run(["run", "--quiet", "a.md"]).status == 0)
    let report = try sandbox.files(below: "reports/a")
    let name = try #require(try sandbox.files(below: ".offprint/runs").keys.first { $0.hasSuffix("run.json") })
    try sandbox.write("{}", to: ".offprint/runs/\(name)")
    let list = try sandbox.run(["runs"])
    #expect(list.status == 1)
    #expect(list.error.contains("is damaged"))
    let again = try sandbox.run(["run", "a.md"])
    #expect(again.status == 0, "\(again.error)")
    #expect(again.error.contains("is damaged"))
    #expect(try sandbox.files(below: "reports/a") == report)
  }
}
